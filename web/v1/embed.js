// <scale-sandbox stage="4" users="250000" on="cdn" height="480"> for any article: a poster with its question at the
// final size. Near the viewport (or pressed, with load="click") live.js brings the running sandbox. Types: embed.d.ts.
(() => {
  'use strict';
  if (customElements.get('scale-sandbox')) return;
  const texts = {{texts:embed}};
  const base = new URL('.', document.currentScript.src).href;
  // Attributes of the element itself; all others are the sandbox's parameters.
  const own = /^(height|poster|question|load|id|class|style|title|hidden|slot|part|lang|dir|role|tabindex|nonce|(data|aria|v|x)-.*)$/;
  const properties = ['stage', 'lesson', 'users', 'on', 'off', 'seed', 'speed', 'theme', 'show', 'height', 'poster', 'question', 'load'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const all = new Set();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{display:block;position:relative;overflow:hidden;contain:strict}:host([hidden]),[hidden]{display:none!important}
div{all:initial}span,p{unicode-bidi:plaintext}div,iframe,canvas,img,button,p{position:absolute;inset:0;width:100%;height:100%;border:0;margin:0;padding:0;box-sizing:border-box}
div{--veil:#0b0e14d9;background:#0b0e14;color:#eef2f8;font:400 22px/30px Inter,system-ui,sans-serif}.light{--veil:#f8f6f1d9;background:#f8f6f1;color:#14171d}
img,canvas{object-fit:cover;object-position:top left}img{opacity:.4}iframe{opacity:0;pointer-events:none}.live iframe{opacity:1;pointer-events:auto}
button,p{display:grid;place-content:center;justify-items:center;gap:20px;padding:24px;background:none;color:inherit;font:inherit;text-align:center;text-wrap:balance}button{cursor:pointer}
span{max-width:26em;border-radius:9px;background:var(--veil);box-shadow:0 0 18px 18px var(--veil)}b{font-size:15px;font-weight:600;padding:7px 22px;border-radius:22px;background:#eef2f8;color:#0b0e14}.light b{background:#14171d;color:#fff}
button:focus-visible{outline:2px solid;outline-offset:-6px}a{color:inherit}
i{position:absolute;left:0;bottom:0;width:100%;height:2px;background:currentColor;transform:scaleX(0);transform-origin:0}.load i{transform:scaleX(.9);transition:transform 5s cubic-bezier(0,.6,.3,1)}
@media(prefers-reduced-motion:reduce){.load i{transition:none}}`);
  const make = (name, parent, text = '') => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const words = (text) => (text || '').split(/[\s,]+/).filter(Boolean);
  // A script of the bundle, once; its own failure may be tried again.
  const scripts = {};
  let early;  // asks for the module, which live.js takes
  const load = (name) => scripts[name] = scripts[name] || new Promise((resolve, reject) => {
    const script = make('script', document.head);
    script.onload = resolve;
    script.onerror = () => { scripts[name] = 0; reject(); };
    script.src = base + name;
  });

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      target._near = isIntersecting;
      target._come();
    }
  }, { rootMargin: '300px' });

  class ScaleSandbox extends HTMLElement {
    connectedCallback() {
      for (const name of properties) if (Object.hasOwn(this, name)) {  // set before this script came
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (!this._box) {
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        this._box = make('div', root);
        this._image = make('img', this._box);
        this._canvas = make('canvas', this._box);
        this._button = make('button', this._box);
        this._wrong = make('p', this._box);
        make('i', this._box);
        this._image.alt = '';
        this._image.onload = () => this._image.hidden = false;
        this._button.onclick = () => this._start(true);
        this._watch = new MutationObserver((records) => records.forEach((record) => this._changed(record)));
      }
      this._pose();
      all.add(this);
      near.observe(this);
      this._watch.observe(this, { attributes: true, attributeOldValue: true });
    }
    disconnectedCallback() {
      all.delete(this);
      near.unobserve(this);
      this._watch.disconnect();
      if (this._session) this._session.end();
      this._session = null;
      this._image.removeAttribute('src');
      this._canvas.width = this._canvas.height = 0;
    }

    // The poster; or what stands there instead: the last picture, or a sentence about what went wrong.
    _pose(rest, wrong) {
      const theme = this.theme, light = theme === 'light' || (theme !== 'dark' && !dark.matches);
      const stage = texts.questions[this.stage] ? this.stage : 4, { _button: button, _image: image } = this;
      this.style.height = (parseInt(this.height) || 480) + 'px';
      this._box.className = light ? 'light' : '';
      this._canvas.hidden = !rest;
      image.hidden = true;
      const source = rest ? '' : this.poster || `${base}posters/stage-${stage}-${light ? 'light' : 'dark'}.webp`;
      if (image.getAttribute('src') === source) image.hidden = !image.naturalWidth;
      else image.src = source;
      button.textContent = this._wrong.textContent = '';
      button.hidden = wrong;
      this._wrong.hidden = !wrong;
      make('span', button, rest ? '' : this.question || texts.questions[this.on || this.lesson || this.getAttribute('run') ? 'own' : stage]);
      make('b', button, rest ? texts.goOn : texts.start);
      if (!wrong) return;
      make('span', this._wrong, wrong);
      Object.assign(make('a', this._wrong, texts.elsewhere), { href: base + '../index.html', target: '_blank' });
    }
    _changed({ attributeName: name, oldValue }) {
      if (this.getAttribute(name) === oldValue) return;
      if (this._session && !own.test(name)) this._session.changed(name, words(oldValue));
      else if (!this._session) this._pose();
      else if (name === 'height') this.style.height = (parseInt(this.height) || 480) + 'px';
    }
    // By itself once, and never in another's place.
    _come() {
      if (this._near && !this._session && this.load !== 'click') this._start();
    }
    async _start(pressed) {
      if (!early) Object.assign(early = make('link', document.head), { href: base + '{{v1/app.wasm.js}}', as: 'script', rel: 'preload' });
      try {
        await load('{{v1/live.js}}');
      } catch (error) {
        return this._pose(0, texts.blocked);
      }
      if (this.isConnected) return ScaleSandbox.start(this, pressed);
    }
    async _ask(type, more) {
      const session = await this._start(true);
      return session && session.ask(type, more);
    }

    set(id, value) { this._ask('set', { id: String(id), value: value === true ? 'on' : value === false ? 'off' : String(value) }); }
    incident(id, value = '') { this.set(id, value); }
    reset() { this.set('reset', ''); }
    async snapshot() { return (await this._ask('snapshot')).snapshot; }
    async exportLink() { return new URL('../index.html#' + (await this._ask('link')).link, base).href; }
  }
  for (const name of properties) Object.defineProperty(ScaleSandbox.prototype, name, {
    get() { return this.getAttribute(name); },
    set(value) { value === null ? this.removeAttribute(name) : this.setAttribute(name, value); },
  });

  // The one that the text stands next to.
  const nearest = (element) => {
    const at = element.getBoundingClientRect();
    const gap = (one) => { const box = one.getBoundingClientRect(); return Math.max(box.top - at.bottom, at.top - box.bottom); };
    return [...all].sort((a, b) => gap(a) - gap(b))[0];
  };
  ScaleSandbox.shared = { all, base, load, make, nearest, own, texts, words };
  customElements.define('scale-sandbox', ScaleSandbox);

  // <a data-sandbox="on:+cdn users=1000000">: each word acts on the nearest sandbox.
  const act = (event) => {
    const link = event.target.closest && event.target.closest('[data-sandbox]'), sandbox = link && nearest(link);
    if (!sandbox || (event.key && event.key !== 'Enter')) return;
    event.preventDefault();
    for (const word of words(link.dataset.sandbox)) {
      const [, list, sign, id] = /^(on|off):([+-]?)(.+)$/.exec(word) || [], [name, value] = word.split('=');
      id ? sandbox.set(id, (list === 'on') === (sign !== '-')) : sandbox.set(name, value || '');
    }
    sandbox.scrollIntoView({ block: 'nearest' });
  };
  addEventListener('click', act);
  addEventListener('keydown', act);
  // Without an address a link is no stop of the Tab key.
  addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-sandbox]:not([href])').forEach((link) => Object.assign(link, { tabIndex: 0, role: 'button' })));
})();
