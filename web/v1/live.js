// The running half of <scale-sandbox>: a sandboxed frame for each embed, at most three at a time (two for a finger),
// one download of each part of the module for all of them, and the messages to and fro. Comes when the first embed starts.
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

  // The module's parts as bytes. Frames of an opaque origin share no cache: each is loaded here, once, and handed to all.
  const scripts = { first: '{{v1/app.wasm.js}}', later: '{{v1/later.wasm.js}}' };
  const parts = {};
  const bytes = (part) => parts[part] = parts[part] || load(scripts[part]).then(({ target }) => {
    const { buffer } = target.module;
    target.module = null;
    return buffer;
  }).catch((error) => { parts[part] = 0; throw error; });
  const hand = (part, port) => bytes(part).then((all) => all.slice(0), () => null)
    .then((copy) => port.postMessage({ type: 'wasm', part, bytes: copy }, copy ? [copy] : []));

  // Pixels out of sight; 0 and less: in sight.
  const away = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(top - innerHeight, -bottom);
  };
  const byNearness = (a, b) => away(a) - away(b);
  // Who comes by itself: what is most in sight first, alone and so the sooner; the others once it lives.
  const comeAll = () => {
    const waiting = [...all].filter(({ _near, _session, load }) => _near && !_session && load !== 'click').sort(byNearness);
    for (const one of waiting) if (!running.some(({ seen }) => seen) || running.some(({ live }) => live)) begin(one);
  };
  const begin = async (element, pressed) => {
    const session = element._session = element._session || new Session(element);
    await session.start(pressed);
    // No place: it comes again when there is one.
    if (!session.frame && !session.starting && !session.rested && !session.failed && element._session === session) element._session = null;
    return element._session;
  };
  const pace = (played) => { for (const one of running) if (one.live) one.send({ type: 'pace', gap: one === played ? 0 : kBesideMs }); };
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
      bytes('first').catch(() => {});
      this.failed = false;
      box.append(frame);
      box.classList.add('load');
      pace();  // what comes needs the machine: nobody draws as often as the browser meanwhile
      this.expect(kSilentMs);
    }
    // Whose place it may take: the one furthest out of sight, and further than itself; pressed, anybody's.
    successorOf() {
      const furthest = [...running].sort((a, b) => byNearness(b.element, a.element))[0];
      if (away(furthest.element) > Math.max(0, away(this.element))) return furthest;
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
      this.frame = this.port = this.live = this.whole = this.pressed = null;
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

    // Again, where it starts over.
    meet(whole) {
      const { port1, port2 } = new MessageChannel();
      if (this.port) this.port.close();
      this.port = port1;
      this.live = this.whole = null;
      this.element._box.classList.remove('live');
      this.expect(kStartMs);  // it is there: what goes wrong from here it says itself
      port1.onmessage = ({ data }) => { if (isObject(data) && Object.hasOwn(hears, data.type)) hears[data.type].call(this, data); };
      this.frame.contentWindow.postMessage('scale-sandbox welcome', '*', [port2]);
      hand('first', port1);
      this.both = whole || parts.later;
      if (this.both) hand('later', port1);
    }
    // Before it is whole a frame may start over: until then nothing is asked of it.
    send(message) {
      this.whole ? this.port.postMessage(message) : this.queue.push(message);
    }
    // Waits until the sandbox is whole, and answers.
    ask(type, more) {
      const ask = ++this.count;
      return new Promise((resolve) => { this.asked.set(ask, resolve); this.send({ type, ask, ...more }); });
    }
    tell(type, detail) {
      this.element.dispatchEvent(new CustomEvent(type, { detail }));
    }
    played() {
      running.push(...running.splice(running.indexOf(this), 1));
      pace(this);
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
      if (!this.both) hand('later', this.port);
      this.send({ type: 'visible', on: this.seen });
      if (this.pressed) this.frame.focus();
      this.played();
      this.tell('ready');
      comeAll();
    },
    whole() {
      this.whole = true;
      for (const message of this.queue.splice(0)) this.send(message);
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
    const [, whole] = /^scale-sandbox hello( whole)?$/.exec(data) || [null];
    const one = whole !== null && running.find(({ frame }) => frame.contentWindow === source);
    if (one) one.meet(whole);
  });

  Sandbox.start = (element, pressed) => (pressed ? begin(element, pressed) : comeAll());
})();
