// The running half of <scale-sandbox>: a sandboxed frame for each embed, at most three at a time (two for a finger),
// one download of the module for all of them, and the messages to and fro. Comes when the first embed starts.
(() => {
  'use strict';
  const Sandbox = customElements.get('scale-sandbox');
  const { all, base, load, nearest, own, texts, words } = Sandbox.shared;
  const fixed = /^(stage|lesson|seed|packet|run|run-to|freeze)$/;  // of a run's beginning: a change starts it afresh
  const looks = /^(stage|lesson|theme|show|region)$/;             // of the screen; all else a rested run says itself
  const kBesideMs = 110;  // from picture to picture of an embed beside the played one: 8 or 9 a second
  const kPictureMs = 6000, kSilentMs = 30000, kStartMs = 120000;
  const most = matchMedia('(pointer: coarse)').matches ? 2 : 3;
  const running = [];  // sessions with a frame, the one not played for longest first

  // The module as bytes. Frames of an opaque origin share no cache: it is loaded here, once, and handed to each.
  let module;
  const bytes = () => module = module || new Promise((resolve, reject) => {
    window.scaleSandboxModule = (text) => {
      delete window.scaleSandboxModule;
      const all = new Uint8Array(text.length);
      for (let at = 0; at < text.length; ++at) all[at] = text.charCodeAt(at);
      resolve(all.buffer);
    };
    load('{{app.wasm.js}}').catch((error) => { module = 0; reject(error); });
  });

  // Pixels out of sight; 0 and less: in sight.
  const away = ({ element }) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(top - innerHeight, -bottom);
  };
  const comeAll = () => { for (const one of all) one._come(); };  // a place may be free now
  const isText = (value) => typeof value === 'string';
  const isObject = (value) => typeof value === 'object' && value !== null;

  class Session {
    constructor(element) {
      Object.assign(this, { element, state: {}, known: {}, asked: new Map(), queue: [], count: 0, seen: true });
      seen.observe(element);
    }
    end() {
      seen.unobserve(this.element);
      this.stop();
      comeAll();
    }

    async start(pressed) {
      this.pressed = this.pressed || pressed;
      if (this.frame || this.starting || (this.failed && !pressed)) return;
      // The first comes alone and so the sooner; who is pressed need not wait.
      if (!this.pressed && running.some(({ seen }) => seen) && !running.some(({ live }) => live)) return;
      this.starting = true;
      while (running.length >= most) {
        const other = this.successorOf();
        if (!other) break;
        await other.rest();
      }
      this.starting = false;
      const { element } = this, { _box: box } = element;
      if (running.length >= most || element._session !== this) return;
      const rested = Object.entries(this.state);
      const query = new URLSearchParams({ embed: 1, port: 1, ...(rested.length && { rested: 1 }) });
      for (const { name, value } of element.attributes) if (rested.length ? looks.test(name) : !own.test(name)) query.set(name, value);
      for (const [name, value] of rested) query.set(name, value);
      const frame = this.frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.allow = 'clipboard-write';
      frame.title = element.question || 'Scale Sandbox';
      frame.src = base + 'frame.html?' + query;
      running.push(this);
      bytes().catch(() => {});
      this.failed = false;
      box.append(frame);
      box.classList.add('load');
      this.expect(kSilentMs);
    }
    // Whose place it may take: the one furthest out of sight, and further than itself; pressed, anybody's.
    successorOf() {
      const [furthest] = [...running].sort((a, b) => away(b) - away(a));
      if (away(furthest) > Math.max(0, away(this))) return furthest;
      return this.pressed ? running[0] : null;
    }
    expect(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.fail(texts.blocked), ms);
    }
    stop() {
      const at = running.indexOf(this), { _box: box } = this.element;
      if (at >= 0) running.splice(at, 1);
      clearTimeout(this.timer);
      if (this.port) this.port.close();
      if (this.frame) this.frame.remove();
      box.classList.remove('load', 'live');
      this.frame = this.port = this.live = this.pressed = null;
    }
    // Gives its place to another: the last picture stays, a press goes on from there.
    rest() {
      this.resting = this.resting || (async () => {
        const { element } = this;
        const { bitmap, state } = (this.live && await Promise.race([this.ask('picture'), new Promise((resolve) => setTimeout(resolve, kPictureMs, {}))])) || {};
        this.resting = null;
        if (!this.frame) return bitmap && bitmap.close();
        this.stop();
        if (bitmap instanceof ImageBitmap) {
          if (isObject(state)) this.state = state;
          const { _canvas: canvas } = element;
          canvas.width = bitmap.width;
          canvas.height = bitmap.height;
          canvas.getContext('bitmaprenderer').transferFromImageBitmap(bitmap);
          element._pose(true);
          this.rested = true;
        } else {
          element._session = null;
          seen.unobserve(element);
          element._pose();
        }
      })();
      return this.resting;
    }
    fail(sentence) {
      this.stop();
      this.failed = true;
      this.state = {};
      this.element._pose(false, sentence);
      comeAll();
    }

    meet() {
      const { port1, port2 } = new MessageChannel();
      this.port = port1;
      this.expect(kStartMs);  // it is there: what goes wrong from here it says itself
      port1.onmessage = ({ data }) => { if (isObject(data) && Object.hasOwn(hears, data.type)) hears[data.type].call(this, data); };
      this.frame.contentWindow.postMessage('scale-sandbox welcome', '*', [port2]);
      bytes().then((all) => all.slice(0), () => null).then((copy) => port1.postMessage({ type: 'wasm', bytes: copy }, copy ? [copy] : []));
    }
    send(message) {
      this.live ? this.port.postMessage(message) : this.queue.push(message);
    }
    // Waits until the sandbox is live, and answers.
    ask(type, more) {
      const ask = ++this.count;
      return new Promise((resolve) => { this.asked.set(ask, resolve); this.send({ type, ask, ...more }); });
    }
    tell(type, detail) {
      this.element.dispatchEvent(new CustomEvent(type, { detail }));
    }
    played() {
      running.push(...running.splice(running.indexOf(this), 1));
      for (const one of running) if (one.live) one.send({ type: 'pace', gap: one === this ? 0 : kBesideMs });
    }
    set(id, value) {
      this.ask('set', { id, value });
    }

    // An attribute became another; `was` has the words of its former value.
    changed(name, was) {
      const { element } = this, value = element.getAttribute(name), now = words(value);
      if (fixed.test(name)) {
        this.end();
        element._session = null;
        element._pose();
        element._come();
      } else if (!this.frame) {
        if (!this.rested) element._pose();
      } else if (name === 'on' || name === 'off') {
        const set = (id, on) => { if (this.known[id] !== +on) this.set(id, on ? 'on' : 'off'); };
        for (const id of now) if (!was.includes(id)) set(id, name === 'on');
        for (const id of was) if (!now.includes(id)) set(id, name !== 'on');
      } else if (value !== null && String(this.known[name]) !== value) this.set(name === 'show' ? 'parts' : name, value);
    }
    // What the reader did stands in the attributes too.
    reflect(id, value, tool) {
      const { element } = this;
      this.known[id] = value;
      if (tool) {
        const put = (name, wanted) => {
          const list = words(element.getAttribute(name)), without = list.filter((word) => word !== id);
          if (list.includes(id) !== wanted) element.setAttribute(name, [...without, ...(wanted ? [id] : [])].join());
        };
        put('on', value !== 0);
        if (value !== 0 && element.off) put('off', false);
      } else if (id === 'users' || id === 'speed' || element.hasAttribute(id)) element.setAttribute(id, value);
    }
  }

  const hears = {
    ready() {
      const { element } = this;
      this.live = true;
      this.rested = false;
      clearTimeout(this.timer);
      element._box.classList.add('live');
      element._button.hidden = true;
      this.send({ type: 'visible', on: this.seen });
      for (const message of this.queue.splice(0)) this.send(message);
      if (this.pressed) this.frame.focus();
      this.played();
      this.tell('ready');
      comeAll();
    },
    played() { this.played(); },
    toggle({ id, value, tool }) {
      if (!/^[a-z-]{1,40}$/.test(id) || !Number.isFinite(value)) return;
      this.reflect(id, value, tool === true);
      this.tell('toggle', { id, value });
    },
    metrics({ metrics, values }) {
      if (!isObject(metrics) || !isObject(values)) return;
      this.tell('metrics', this.element.metrics = metrics);
      // <scale-value of="slow-pages">54 %</scale-value>: the nearest sandbox's number; until then the author's words.
      for (const number of document.querySelectorAll('scale-value')) {
        const name = number.getAttribute('of'), text = Object.hasOwn(values, name) && values[name];
        if (isText(text) && text !== number.textContent && nearest(number) === this.element) number.textContent = text.slice(0, 60);
      }
    },
    open({ address }) { if (isText(address) && /^https?:/.test(address)) window.open(address, '_blank', 'noopener'); },
    goal({ goal }) { if (isText(goal)) this.tell('goal', goal.slice(0, 200)); },
    error({ message, fatal }) {
      if (!isText(message)) return;
      if (fatal === true) this.fail(message.slice(0, 300));
      this.tell('error', message.slice(0, 300));
    },
    answer(data) {
      const resolve = this.asked.get(data.ask);
      this.asked.delete(data.ask);
      if (resolve) resolve(data);
    },
  };

  const seen = new IntersectionObserver((entries) => {
    for (const { target: { _session: session }, isIntersecting } of entries) {
      if (!session) continue;
      session.seen = isIntersecting;
      if (session.live) session.send({ type: 'visible', on: isIntersecting });
    }
    comeAll();
  });
  addEventListener('message', ({ data, source }) => {
    const one = data === 'scale-sandbox hello' && running.find(({ frame, port }) => !port && frame.contentWindow === source);
    if (one) one.meet();
  });

  Sandbox.start = async (element, pressed) => {
    const session = element._session = element._session || new Session(element);
    await session.start(pressed);
    // No place: it comes again when there is one.
    if (!session.frame && !session.starting && !session.rested && !session.failed && element._session === session) element._session = null;
    return element._session;
  };
})();
