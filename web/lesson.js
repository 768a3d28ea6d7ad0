// The lesson's side of the page: its files are fetched after the first picture, what has been won is kept where
// that is allowed, and a link pasted into the page goes on beside the run. A classic script, like boot.js.
(function () {
  'use strict';

  const kProgress = 'scale-sandbox progress', kLongest = 20000;
  const say = (text) => window.scaleNotes.say(text);

  // The lesson that is on its way; another one, or a run that is opened meanwhile, takes its place.
  let wanted = '';

  async function fetchLesson(name) {
    wanted = name;
    let text = '';
    try {
      const response = await fetch('lessons/' + name + '.json');
      if (response.ok) text = await response.text();
    } catch (error) {
      text = '';  // the program says so and plays freely
    }
    if (wanted !== name) return;
    const refusal = window.scaleSandbox.lesson(name, text);
    if (refusal) say(refusal);
  }

  function keep(text) {
    try {
      localStorage.setItem(kProgress, text);
    } catch (error) {}  // a page that may keep nothing is played all the same
  }

  function kept() {
    try {
      return (localStorage.getItem(kProgress) || '').slice(0, kLongest);
    } catch (error) {
      return '';
    }
  }

  window.scaleBoot.listen((what, text) => {
    if (what === 'lesson') fetchLesson(text);
    if (what === 'command' && text === 'open') wanted = '';
    if (what === 'say') say(text);
    if (what === 'keep') keep(text);
    if (what === 'ready' && kept()) window.scaleSandbox.progress(kept());
  });

  window.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text').trim();
    if (!/(^|#)r\d\./.test(text) || event.target.matches('input, textarea')) return;
    event.preventDefault();
    say(window.scaleSandbox.compare(text.slice(0, kLongest)));
  });
})();
