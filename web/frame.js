// The frame's side of an embed. The element in the article is met once, by window: it hands over a port, and
// from then on only that port is heard. Every message is checked by type and range; what is not understood is
// dropped. Opened alone (a plain iframe), the page starts by itself.
(function () {
  'use strict';

  const kMetricsMs = 250;
  const kAloneMs = 3000;  // how long the element may take to answer
  const query = location.search.indexOf('embed=') < 0 ? location.search.replace(/^\??/, '?embed=1&') : location.search;
  const isText = (value, longest) => typeof value === 'string' && value.length <= longest;
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
  let port = null, started = false, known = null;

  const send = (message, transfer) => { if (port) port.postMessage(message, transfer || []); };

  function start(bytes) {
    if (started) return;
    started = true;
    window.scaleBoot.start({ query, bytes });
  }

  function picture(ask) {
    const canvas = document.getElementById('canvas');
    requestAnimationFrame(() => createImageBitmap(canvas).then(
      (bitmap) => send({ type: 'picture', ask, bitmap, link: window.scaleSandbox.link(), time_s: window.scaleSandbox.snapshot().time_s }, [bitmap]),
      () => send({ type: 'picture', ask })));
  }

  const orders = {
    wasm: (message) => start(message.bytes instanceof ArrayBuffer ? new Uint8Array(message.bytes) : undefined),
    set(message) {
      if (!isText(message.id, 40) || !isText(message.value, 40)) return;
      const refusal = window.scaleSandbox.command(message.id, message.value);
      if (refusal) send({ type: 'error', message: refusal });
    },
    visible: (message) => window.scaleSandbox.show(message.on === true && !document.hidden),
    pace: (message) => { if (isCount(message.every) && message.every >= 1 && message.every <= 60) window.scaleSandbox.pace(message.every); },
    snapshot: (message) => { if (isCount(message.ask)) send({ type: 'snapshot', ask: message.ask, snapshot: window.scaleSandbox.snapshot() }); },
    link: (message) => { if (isCount(message.ask)) send({ type: 'link', ask: message.ask, link: window.scaleSandbox.link() }); },
    picture: (message) => { if (isCount(message.ask)) picture(message.ask); },
  };

  function obey(event) {
    const message = event.data;
    if (typeof message !== 'object' || message === null || !Object.hasOwn(orders, message.type)) return;
    if (message.type !== 'wasm' && !window.scaleSandbox) return;
    orders[message.type](message);
  }

  function report() {
    const now = window.scaleSandbox.snapshot();
    if (known) {
      for (const id of Object.keys(now.settings)) {
        if (now.settings[id] !== known.settings[id]) send({ type: 'toggle', id, value: now.settings[id] });
      }
      if (now.revision === known.revision) return;
    }
    known = now;
    send({ type: 'metrics', metrics: { time_s: now.time_s, cost_usd_month: now.cost_usd_month, summary: now.summary, bottleneck: now.bottleneck, ...now.figures } });
  }

  window.scaleBoot.listen((what, text) => {
    if (what === 'drawn') {
      send({ type: 'ready' });
      setInterval(report, kMetricsMs);
    }
    if (what === 'error') send({ type: 'error', message: text });
    if (what === 'played' || what === 'command') send({ type: 'played' });
  });

  window.addEventListener('message', (event) => {
    if (port || event.source !== window.parent || event.data !== 'scale-sandbox welcome' || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = obey;
  });
  if (window.parent === window) return start();
  window.parent.postMessage('scale-sandbox hello', '*');
  setTimeout(() => { if (!port) start(); }, kAloneMs);
})();
