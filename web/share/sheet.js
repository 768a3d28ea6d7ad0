// Sharing the run that is on the screen: as the code of an embed, as a QR code large enough for a classroom's wall.
(function () {
  'use strict';

  const kQuiet = 4;  // light modules round the code, as the standard asks
  const words = {{texts:share}};

  function embedCode(page) {
    const snapshot = window.scaleSandbox.snapshot();
    const attributes = window.scaleEmbedCode.attributesOf(snapshot.settings, window.scaleSandbox.table());
    return window.scaleEmbedCode.element(page, attributes);
  }

  function draw(canvas, code) {
    const across = code.size + 2 * kQuiet, scale = Math.max(3, Math.floor(560 / across));
    canvas.width = canvas.height = across * scale;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#000';
    for (let y = 0; y < code.size; ++y) for (let x = 0; x < code.size; ++x) {
      if (code.dark(x, y)) pen.fillRect((x + kQuiet) * scale, (y + kQuiet) * scale, scale, scale);
    }
  }

  function showQr(address) {
    const code = window.scaleQr(address);
    if (!code) return window.scaleNotes.say(words.tooLong);
    const dialog = document.createElement('dialog');
    dialog.className = 'qr';
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', words.picture);
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = words.close;
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    draw(canvas, code);
    dialog.append(canvas, close);
    document.body.append(dialog);
    dialog.showModal();
  }

  window.scaleShare = { embedCode, showQr, draw };
})();
