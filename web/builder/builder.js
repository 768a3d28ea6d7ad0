// The form's choices as attributes: the running preview, the code to copy, a link and its QR code.
(function () {
  'use strict';

  const words = {{texts:builder}};
  const kQuiet = 4;      // light modules round a QR code
  const kMostLeads = 3;
  const kSettleMs = 600; // after the last change, before the preview follows
  const kMostUsers = 5e8;
  const built = ['replicas', 'cache'];                  // of a new sandbox
  const looks = ['show', 'region', 'theme', 'height'];  // what a running sandbox takes without starting afresh
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
  boxes('begin', 'on', words.tools, built);
  boxes('leads', 'lead', { ...words.tools, ...words.incidents }, ['cdn']);
  boxes('shows', 'part', words.parts, ['anatomy', 'slow']);

  const chosen = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
  const field = (name) => form.elements[name].value.trim();

  function attributes() {
    const on = chosen('on'), without = (list, other) => list.filter((name) => !other.includes(name)).join();
    const out = { users: field('users'), on: without(on, built), off: without(built, on), show: [...chosen('lead'), ...chosen('part')].join() };
    for (const name of ['region', 'theme', 'question', 'load', 'height']) out[name] = field(name);
    if (field('web-servers') !== '2') out['web-servers'] = field('web-servers');
    if (field('speed') !== '10') out.speed = field('speed');
    return out;
  }

  // The first field that the program would refuse, as a sentence; empty where all is well.
  function wrong() {
    const [, digits, unit] = /^([0-9]+(?:\.[0-9]+)?)([kKM]?)$/.exec(field('users')) || [];
    const users = digits * ({ k: 1e3, K: 1e3, M: 1e6 }[unit] || 1);
    const name = !(users >= 1 && users <= kMostUsers) ? 'users' : ['web-servers', 'height'].find((one) => !form.elements[one].validity.valid || !field(one));
    for (const one of Object.keys(words.wrong)) form.elements[one].setAttribute('aria-invalid', one === name);
    return name ? words.wrong[name].replace('{}', field(name) && words.not.replace('{}', field(name))) : '';
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

  let shown = null, timer = 0;
  function preview(now) {
    const names = Object.keys({ ...shown, ...now }).filter((name) => !shown || (shown[name] || '') !== (now[name] || ''));
    const element = byId('preview').firstElementChild;
    shown = now;
    if (element && names.every((name) => looks.includes(name) && now[name])) {
      for (const name of names) element.setAttribute(name, now[name]);
      return;
    }
    const fresh = document.createElement('scale-sandbox');
    for (const [name, value] of Object.entries(now)) if (value) fresh.setAttribute(name, value);
    byId('preview').replaceChildren(fresh);
  }

  function refresh() {
    const leads = chosen('lead');
    for (const box of form.querySelectorAll('[name="lead"]')) box.disabled = !box.checked && leads.length >= kMostLeads;
    byId('wrong').textContent = wrong();
    if (byId('wrong').textContent) return;  // what stood there last stays
    const now = attributes(), { question, load, height, show, ...run } = now;
    byId('code').value = window.scaleEmbedCode.element(page, now);
    byId('frame').value = window.scaleEmbedCode.frame(page, now, question || 'Scale Sandbox');
    const address = new URL(page);
    for (const [name, value] of Object.entries(run)) if (value) address.searchParams.set(name, value);
    byId('address').value = address.href;
    drawQr(address.href);
    clearTimeout(timer);
    timer = setTimeout(preview, shown ? kSettleMs : 0, now);
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
