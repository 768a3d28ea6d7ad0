// The form's choices as attributes: the running preview, the code to copy, a link and its QR code.
(function () {
  'use strict';

  const words = {{texts:builder}};
  const kQuiet = 4;      // light modules round a QR code
  const kMostLeads = 3;
  const kSettleMs = 600; // after the last change, before the preview starts afresh
  const page = new URL(document.body.dataset.page, location.href).href;
  const form = document.getElementById('options');
  const byId = (id) => document.getElementById(id);

  function boxes(into, group, names, checked) {
    for (const [name, label] of Object.entries(names)) {
      const line = document.createElement('label'), box = document.createElement('input');
      Object.assign(box, { type: 'checkbox', name: group, value: name, checked: checked.includes(name) });
      line.append(box, label);
      byId(into).append(line);
    }
  }
  boxes('begin', 'on', words.tools, []);
  boxes('leads', 'lead', { ...words.tools, ...words.incidents }, ['cdn']);
  boxes('shows', 'part', words.parts, ['anatomy', 'slow']);

  const chosen = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
  const field = (name) => form.elements[name].value.trim();

  function attributes() {
    const out = { users: field('users'), on: chosen('on').join(), show: [...chosen('lead'), ...chosen('part')].join() };
    for (const name of ['region', 'theme', 'question', 'load', 'height']) out[name] = field(name);
    if (field('web-servers') !== '2') out['web-servers'] = field('web-servers');
    if (field('speed') !== '10') out.speed = field('speed');
    return out;
  }

  function drawQr(address) {
    const canvas = byId('qr'), code = window.scaleQr(address), pen = canvas.getContext('2d');
    canvas.hidden = !code;
    if (!code) return;
    const scale = 6;
    canvas.width = canvas.height = (code.size + 2 * kQuiet) * scale;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#000';
    for (let y = 0; y < code.size; ++y) for (let x = 0; x < code.size; ++x) if (code.dark(x, y)) pen.fillRect((x + kQuiet) * scale, (y + kQuiet) * scale, scale, scale);
  }

  let shown = '', timer = 0;
  function preview() {
    const now = attributes(), key = JSON.stringify(now);
    if (key === shown || !form.checkValidity()) return;
    shown = key;
    const element = document.createElement('scale-sandbox');
    for (const [name, value] of Object.entries(now)) if (value) element.setAttribute(name, value);
    byId('preview').replaceChildren(element);
  }

  function refresh() {
    const leads = chosen('lead');
    for (const box of form.querySelectorAll('[name="lead"]')) box.disabled = !box.checked && leads.length >= kMostLeads;
    const now = attributes(), { question, load, height, show, ...run } = now;
    byId('code').value = window.scaleEmbedCode.element(page, now);
    byId('frame').value = window.scaleEmbedCode.frame(page, now, question || 'Scale Sandbox');
    const address = new URL(page);
    for (const [name, value] of Object.entries(run)) if (value) address.searchParams.set(name, value);
    byId('address').value = address.href;
    drawQr(address.href);
    clearTimeout(timer);
    timer = setTimeout(preview, shown ? kSettleMs : 0);
  }

  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      const text = byId(button.dataset.copy);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        byId('said').textContent = words.copied;
      } catch (error) {
        byId('said').textContent = words.selected;
      }
    });
  }
  form.addEventListener('input', refresh);
  form.addEventListener('submit', (event) => event.preventDefault());
  refresh();
})();
