// Starts the program in this document: gets and compiles the module, gives it the canvas, and carries
// sizes, pointer, wheel and visibility between page and program. A classic script, so that it loads in
// a sandboxed frame. `window.scaleSandbox` is the running program for controls.js, frame.js and the tests.
(function () {
  'use strict';

  const sentences = {{texts:boot}};
  const byId = (id) => document.getElementById(id);
  const canvas = byId('canvas');
  const { nonce } = document.currentScript;
  const listeners = [];
  let program = null;  // the module, once it runs
  let failed = false;

  const tell = (what, text) => listeners.forEach((listener) => listener(what, text || ''));

  function fail(kind) {
    if (failed) return;
    failed = true;
    byId('loading').hidden = true;
    const trouble = byId('trouble');
    trouble.textContent = sentences[kind];
    trouble.hidden = false;
    tell('error', sentences[kind]);
  }

  // ---- The module --------------------------------------------------------------------------------------
  function progress(share) {
    byId('progress').style.transform = 'scaleX(' + Math.min(1, share) + ')';
  }

  // It comes in two parts (scripts/split): what the first picture needs, and the rest once that stands. Functions of the
  // second have their places in the first one's table. Whoever calls one before it has come waits for it; in a sandboxed
  // frame, which cannot wait, all starts over with both parts.
  const about = document.documentElement.dataset;
  const kAgain = 'scale-sandbox again';  // the window's name while it starts over
  let source = null;                     // of both parts
  let first = null;                      // the first one, running
  let following = null, joining = null;  // the second, on its way
  let complete = false;

  const primary = () => ({ primary: first.exports });

  async function fetched(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error('status ' + response.status);
    return response;
  }
  const files = {
    first: () => fetched(about.module),
    later: async () => (await fetched(about.later)).arrayBuffer(),
    laterNow() {
      const request = new XMLHttpRequest();
      request.open('GET', about.later, false);
      request.overrideMimeType('text/plain; charset=x-user-defined');
      request.send();
      if (request.status >= 400) throw new Error('status ' + request.status);
      return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
    },
  };

  // A sandboxed frame may fetch nothing from a host without CORS headers; scripts it may load. In Safari its policy's
  // 'self' is nobody there, so what is its own is told by a nonce.
  const scripted = (address) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => {
      script.remove();
      script.module ? resolve(script.module) : reject();
    };
    script.onerror = reject;
    script.nonce = nonce;
    script.src = address;
    document.head.append(script);
  });
  const scripts = { first: () => scripted(about.moduleScript), later: () => scripted(about.laterScript) };

  const later = () => following = following || source.later();

  function join() {
    return joining = joining || later().then((bytes) => WebAssembly.instantiate(bytes, primary())).then(
      () => { complete = true; },
      (error) => { following = joining = null; throw error; });  // whoever needs it asks again
  }

  function startOver() {
    failed = true;  // nothing is called any more
    window.name = kAgain;
    location.reload();
  }

  const placeholder = new Proxy({}, {
    get: (_, place) => (...values) => {
      if (!source.laterNow) {
        startOver();
        throw 'unwind';  // what Emscripten lets pass in silence
      }
      new WebAssembly.Instance(new WebAssembly.Module(source.laterNow()), primary());
      complete = true;
      const table = Object.values(first.exports).find((one) => one instanceof WebAssembly.Table);
      return table.get(Number(place))(...values);
    },
  });

  // Our own response round the stream: the line fills, and a host's wrong MIME type does not matter.
  function counted(response, bytes) {
    if (!response.body || !window.TransformStream) return response;
    let seen = 0;
    const counter = new TransformStream({
      transform(chunk, controller) {
        seen += chunk.length;
        progress(seen / bytes);
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), { headers: { 'Content-Type': 'application/wasm' } });
  }

  async function streamed(imports) {
    const response = counted(await files.first(), Number(about.bytes) || 1e6);
    return WebAssembly.instantiateStreaming ? WebAssembly.instantiateStreaming(response, imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), imports);
  }

  async function load(imports, whole) {
    const all = { ...imports, placeholder };
    let loaded = null;
    if (whole) later().catch(() => {});
    if (source === files) {
      try {
        loaded = await streamed(all);
      } catch (error) {
        source = scripts;
        following = null;
        whole = true;
      }
    }
    loaded = loaded || await WebAssembly.instantiate(await source.first(), all);
    first = loaded.instance;
    if (whole) await join();
    return loaded;
  }

  // `whole`: it begins in a way that needs both parts at once. `from`: where they come from, if an embedding page has them.
  async function start({ query, whole, from }) {
    const theme = new URLSearchParams(query).get('theme');
    source = from || (self.origin === 'null' ? scripts : files);
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
    if (typeof WebAssembly !== 'object') return fail('no-wasm');
    if (typeof window.ScaleSandbox !== 'function') return fail('blocked');
    try {
      program = await window.ScaleSandbox({
        canvas,
        arguments: [query],
        instantiateWasm(imports, done) {
          load(imports, whole).then((loaded) => done(loaded.instance, loaded.module), () => fail('blocked'));
          return {};
        },
        onProgram: heard,
        onAbort: () => fail('crash'),
        printErr: (text) => console.warn(text),
      });
    } catch (error) {
      fail(error instanceof WebAssembly.RuntimeError ? 'crash' : 'blocked');
      return;
    }
    if (failed) return;
    window.scaleSandbox = api;
    connect();
    for (const { message } of JSON.parse(call('scale_errors', 'string', [query]))) {
      window.scaleNotes.say(message);
      tell('refused', message);
    }
    tell('ready');
  }

  function heard(what, text) {
    if (what === 'no-webgl') fail(what);
    if (what === 'copy') window.scaleNotes.share(text);
    if (what === 'open' && self.origin !== 'null') return window.open(text, '_blank', 'noopener');
    if (what !== 'drawn') return tell(what, text);
    byId('loading').hidden = true;
    document.dispatchEvent(new Event('scale-drawn'));
    tell('drawn');
    join().then(() => tell('whole'), () => source.laterNow || startOver());
  }

  function call(name, returns, values) {
    if (failed || !program) return returns === 'string' ? 'null' : undefined;
    const types = (values || []).map((value) => (typeof value === 'string' ? 'string' : 'number'));
    try {
      return program.ccall(name, returns, types, values || []);
    } catch (error) {
      fail('crash');
      throw error;
    }
  }

  // What a person does is held back until all of the program is there; true: it is, or can be waited for.
  const ready = () => complete || Boolean(source.laterNow);
  const whenWhole = (act) => join().catch(() => {}).then(act);
  const soon = (name, values) => whenWhole(() => call(name, null, values));

  const api = {
    snapshot: () => JSON.parse(call('scale_snapshot', 'string')),
    // The same without its nodes, for whoever asks often.
    outline: () => JSON.parse(call('scale_outline', 'string')),
    controls: () => JSON.parse(call('scale_controls', 'string')),
    table: () => JSON.parse(call('scale_table', 'string')),
    // Empty: done, or held back; else the sentence that refuses it.
    command(id, value) {
      if (!ready()) {
        whenWhole(() => api.command(id, value));
        return '';
      }
      const refusal = call('scale_command', 'string', [String(id), String(value === undefined ? '' : value)]);
      if (!refusal) tell('command', id);
      return refusal;
    },
    runTo: (seconds) => call('scale_run_to', null, [Number(seconds)]),
    focus: (id) => soon('scale_focus', [String(id)]),
    // Milliseconds from one picture to the next, at least: for an embed beside the one that is played.
    pace: (gapMs) => call('scale_pace', null, [gapMs / 1000]),
    link: () => call('scale_link', 'string'),
    // The lesson as it stands; null in free play.
    play: () => JSON.parse(call('scale_play', 'string')),
    // A lesson's file, a teacher's own too. Empty: it is played; else the sentence that refuses it.
    lesson: (name, json) => call('scale_lesson', 'string', [String(name), String(json)]),
    progress: (text) => call('scale_progress', null, [String(text)]),
    // Another's link, to go on beside this run: a sentence about both.
    compare: (link) => call('scale_compare', 'string', [String(link)]),
    show(visible) { seen = visible; showing(); },
    seen: () => seen && !document.hidden,
    // Draws now, whether seen or not: a picture can be taken from the canvas until the task ends.
    draw: () => call('scale_draw'),
    csv: () => call('scale_csv', 'string'),
    scenario: () => call('scale_scenario', 'string'),
    // A scenario file's text or a link. Empty: it runs; else the sentence that refuses it.
    open(text) {
      const refusal = call('scale_open', 'string', [text]);
      if (!refusal) tell('command', 'open');
      return refusal;
    },
    listen: (listener) => listeners.push(listener),
  };

  // Stopped while out of sight, in the article or behind another tab.
  let seen = true;
  const showing = () => call('scale_show', null, [seen && !document.hidden ? 1 : 0]);

  // ---- Size, preferences, visibility --------------------------------------------------------------------
  function watchSize() {
    const resize = (width, height, widthPx, heightPx) => call('scale_resize', null, [width, height, widthPx, heightPx]);
    const ratio = () => window.devicePixelRatio || 1;
    const measure = () => {
      const box = canvas.getBoundingClientRect();
      resize(box.width, box.height, Math.round(box.width * ratio()), Math.round(box.height * ratio()));
    };
    const observer = new ResizeObserver((entries) => {
      const { contentRect: { width, height }, devicePixelContentBoxSize: pixels } = entries[entries.length - 1];
      // A browser that plays a phone may say CSS pixels there.
      if (!pixels || Math.abs(pixels[0].inlineSize - width * ratio()) >= 2) return measure();
      resize(width, height, pixels[0].inlineSize, pixels[0].blockSize);
    });
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch (error) {
      observer.observe(canvas);
    }
    measure();
  }

  function watchPreferences() {
    const queries = ['(prefers-color-scheme: light)', '(prefers-reduced-motion: reduce)', '(pointer: coarse)']
      .map((query) => window.matchMedia(query));
    const prefer = () => call('scale_prefer', null, [
      queries[0].matches ? 0 : 1, queries[1].matches ? 1 : 0, queries[2].matches ? 1 : 0]);
    queries.forEach((query) => query.addEventListener('change', prefer));
    prefer();
  }

  // ---- Pointer, wheel, keys -----------------------------------------------------------------------------
  const kMove = 0, kDown = 1, kUp = 2, kGone = 3;

  // Two fingers zoom and move the diagram; the first one presses nothing then.
  const fingers = new Map();
  function pinched(event, box) {
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, size: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
    };
    const two = fingers.size === 2;
    const before = two && spread();
    fingers.set(event.pointerId, { x: event.clientX - box.left, y: event.clientY - box.top });
    if (!two) return;
    const now = spread();
    soon('scale_zoom', [now.size / before.size, before.x, before.y, now.x - before.x, now.y - before.y]);
  }

  function watchPointer() {
    canvas.addEventListener('pointerdown', (event) => {
      if (event.pointerType !== 'touch') return;
      pinched(event, canvas.getBoundingClientRect());
      if (fingers.size === 2) soon('scale_pointer', [kGone, 0, 0, 1]);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (fingers.has(event.pointerId)) pinched(event, canvas.getBoundingClientRect());
    });
    for (const end of ['pointerup', 'pointercancel']) {
      canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
    const send = (kind) => (event) => {
      if (!event.isPrimary || fingers.size > 1) return;
      const box = canvas.getBoundingClientRect();
      soon('scale_pointer',
        [kind, event.clientX - box.left, event.clientY - box.top, event.pointerType === 'touch' ? 1 : 0]);
    };
    const down = send(kDown), up = send(kUp), gone = send(kGone);
    canvas.addEventListener('pointermove', send(kMove));
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      canvas.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      down(event);
      tell('played');
    });
    canvas.addEventListener('pointerup', (event) => {
      up(event);
      if (event.pointerType === 'touch') gone(event);
    });
    canvas.addEventListener('pointercancel', gone);
    canvas.addEventListener('pointerleave', gone);
    // In an article the wheel and a finger's pan stay the page's; sideways it moves a strip of chips, which no
    // page scrolls. On a page of its own, which has nothing to scroll, they are the sandbox's.
    const alone = window.parent === window;
    if (alone) canvas.style.touchAction = 'none';
    canvas.addEventListener('wheel', (event) => {
      if (event.ctrlKey && document.activeElement === canvas) {
        const box = canvas.getBoundingClientRect();
        event.preventDefault();
        soon('scale_zoom', [Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top, 0, 0]);
        return;
      }
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (sideways && (alone || document.activeElement === canvas)) soon('scale_wheel', [-event.deltaX / 100, 0]);
      else if (alone) soon('scale_wheel', [0, -event.deltaY / 100]);
    }, { passive: false });
  }

  // SDL takes every key of a focused canvas; these are the browser's, and none is taken before the program is whole.
  function leaveKeys(event) {
    const sign = event.key === 'AltGraph' || (event.getModifierState('AltGraph') && event.key.length === 1);
    const held = event.ctrlKey || event.metaKey || event.altKey;
    const browsers = event.key === 'Tab' || (held && !sign) || /^F\d/.test(event.key);
    if (event.target === canvas && (browsers || !ready())) event.stopImmediatePropagation();
  }

  function connect() {
    watchPreferences();
    watchSize();
    watchPointer();
    window.addEventListener('keydown', leaveKeys, true);
    window.addEventListener('keyup', leaveKeys, true);
    document.addEventListener('visibilitychange', showing);
    showing();
    window.addEventListener('error', (event) => {
      if (event.error instanceof WebAssembly.RuntimeError) fail('crash');
    });
  }

  const again = window.name === kAgain;
  window.scaleBoot = { start, scripts, again, listen: api.listen };
  // #r2.... is a run; #r2....&r2.... are two, side by side.
  const link = location.hash.startsWith('#r') ? '&run=' + location.hash.slice(1).replace('&', '&compare=') : '';
  const query = (location.search || '?') + link, plain = /^\?(theme=\w+)?$/.test(query);
  // Once the scripts that listen are there. The scripts' first part is an embed's.
  if (!document.documentElement.hasAttribute('data-frame'))
    document.addEventListener('DOMContentLoaded', () => start({ query, whole: !plain || self.origin === 'null' }));
})();
