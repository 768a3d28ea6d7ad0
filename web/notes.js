// A calm line at the foot of the page, gone after a while or a press; and what follows a wish to share: the link on
// the clipboard (or in a field to copy from), the code for an article, a QR code for a class.
(function () {
  'use strict';

  const kShownMs = 12000;
  const words = {{texts:notes}};
  const notes = document.getElementById('notes');
  const { nonce } = document.currentScript;
  const besideLink = [];  // more that can be done with a run: pairs of label and function

  function button(label, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', act);
    return made;
  }

  // more.field: text to copy by hand; more.actions: pairs of label and function.
  function say(text, more) {
    const { field, actions = [] } = more || {};
    const line = document.createElement('div');
    line.className = 'note';
    const sentence = document.createElement('span');
    sentence.textContent = text;
    line.append(sentence);
    if (field) {
      const input = document.createElement('textarea');
      input.readOnly = true;
      input.rows = Math.min(4, field.split('\n').length);
      input.value = field;
      input.setAttribute('aria-label', words.toCopy);
      line.append(input);
      requestAnimationFrame(() => input.select());
    }
    for (const [label, act] of actions) line.append(button(label, act));
    if (!field) setTimeout(() => line.contains(document.activeElement) || line.remove(), kShownMs);
    line.append(button(words.ok, () => line.remove()));
    notes.replaceChildren(...[...notes.children].slice(-7), line);
    return line;
  }

  // Safari lets only a press in the document itself copy, not one on the canvas: the field has a button for that.
  async function copy(text, said, actions = []) {
    const written = () => navigator.clipboard.writeText(text);
    try {
      await written();
      say(said, { actions });
    } catch (error) {
      const again = () => written().then(() => line.replaceWith(say(said, { actions })), () => {});
      const line = say(words.copyThis, { field: text, actions: [[words.copy, again], ...actions] });
    }
  }

  // The sheet with code and QR code comes when it is first asked for.
  let sheet;
  function shareSheet() {
    sheet = sheet || ['{{share/embed_code.js}}', '{{share/qr.js}}', '{{share/sheet.js}}'].reduce((before, source) => before.then(() => new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.onload = resolve;
      script.onerror = reject;
      script.nonce = nonce;
      script.src = new URL(source, new URL(document.documentElement.dataset.page, location.href));
      document.head.append(script);
    })), Promise.resolve()).then(() => window.scaleShare);
    return sheet;
  }

  function share(text) {
    const page = new URL(document.documentElement.dataset.page, location.href).href;
    const address = text[0] === '#' ? page + text : text;
    copy(address, words.linkCopied, [
      [words.embedCode, () => shareSheet().then((ready) => copy(ready.embedCode(page), words.codeCopied))],
      [words.qrCode, () => shareSheet().then((ready) => ready.showQr(address))],
      ...besideLink,
      ...(alone ? [[words.keep, keep]] : []),
    ]);
  }

  // Nothing is stored before somebody asks for it.
  function keep() {
    navigator.serviceWorker.register(new URL('sw.js', location.href))
      .then(() => navigator.serviceWorker.ready).then(() => say(words.kept), () => say(words.notKept));
  }
  const alone = !document.documentElement.hasAttribute('data-frame') && 'serviceWorker' in navigator;
  if (alone) {
    window.addEventListener('appinstalled', keep);
    if (window.matchMedia('(display-mode: standalone)').matches) navigator.serviceWorker.register(new URL('sw.js', location.href)).catch(() => {});
  }

  window.scaleNotes = { say, copy, share, besideLink };
})();
