// A run as a scenario file, out of the page and into it: two actions beside the link that is shared, and a file
// dropped anywhere on the page. A classic script, like boot.js, whose program it asks.
(function () {
  'use strict';

  const kMostBytes = 1000000;
  const words = {{texts:exchange}};

  function save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([window.scaleSandbox.scenario()], { type: 'application/json' }));
    link.download = 'scale-sandbox.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function open(file) {
    if (!file || !window.scaleSandbox) return;
    const text = file.size > kMostBytes ? null : await file.text();
    const problem = text === null ? words.tooLong : window.scaleSandbox.open(text);
    const theme = document.documentElement.dataset.theme;
    if (!problem && theme) window.scaleSandbox.command('theme', theme);
    window.scaleNotes.say(file.name.slice(0, 60) + (problem ? ': ' + problem : words.running));
  }

  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json,text/plain';
  input.hidden = true;
  input.id = 'scenario-file';
  input.addEventListener('change', () => {
    open(input.files[0]);
    input.value = '';
  });
  document.body.append(input);

  // They stand beside the link that is shared (notes.js).
  window.scaleNotes.besideLink.push([words.save, save], [words.open, () => input.click()]);

  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer && event.dataTransfer.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
})();
