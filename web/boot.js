// Starts the program in this document: fetches and compiles the module, gives it the canvas, and carries
// sizes, pointer, wheel, visibility and texts between page and program. A classic script, so that it loads in
// a sandboxed frame. `window.scaleSandbox` is the running program for controls.js, frame.js and the tests.
(function () {
  'use strict';

  const sentences = {
    'no-webgl': 'This browser or device offers no WebGL 2, which the sandbox draws with.',
    'no-wasm': 'This browser offers no WebAssembly, which the sandbox runs on.',
    'blocked': 'The program did not arrive: the network failed, or something blocks its script.',
    'crash': 'The sandbox has stopped unexpectedly. Loading the page again starts it afresh.',
  };

  const byId = (id) => document.getElementById(id);
  const canvas = byId('canvas');
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

  // ---- Notes: a calm line at the foot of the page, gone after a while or a press -------------------------
  function say(text, field) {
    const line = document.createElement('div');
    line.className = 'note';
    const words = document.createElement('span');
    words.textContent = text;
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'OK';
    close.addEventListener('click', () => line.remove());
    line.append(words);
    if (field) {
      const input = document.createElement('input');
      input.readOnly = true;
      input.value = field;
      input.setAttribute('aria-label', 'Text to copy');
      line.append(input);
      requestAnimationFrame(() => input.select());
    } else {
      setTimeout(() => line.remove(), 12000);
    }
    line.append(close);
    byId('notes').append(line);
    return line;
  }

  async function copy(text) {
    const whole = text[0] === '#' ? location.href.split('#')[0] + text : text;
    let note;
    try {
      await navigator.clipboard.writeText(whole);
      note = say('The link is on the clipboard. Whoever opens it sees this very run.');
    } catch (error) {
      note = say('Copy this link:', whole);
    }
    note.dispatchEvent(new Event('scale-shared', { bubbles: true }));
  }

  // ---- The module --------------------------------------------------------------------------------------
  function progress(share) {
    byId('progress').style.transform = 'scaleX(' + Math.min(1, share) + ')';
  }

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

  // A sandboxed frame may fetch nothing from a host without CORS headers; scripts it may load.
  function moduleFromScript() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      window.scaleSandboxModule = (text) => {
        const bytes = new Uint8Array(text.length);
        for (let at = 0; at < text.length; ++at) bytes[at] = text.charCodeAt(at);
        resolve(bytes);
      };
      script.onerror = reject;
      script.src = document.documentElement.dataset.moduleScript;
      document.head.append(script);
    });
  }

  async function fetchModule(imports) {
    const about = document.documentElement.dataset;
    let response;
    try {
      response = await fetch(about.module);
      if (!response.ok) throw new Error('status ' + response.status);
    } catch (error) {
      return WebAssembly.instantiate(await moduleFromScript(), imports);
    }
    const own = counted(response, Number(about.bytes) || 1e6);
    if (WebAssembly.instantiateStreaming) return WebAssembly.instantiateStreaming(own, imports);
    return WebAssembly.instantiate(await own.arrayBuffer(), imports);
  }

  // `bytes`: the module where somebody else has fetched it (an embedding page); else it is fetched here.
  async function start(options) {
    const query = options.query || '';
    const theme = new URLSearchParams(query).get('theme');
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
    if (typeof WebAssembly !== 'object') return fail('no-wasm');
    if (typeof window.ScaleSandbox !== 'function') return fail('blocked');
    try {
      program = await window.ScaleSandbox({
        canvas,
        arguments: [query],
        instantiateWasm(imports, done) {
          const loading = options.bytes ? WebAssembly.instantiate(options.bytes, imports) : fetchModule(imports);
          loading.then((loaded) => done(loaded.instance, loaded.module), () => fail('blocked'));
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
    JSON.parse(call('scale_errors', 'string', [query])).forEach((error) => say(error.message));
    tell('ready');
  }

  function heard(what, text) {
    if (what === 'no-webgl') fail(what);
    if (what === 'copy') copy(text);
    if (what === 'open') window.open(text, '_blank', 'noopener');
    if (what !== 'drawn') return;
    byId('loading').hidden = true;
    document.dispatchEvent(new Event('scale-drawn'));
    tell('drawn');
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

  const api = {
    snapshot: () => JSON.parse(call('scale_snapshot', 'string')),
    controls: () => JSON.parse(call('scale_controls', 'string')),
    table: () => JSON.parse(call('scale_table', 'string')),
    // Empty: done; else the sentence that refuses it.
    command(id, value) {
      const refusal = call('scale_command', 'string', [String(id), String(value === undefined ? '' : value)]);
      if (!refusal) tell('command', id);
      return refusal;
    },
    runTo: (seconds) => call('scale_run_to', null, [Number(seconds)]),
    focus: (id) => call('scale_focus', null, [String(id)]),
    // Every n-th frame only: for an embed beside the one that is played.
    pace: (every) => call('scale_pace', null, [every]),
    link: () => call('scale_link', 'string'),
    scenario: () => call('scale_scenario', 'string'),
    // A scenario file's text or a link. Empty: it runs; else the sentence that refuses it.
    open(text) {
      const refusal = call('scale_open', 'string', [text]);
      if (!refusal) tell('command', 'open');
      return refusal;
    },
    show: (visible) => call('scale_show', null, [visible ? 1 : 0]),
    listen: (listener) => listeners.push(listener),
    say,
  };

  // ---- Size, preferences, visibility --------------------------------------------------------------------
  function watchSize() {
    const resize = (width, height, widthPx, heightPx) => call('scale_resize', null, [width, height, widthPx, heightPx]);
    const measure = () => {
      const box = canvas.getBoundingClientRect();
      const dpr = window.devicePixelRatio || 1;
      resize(box.width, box.height, Math.round(box.width * dpr), Math.round(box.height * dpr));
    };
    const observer = new ResizeObserver((entries) => {
      const entry = entries[entries.length - 1];
      const pixels = entry.devicePixelContentBoxSize;
      if (!pixels) return measure();
      resize(entry.contentRect.width, entry.contentRect.height, pixels[0].inlineSize, pixels[0].blockSize);
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

  function watchPointer() {
    const send = (kind) => (event) => {
      if (!event.isPrimary) return;
      const box = canvas.getBoundingClientRect();
      call('scale_pointer', null,
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
    // The wheel stays the page's. Sideways it moves a strip of chips, which no page scrolls.
    canvas.addEventListener('wheel', (event) => {
      if (document.activeElement === canvas && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        call('scale_wheel', null, [-event.deltaX / 100, 0]);
      }
    }, { passive: true });
  }

  // SDL takes every key of a focused canvas; these are the browser's.
  function leaveKeys(event) {
    const browsers = event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key);
    if (event.target === canvas && browsers) event.stopImmediatePropagation();
  }

  function connect() {
    watchPreferences();
    watchSize();
    watchPointer();
    window.addEventListener('keydown', leaveKeys, true);
    window.addEventListener('keyup', leaveKeys, true);
    document.addEventListener('visibilitychange', () => api.show(!document.hidden));
    window.addEventListener('error', (event) => {
      if (event.error instanceof WebAssembly.RuntimeError) fail('crash');
    });
  }

  window.scaleBoot = { start, listen: api.listen };
  const link = location.hash.startsWith('#r') ? '&run=' + location.hash.slice(1) : '';
  if (!document.documentElement.hasAttribute('data-frame')) start({ query: (location.search || '?') + link });
})();
