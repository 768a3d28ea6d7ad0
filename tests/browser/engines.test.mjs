// Not only Chromium: the page and an embed in the engines of Firefox and Safari.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFirefox, openWebKit } from './engines.mjs';
import { bundle, golden, serveBundle, serveHost, servePlain } from './harness.mjs';

let server, plain, host;
before(async () => {
  [server, plain] = await Promise.all([serveBundle(), servePlain(bundle)]);
  const post = (files) => `<!doctype html><html lang="en"><title>x</title><script async src="${files.origin}/v1/embed.js"></script>
    <p><scale-value of="users">many</scale-value> users, <a id="link" data-sandbox="on:+cdn">switch the CDN on</a></p>
    <scale-sandbox users="100000" height="400"></scale-sandbox>`;
  host = await serveHost({ '/plain': post(plain), '/strict': post(server) });
});
after(() => [server, plain, host].forEach((one) => one?.close()));

// A body that returns something, at last.
async function come(engine, body, ...values) {
  const end = Date.now() + 60000;
  for (;;) {
    const found = await engine.run(body, ...values);
    if (found) return found;
    if (Date.now() > end) throw new Error('waited in vain for ' + body);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const kRuns = "return Boolean(window.scaleSandbox) && document.getElementById('loading').hidden";

async function sameBits(engine) {
  await engine.go(server.origin + '/' + golden.query);
  await come(engine, kRuns);
  const end = await engine.run(`for (const [id, value, time] of values[0]) {
    window.scaleSandbox.command(id, value);
    window.scaleSandbox.runTo(time);
  }
  const { time_s, hash } = window.scaleSandbox.snapshot();
  return { time_s, hash };`, golden.steps);
  assert.deepEqual(end, { time_s: 40, hash: golden.hash() });
}

async function pressed(engine) {
  await engine.go(server.origin + '/?users=100000');
  await come(engine, kRuns);
  const { x, y } = await come(engine, `const control = window.scaleSandbox.controls().find(({ id }) => id === 'cdn');
    const box = document.getElementById('canvas').getBoundingClientRect();
    return control && { x: box.x + control.x + control.width / 2, y: box.y + control.y + control.height / 2 };`);
  await engine.click(x, y);
  await come(engine, 'return window.scaleSandbox.snapshot().settings.cdn === 1');
  assert.equal(await engine.run("return document.getElementById('trouble').textContent"), '');
}

// In a sandboxed frame, from another origin.
async function embedded(engine, path) {
  await engine.go(host.origin + path);
  await come(engine, "return Boolean(document.querySelector('scale-sandbox').shadowRoot?.querySelector('.live iframe'))");
  assert.match(await come(engine, "const said = document.querySelector('scale-value').textContent; return said !== 'many' && said"), /^100.000$/);
  await engine.run("document.getElementById('link').click()");
  await come(engine, "return document.querySelector('scale-sandbox').getAttribute('on') === 'cdn'");
}

for (const [name, open] of [['Firefox', openFirefox], ['WebKit', openWebKit]]) {
  test(`${name}: the same bits, a toggle at the canvas, an embed`, async (t) => {
    const engine = await open();
    t.after(() => engine.close());
    await t.test('the golden scenario has the hash of every other build', () => sameBits(engine));
    await t.test('the CDN is switched on at the canvas', () => pressed(engine));
    await t.test('an embed in a sandboxed frame comes to life and follows the article', () => embedded(engine, '/plain'));
    await t.test('so it does from a host that sends the policy too', () => embedded(engine, '/strict'));
  });
}
