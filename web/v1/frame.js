// The frame's side of an embed. The element in the article is met once, by window: it hands over a port, and
// from then on only that port is heard. Every message is checked by type and range; what is not understood is
// dropped. Opened alone (a plain iframe), the page starts by itself with the parameters of its address.
(function () {
  'use strict';

  const kMetricsMs = 250;
  const kAloneMs = 3000;      // how long the element may take to answer
  const kReplayedS = 400;     // a run up to here is replayed exactly, a longer one begins with its settings
  const kPreparedS = 60;      // simulated before the first picture: it begins in mid-evening
  const kDensest = 1.5;       // of a last picture, pixels for each CSS pixel
  // What the module's first part has been recorded with (scripts/split/record.mjs). Whatever else begins needs both at once.
  const kCommon = /^(port|embed|stage|users|on|off|show|theme|region|seed|speed|run-to|web-servers|database-cores|replica-count|shards)$/;
  const words = {{texts:values}};
  const lessons = {{lessons:begun}}, stages = {{lessons:stages}};
  const isText = (value, longest) => typeof value === 'string' && value.length <= longest;
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
  const parameters = new URLSearchParams(location.search);
  const asked = parameters.get('lesson');
  const goesOn = parameters.has('rested'), replays = parameters.has('run');
  const opened = Object.hasOwn(lessons, asked) ? asked : stages[parameters.get('stage')];
  const whole = window.scaleBoot.again || [...parameters.keys()].some((name) => !kCommon.test(name));
  let port = null, started = false, known = null, begun = null, kinds = null, won = new Set();

  const send = (message, transfer) => { if (port) port.postMessage(message, transfer || []); };
  const answer = (ask, more, transfer) => send({ type: 'answer', ask, ...more }, transfer);

  // The parts of the module that the element hands over; what it has not got is loaded here.
  const handed = {}, parts = {};
  for (const part of ['first', 'later']) {
    const bytes = new Promise((resolve) => { handed[part] = resolve; });
    parts[part] = async () => await bytes || window.scaleBoot.scripts[part]();
  }

  function start(from) {
    if (started) return;
    started = true;
    parameters.set('embed', '1');
    parameters.delete('port');
    parameters.delete('rested');
    if (!parameters.has('run-to')) parameters.set('run-to', kPreparedS);
    window.scaleBoot.start({ query: '?' + parameters, whole, from });
  }

  // A stage is its lesson's system alone, a lesson that is asked for by its name also what happens in it; what else the
  // embed asks for comes on top.
  function begin(name, whole) {
    const { commands = [], ...system } = lessons[name], seed = parameters.get('seed');
    if (/^\d{1,20}$/.test(seed)) system.seed = seed;
    system.commands = commands.filter(({ time_s }) => whole || time_s === 0);
    const refusal = window.scaleSandbox.lesson(name, JSON.stringify(system));
    if (refusal) send({ type: 'error', message: refusal });
  }

  // What an embed that gives its place away goes on from.
  function state() {
    const now = window.scaleSandbox.outline();
    const run = now.time_s <= kReplayedS && window.scaleSandbox.link();
    if (run) return { run, 'run-to': now.time_s };
    const settings = {};
    for (const row of kinds.values()) {
      const value = now.settings[row.id];
      if (value === undefined || (value === row.initial && value === begun[row.id])) continue;
      settings[row.id] = row.kind === 'choice' ? row.choices.split(' ')[value] : row.kind === 'toggle' ? (value ? 'on' : 'off') : value;
    }
    return settings;
  }

  // The canvas keeps its content only within the task that draws it.
  function picture() {
    const canvas = document.getElementById('canvas');
    window.scaleSandbox.draw();
    const width = Math.min(canvas.width, Math.round(canvas.clientWidth * kDensest));
    return createImageBitmap(canvas, { resizeWidth: Math.max(1, width), resizeHeight: Math.max(1, Math.round(width * canvas.height / canvas.width)) });
  }

  const orders = {
    wasm({ part, bytes }) {
      if (!Object.hasOwn(handed, part)) return;
      handed[part](bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : null);
      // Whoever embeds this page without a sandbox has no business with its program.
      start(self.origin === 'null' ? parts : undefined);
    },
    set(message) {
      if (!isText(message.id, 40) || !isText(message.value, 200)) return;
      const refusal = window.scaleSandbox.command(message.id, message.value);
      if (refusal) send({ type: 'error', message: refusal });
      answer(message.ask);
    },
    visible(message) { window.scaleSandbox.show(message.on === true); },
    pace(message) { if (isCount(message.gap) && message.gap <= 1000) window.scaleSandbox.pace(message.gap); },
    snapshot(message) { answer(message.ask, { snapshot: window.scaleSandbox.snapshot() }); },
    link(message) { answer(message.ask, { link: window.scaleSandbox.link() }); },
    picture(message) {
      picture().then((bitmap) => answer(message.ask, { bitmap, state: state() }, [bitmap]), () => answer(message.ask));
    },
  };

  function obey(event) {
    const message = event.data;
    if (typeof message !== 'object' || message === null || !Object.hasOwn(orders, message.type)) return;
    if (message.ask !== undefined && !isCount(message.ask)) return;
    if (message.type === 'wasm' || window.scaleSandbox) orders[message.type](message);
  }

  // ---- Figures as words, for <scale-value> -----------------------------------------------------------------
  const percent = (share) => (share > 0 && share < 0.005 ? '< 1\u202f%' : Math.round(100 * share) + '\u202f%');
  const seconds = (value) => (value < 0.9995 ? Math.round(1000 * value) + '\u202fms' : value.toFixed(value < 10 ? 1 : 0) + '\u202fs');
  const count = (value) => Math.round(value).toLocaleString('en').replace(/,/g, '\u2009');

  function values(now) {
    const { figures, settings } = now, out = {};
    const reading = (name, { value, samples }, format) => { if (samples) out[name] = format(value); };
    const latency = (name, { p50, p95 }) => { reading(name, p50, seconds); reading(name + '-p95', p95, seconds); };
    latency('page-load', figures.page_load);
    latency('first-byte', figures.first_byte);
    latency('response', figures.response);
    reading('slow-pages', figures.slow_share, percent);
    reading('failed-pages', figures.failed_share, percent);
    out.users = count(settings.users);
    out['pages-per-second'] = count(figures.pages_per_s);
    out['logins-per-second'] = count(figures.logins_per_s);
    out['logged-out'] = count(figures.sessions_lost);
    out['edge-hits'] = figures.edge_files_per_s > 0 ? percent(figures.edge_hit_ratio) : words.none;
    out['stale-reads'] = count(figures.stale_reads);
    out.cost = '$\u202f' + count(now.cost_usd_month);
    out.busiest = now.bottleneck ? percent(now.bottleneck.utilisation) : words.calm;
    for (const region of figures.regions) {
      reading(region.id + '-page-load', region.page_load.p50, seconds);
      reading(region.id + '-first-byte', region.first_byte.p50, seconds);
      reading(region.id + '-slow-pages', region.slow_share, percent);
    }
    for (const id of ['cdn', 'stateless', 'regions', 'queue', 'sharding']) out[id] = settings[id] ? words.on : words.off;
    return out;
  }

  function report() {
    const now = window.scaleSandbox.outline();
    const before = known ? known.settings : {};
    for (const id of Object.keys(now.settings)) {
      if (now.settings[id] === before[id]) continue;
      const row = kinds.get(id);
      if (known) send({ type: 'toggle', id, value: now.settings[id], tool: Boolean(row) && row.group === 'tools' });
    }
    for (const { subject, bound, state } of window.scaleSandbox.play()?.goals || []) {
      const goal = subject + ' ' + bound;
      if (state === 'met' && !won.has(goal)) send({ type: 'goal', goal });
      state === 'met' ? won.add(goal) : won.delete(goal);
    }
    if (known && now.revision === known.revision) return;
    known = now;
    const { time_s, cost_usd_month, summary, bottleneck, figures } = now;
    send({ type: 'metrics', metrics: { time_s, cost_usd_month, summary, bottleneck, ...figures }, values: values(now) });
  }

  window.scaleBoot.listen((what, text) => {
    // A link's run is its lesson's already, and what was planned has been done.
    if (what === (replays ? 'drawn' : 'ready') && opened) begin(opened, opened === asked && !goesOn);
    if (what === 'lesson' && Object.hasOwn(lessons, text)) begin(text, true);
    if (what === 'refused') send({ type: 'error', message: text });
    if (what === 'drawn') {
      kinds = new Map(window.scaleSandbox.table().map((row) => [row.id, row]));
      begun = window.scaleSandbox.outline().settings;
      send({ type: 'ready' });
      report();
      setInterval(() => { if (window.scaleSandbox.seen()) report(); }, kMetricsMs);
    }
    if (what === 'whole') send({ type: 'whole' });
    if (what === 'error') send({ type: 'error', message: text, fatal: true });
    if (what === 'open') send({ type: 'open', address: text });
    if (what === 'played' || what === 'command') send({ type: 'played' });
  });

  window.addEventListener('message', (event) => {
    if (port || event.source !== window.parent || event.data !== 'scale-sandbox welcome' || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = obey;
  });
  if (!parameters.has('port') || window.parent === window) {
    // Nobody says when the frame is out of sight: it looks itself.
    new IntersectionObserver(([entry]) => { if (window.scaleSandbox) window.scaleSandbox.show(entry.isIntersecting); })
      .observe(document.getElementById('canvas'));
    return start();
  }
  window.parent.postMessage('scale-sandbox hello' + (whole ? ' whole' : ''), '*');
  setTimeout(() => { if (!port) start(); }, kAloneMs);
})();
