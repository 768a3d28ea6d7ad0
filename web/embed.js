// <scale-sandbox stage="4" users="250000" on="cdn" height="480"> for any article. First a poster with its
// question at the final size; near the viewport a sandboxed frame takes its place. The module is loaded once for
// all embeds of a page; at most three are live, the others show their last picture. Types: embed.d.ts.
(() => {
  'use strict';
  if (customElements.get('scale-sandbox')) return;
  const base = new URL('.', document.currentScript.src).href;
  const names = ['stage', 'users', 'on', 'off', 'seed', 'speed', 'theme', 'show', 'run-to', 'freeze', 'packet', 'run'];
  const live = ['users', 'speed', 'theme'];
  const most = matchMedia('(pointer: coarse)').matches ? 2 : 3;
  const kBeside = 6;  // an embed beside the played one draws every sixth frame
  const questions = {
    4: 'A listener in Singapore waits 2.5 s for a page. How much of it will a CDN remove?',
    5: 'One data centre, six regions. What does a second one buy, and what does it cost?',
    6: 'A million listeners, one long job in a hundred. Where should it wait?',
    7: 'Fifty million listeners, one database. What breaks first?',
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{display:block;position:relative;overflow:hidden;min-height:200px;background:#10141c;color:#eef2f8;font:18px/26px system-ui,sans-serif}
    :host([theme=light]){background:#f2efe8;color:#14171d}[hidden]{display:none!important}
    iframe,canvas,img,button{position:absolute;inset:0;width:100%;height:100%;border:0;padding:0;margin:0}img{object-fit:cover;opacity:.45}
    button{background:none;color:inherit;font:inherit;padding:24px;cursor:pointer}button:focus-visible{outline:2px solid;outline-offset:-4px}`);

  let module;
  const load = () => module = module || new Promise((resolve, reject) => {
    const script = document.createElement('script');
    window.scaleSandboxModule = (text) => {
      const bytes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; ++at) bytes[at] = text.charCodeAt(at);
      delete window.scaleSandboxModule;
      script.remove();
      resolve(bytes.buffer);
    };
    script.onerror = () => { module = 0; reject(); };
    script.src = base + '{{app.wasm.js}}';
    document.head.append(script);
  });

  const running = [];  // the one not played for longest first
  const played = (one) => {
    running.push(...running.splice(running.indexOf(one), 1));
    for (const other of running) other._send({ type: 'pace', every: other === one ? 1 : kBeside });
  };

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting && target.getAttribute('load') !== 'click' && !target._state) target._start();
  }, { rootMargin: '200px' });
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      target._seen = isIntersecting;
      target._send({ type: 'visible', on: isIntersecting });
    }
  });
  addEventListener('message', (event) => {
    if (event.data !== 'scale-sandbox hello') return;
    for (const one of running) if (one._frame && one._frame.contentWindow === event.source && !one._port) one._meet();
  });

  class ScaleSandbox extends HTMLElement {
    static observedAttributes = ['height', ...live];
    _asked = new Map();
    _count = 0;

    connectedCallback() {
      if (!this.shadowRoot) {
        this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
        this.shadowRoot.innerHTML = '<img alt="" hidden><canvas hidden></canvas><button></button>';
        const [image, , button] = this.shadowRoot.children;
        image.onload = () => image.hidden = false;
        const stage = this.getAttribute('stage') || 4;
        image.src = this.getAttribute('poster') || `${base}posters/stage-${parseInt(stage)}.jpg`;
        button.textContent = this.getAttribute('question') || questions[stage] || 'Open the sandbox';
        button.onclick = () => this._start();
      }
      this.style.height = (parseInt(this.getAttribute('height')) || 480) + 'px';
      near.observe(this);
      seen.observe(this);
    }
    disconnectedCallback() {
      near.unobserve(this);
      seen.unobserve(this);
      this._stop();
      this._state = 0;
    }
    attributeChangedCallback(name, was, value) {
      if (name === 'height') this.style.height = (parseInt(value) || 480) + 'px';
      else if (was !== value && value !== null) this.set(name, value);
    }

    _start() {
      if (this._frame) return;
      while (running.length >= most) (running.find((one) => !one._seen) || running[0])._rest();
      const query = new URLSearchParams({ embed: 1 });
      for (const name of names) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
      if (this._state && this._state.link) {
        query.set('run', this._state.link);
        query.set('run-to', Math.min(1800, this._state.time_s));
        for (const name of ['users', 'on', 'off']) query.delete(name);
      }
      const frame = this._frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.title = this.getAttribute('question') || 'Scale Sandbox';
      frame.src = base + 'frame.html?' + query;
      this._state = this._state || {};
      running.push(this);
      load().catch(() => {});
      this.shadowRoot.append(frame);
    }
    _meet() {
      const { port1, port2 } = new MessageChannel();
      this._port = port1;
      port1.onmessage = ({ data }) => this._hear(data);
      this._frame.contentWindow.postMessage('scale-sandbox welcome', '*', [port2]);
      load().then((bytes) => bytes.slice(0), () => null).then((bytes) => this._send({ type: 'wasm', bytes }, bytes ? [bytes] : []));
    }
    _hear(data) {
      if (typeof data !== 'object' || !data || typeof data.type !== 'string') return;
      const tell = (detail) => this.dispatchEvent(new CustomEvent(data.type, { detail }));
      if (data.type === 'ready') {
        this.shadowRoot.querySelector('button').hidden = true;
        this._send({ type: 'visible', on: this._seen !== false });
        played(this);
        tell();
      } else if (data.type === 'played') played(this);
      else if (data.type === 'toggle') tell({ id: data.id, value: data.value });
      else if (data.type === 'metrics') tell(this.metrics = data.metrics);
      else if (data.type === 'error') tell(String(data.message));
      else if (this._asked.has(data.ask)) {
        this._asked.get(data.ask)(data);
        this._asked.delete(data.ask);
      }
    }
    _send(message, transfer = []) {
      if (this._port) this._port.postMessage(message, transfer);
    }
    _ask(type) {
      if (!this._port) return Promise.reject(new Error('the sandbox is not live'));
      const ask = ++this._count;
      return new Promise((resolve) => { this._asked.set(ask, resolve); this._send({ type, ask }); });
    }
    // Gives its place to another: the last picture stays, a press goes on from there.
    async _rest() {
      const frame = this._frame, asked = this._port && this._ask('picture');
      running.splice(running.indexOf(this), 1);
      this._frame = null;
      const [, canvas, button] = this.shadowRoot.children;
      const data = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 500))]);
      if (data) this._state = { link: data.link, time_s: data.time_s };
      if (data && data.bitmap) {
        canvas.width = data.bitmap.width;
        canvas.height = data.bitmap.height;
        canvas.getContext('bitmaprenderer').transferFromImageBitmap(data.bitmap);
        canvas.hidden = false;
      }
      button.hidden = false;
      button.textContent = data && data.bitmap ? '' : button.textContent;
      button.ariaLabel = 'Go on with this sandbox';
      this._port = null;
      frame.remove();
    }
    _stop() {
      const at = running.indexOf(this);
      if (at >= 0) running.splice(at, 1);
      if (this._port) this._port.close();
      if (this._frame) this._frame.remove();
      this._frame = this._port = null;
    }

    set(id, value) { this._send({ type: 'set', id: String(id), value: value === true ? 'on' : value === false ? 'off' : String(value) }); }
    incident(id, value = '') { this.set(id, value); }
    reset() { this.set('reset', ''); }
    snapshot() { return this._ask('snapshot').then((data) => data.snapshot); }
    exportLink() { return this._ask('link').then((data) => `${base}index.html#${data.link}`); }
  }
  for (const name of live) Object.defineProperty(ScaleSandbox.prototype, name, { get() { return this.getAttribute(name); }, set(value) { this.setAttribute(name, value); } });
  customElements.define('scale-sandbox', ScaleSandbox);

  // <a data-sandbox="on:+cdn"> acts on the nearest sandbox; <scale-value of="slow-pages"> shows its number.
  addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('[data-sandbox]');
    const words = link && /^(on|off):\+?([\w-]+)$|^([\w-]+)(?:=([\w.-]+))?$/.exec(link.dataset.sandbox);
    if (!words) return;
    const all = [...document.querySelectorAll('scale-sandbox')], y = link.getBoundingClientRect().top;
    const distance = (one) => Math.abs(one.getBoundingClientRect().top - y);
    const nearest = all.sort((a, b) => distance(a) - distance(b))[0];
    if (!nearest) return;
    event.preventDefault();
    words[1] ? nearest.set(words[2], words[1]) : nearest.set(words[3], words[4] || '');
  });
})();
