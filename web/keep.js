// What a visitor takes along: the screen as a picture, five seconds of it as a film, the charts' data as a table.
// The program asks for it ("picture", "film", "csv"); here it becomes a download.
(function () {
  'use strict';

  const kFilmMs = 5000, kFilmFrames = 30, kFilmBits = 6e6;
  const canvas = document.getElementById('canvas');
  const say = (text) => window.scaleNotes.say(text);

  function download(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // The drawing buffer lives until the browser shows it, so it is drawn and read in one turn.
  function picture() {
    window.scaleSandbox.draw();
    canvas.toBlob((blob) => download(blob, 'scale-sandbox.png'), 'image/png');
  }

  function film() {
    const type = ['video/webm;codecs=vp9', 'video/webm', 'video/mp4']
      .find((name) => window.MediaRecorder && MediaRecorder.isTypeSupported(name));
    if (!type || !canvas.captureStream) return say('This browser cannot record the canvas.');
    const recorder = new MediaRecorder(canvas.captureStream(kFilmFrames), { mimeType: type, videoBitsPerSecond: kFilmBits });
    const parts = [];
    recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
    recorder.addEventListener('stop', () => download(new Blob(parts, { type }), 'scale-sandbox.' + (type.includes('mp4') ? 'mp4' : 'webm')));
    recorder.start();
    say('Recording five seconds.');
    setTimeout(() => recorder.stop(), kFilmMs);
  }

  const wishes = { picture, film, csv: (text) => download(new Blob([text], { type: 'text/csv' }), 'scale-sandbox.csv') };
  window.scaleBoot.listen((what, text) => { if (Object.hasOwn(wishes, what)) wishes[what](text); });
})();
