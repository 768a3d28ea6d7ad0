// The canvas's controls once more as a real form, made from the command table: for the keyboard and for screen
// readers. A control that takes the focus is ringed on the canvas; one sentence says how the run goes, at most
// every 3 seconds.
(function () {
  'use strict';

  const kSummaryMs = 3000;  // after the person did something
  const kQuietMs = 15000;   // otherwise
  const words = {{texts:controls}};
  const groups = ['demand', 'tools', 'sizes', 'incidents', 'time'];
  const actions = ['pause', 'undo', 'redo', 'reset', 'share', 'all-controls'];
  const kWhole = 'toggles,users,charts,incidents,slow,response,failed,cost,anatomy';

  const form = document.getElementById('controls');
  const summary = document.getElementById('summary');
  const updates = [];  // each shows what the snapshot says
  let sandbox = null;
  let acted = 0, spoken = 0;

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function act(id, value) {
    acted = performance.now();
    const refusal = sandbox.command(id, value);
    if (refusal) window.scaleNotes.say(refusal);
    refresh();
  }

  // A labelled row; `about` is read with it.
  function row(id, label, control, about) {
    const line = make('div', { className: 'row' });
    control.id = 'control-' + id;
    control.addEventListener('focus', () => sandbox.focus(id));
    control.addEventListener('blur', () => sandbox.focus(''));
    if (control.tagName === 'BUTTON') line.append(control);
    else if (control.type === 'checkbox') line.append(control, make('label', { htmlFor: control.id, textContent: label }));
    else line.append(make('label', { htmlFor: control.id, textContent: label }), control);
    if (about) {
      const small = make('small', { id: 'about-' + id, textContent: about });
      control.setAttribute('aria-describedby', small.id);
      line.append(small);
    }
    return line;
  }

  const digits = (value) => Math.round(value).toLocaleString('en').replace(/,/g, '\u2009');

  function usersRange(entry) {
    const low = entry.low, steps = 400;
    const range = make('input', { type: 'range', min: 0, max: steps, step: 1 });
    const users = () => {
      const value = low * Math.pow(entry.high / low, range.value / steps);
      const unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(value)) - 2));
      return Math.min(entry.high, Math.max(low, Math.round(value / unit) * unit));
    };
    range.addEventListener('input', () => act(entry.id, users()));
    updates.push((settings) => {
      const value = settings[entry.id];
      range.value = steps * Math.log(value / low) / Math.log(entry.high / low);
      range.setAttribute('aria-valuetext', digits(value) + ' ' + words.usersADay);
    });
    return range;
  }

  function checkbox(entry) {
    const box = make('input', { type: 'checkbox' });
    box.addEventListener('change', () => act(entry.id, box.checked ? 'on' : 'off'));
    updates.push((settings) => { box.checked = settings[entry.id] !== 0; });
    return box;
  }

  function number(entry) {
    const field = make('input', { type: 'number', min: entry.low, max: entry.high, step: entry.kind === 'count' ? 1 : 'any' });
    field.addEventListener('change', () => act(entry.id, field.value));
    updates.push((settings) => { if (document.activeElement !== field) field.value = settings[entry.id]; });
    return field;
  }

  // A choice is named by its word, an amount with only a few values by the value itself.
  function choice(entry) {
    const words = entry.choices.split(' ');
    const list = make('select', {}, ...words.map((word) => make('option', { value: word, textContent: word })));
    list.addEventListener('change', () => act(entry.id, list.value));
    updates.push((settings) => {
      const value = settings[entry.id];
      list.value = entry.kind === 'amount' ? String(value) : words[value];
    });
    return list;
  }

  const aboutOf = (entry) => entry.gain && entry.gain + (entry.price ? '. ' + entry.price + '.' : '');

  // Without what it would hit it cannot happen: the button says so.
  function incident(entry) {
    const button = make('button', { type: 'button', textContent: entry.label });
    button.addEventListener('click', () => act(entry.id, ''));
    const needed = all.find((other) => other.id === entry.needs);
    if (!needed) return button;
    const reason = words.nothingToHit + ' ' + needed.label + '.';
    updates.push((settings) => {
      button.disabled = settings[needed.id] === 0;
      button.title = button.disabled ? reason : '';
      document.getElementById('about-' + entry.id).textContent = button.disabled ? reason : aboutOf(entry);
    });
    return button;
  }

  function control(entry) {
    if (entry.id === 'users') return usersRange(entry);
    if (entry.kind === 'toggle') return checkbox(entry);
    if (entry.kind === 'incident') return incident(entry);
    return entry.choices ? choice(entry) : number(entry);
  }

  function actionButton(id, label) {
    const button = make('button', { type: 'button', textContent: label });
    button.addEventListener('click', () => {
      if (id === 'all-controls') act('parts', kWhole);
      else act(id, id === 'pause' ? (sandbox.outline().paused ? 0 : 1) : '');
    });
    if (id === 'pause') updates.push((_, snapshot) => { button.textContent = snapshot.paused ? words.goOn : words.pause; });
    if (id === 'undo') updates.push((_, snapshot) => { button.disabled = !snapshot.can_undo; });
    if (id === 'redo') updates.push((_, snapshot) => { button.disabled = !snapshot.can_redo; });
    return button;
  }

  // Inside somebody's article only what the canvas shows: nobody should have to tab through forty controls.
  const embed = document.documentElement.hasAttribute('data-frame') || new URLSearchParams(location.search).get('embed') === '1';
  let all = null, built = null;
  function build() {
    if (built !== null && !embed) return;
    all = all || sandbox.table().filter((entry) => entry.available);
    const shown = new Set(embed ? sandbox.controls().map((item) => item.id) : []);
    const wanted = (id) => (embed ? shown.has(id) : id !== 'all-controls');
    const table = all.filter((entry) => wanted(entry.id));
    const what = [...table.map((entry) => entry.id), ...actions.filter(wanted)].join();
    if (built === what) return;
    built = what;
    const focused = form.contains(document.activeElement) ? document.activeElement.id : '';
    updates.length = 0;
    form.replaceChildren(question);
    for (const group of groups) {
      const entries = table.filter((entry) => entry.group === group);
      if (!entries.length) continue;
      const rows = entries.map((entry) => row(entry.id, entry.label, control(entry), aboutOf(entry)));
      form.append(make('fieldset', {}, make('legend', { textContent: words[group] }), ...rows));
    }
    const rows = actions.filter(wanted).map((id) => row(id, words[id], actionButton(id, words[id]), ''));
    form.append(make('fieldset', {}, make('legend', { textContent: words.run }), ...rows));
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }

  // The lesson's question, while it is open: the same choices as on the canvas.
  const question = make('fieldset', { hidden: true });
  let asked = '';
  function ask() {
    const lesson = sandbox.play();
    const open = lesson && lesson.question && lesson.question.open ? lesson.question : null;
    question.hidden = !open;
    if (!open || asked === open.text) return;
    asked = open.text;
    const button = (id, value, label) => {
      const element = make('button', { type: 'button', textContent: label });
      element.addEventListener('click', () => act(id, value));
      return row(id + value, label, element, '');
    };
    question.replaceChildren(make('legend', { textContent: open.text }),
      ...open.choices.map((choice, at) => button('guess', at, choice)), button('skip', '', words.skip));
    summary.textContent = open.text + ': ' + open.choices.join('; ') + '?';
  }

  function refresh() {
    build();
    ask();
    const snapshot = sandbox.outline();
    if (!snapshot) return;  // it has stopped for good
    updates.forEach((update) => update(snapshot.settings, snapshot));
    const now = performance.now();
    const pause = acted > spoken ? kSummaryMs : kQuietMs;
    if (now - spoken < pause || summary.textContent === snapshot.summary) return;
    spoken = now;
    summary.textContent = snapshot.summary;
  }

  document.addEventListener('scale-drawn', () => {
    sandbox = window.scaleSandbox;
    form.addEventListener('submit', (event) => event.preventDefault());
    refresh();
    setInterval(() => { if (sandbox.seen()) refresh(); }, 1000);
  }, { once: true });
})();
