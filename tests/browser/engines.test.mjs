// Not only Chromium: the page and an embed in the engines of Firefox and Safari.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFirefox, openWebKit } from './engines.mjs';
import { bundle, clickControl, golden, serveBundle, serveHost, servePlain, started, until, waitUntil } from './harness.mjs';

let server, plain, host;
before(async () => {
  [server, plain] = await Promise.all([serveBundle(), servePlain(bundle)]);
  const post = (files) => `<!doctype html><html lang="en"><title>x</title><script async src="${files.origin}/v1/embed.js"></script>
    <p><scale-value of="users">many</scale-value> users, <a id="link" data-sandbox="on:+cdn">switch the CDN on</a></p>
    <scale-sandbox users="100000" height="400"></scale-sandbox>`;
  host = await serveHost({ '/plain': post(plain), '/strict': post(server) });
});
after(() => [server, plain, host].forEach((one) => one?.close()));

async function sameBits(page) {
  await page.goto(server.origin + '/' + golden.query);
  await started(page);
  const { time_s, hash } = await golden.play(page);
  assert.deepEqual({ time_s, hash }, { time_s: 40, hash: golden.hash() });
}

async function pressed(page) {
  await page.goto(server.origin + '/?users=100000');
  await started(page);
  await clickControl(page, 'cdn');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN');
  assert.equal(await page.evaluate(() => document.getElementById('trouble').textContent), '');
}

// In a sandboxed frame, from another origin.
async function embedded(page, path) {
  await page.goto(host.origin + path);
  await waitUntil(page, () => Boolean(document.querySelector('scale-sandbox').shadowRoot?.querySelector('.live iframe')));
  const said = await waitUntil(page, () => document.querySelector('scale-value').textContent.replace('many', ''));
  assert.match(said, /^100.000$/);
  await page.evaluate(() => document.getElementById('link').click());
  await waitUntil(page, () => document.querySelector('scale-sandbox').getAttribute('on') === 'cdn');
}

for (const [name, open] of [['Firefox', openFirefox], ['WebKit', openWebKit]]) {
  test(`${name}: the same bits, a toggle at the canvas, an embed`, async (t) => {
    const page = await open();
    t.after(() => page.close());
    await t.test('the golden scenario has the hash of every other build', () => sameBits(page));
    await t.test('the CDN is switched on at the canvas', () => pressed(page));
    await t.test('an embed in a sandboxed frame comes to life and follows the article', () => embedded(page, '/plain'));
    await t.test('so it does from a host that sends the policy too', () => embedded(page, '/strict'));
  });
}
