// Pages and links that mean harm: nothing changes, nothing runs, nothing hangs, nothing grows without bound.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { bundle, launch, newPage, openSandbox, serveBundle, serveHost, servePlain, snapshot, started, until,
  waitUntil } from './harness.mjs';

let files, host, server, browser;
before(async () => {
  files = await servePlain(bundle);
  server = await serveBundle();
  host = await serveHost({ '/': `<!doctype html><html lang="en"><title>x</title>
    <iframe title="x" sandbox="allow-scripts" width="600" height="400" src="${files.origin}/v1/frame.html?port=1&freeze=1"></iframe>` });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  files?.close();
  host?.close();
  server?.close();
});

test('100 000 malformed messages change nothing', async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    window.answers = [];
    addEventListener('message', (event) => {
      if (event.data !== 'scale-sandbox hello whole') return;
      const { port1, port2 } = new MessageChannel();
      window.port = port1;
      port1.onmessage = ({ data }) => window.answers.push(data);
      event.source.postMessage('scale-sandbox welcome', '*', [port2]);
      for (const part of ['first', 'later']) port1.postMessage({ type: 'wasm', part, bytes: null });
    });
  });
  await page.goto(host.origin);
  const frame = page.frames()[1];
  await started(frame);
  await waitUntil(page, () => window.answers.some(({ type }) => type === 'whole'));
  const before = await snapshot(frame);
  const answers = await page.evaluate(() => window.answers.length);
  await page.evaluate(() => {
    const frame = document.querySelector('iframe').contentWindow, long = 'x'.repeat(5000);
    const values = [undefined, null, 0, -1, NaN, Infinity, 1e300, true, '', 'x', long, [], {}, [1, 2], new Date(), { length: 1e9 }, new ArrayBuffer(8), '__proto__'];
    const types = ['wasm', 'set', 'visible', 'pace', 'snapshot', 'link', 'picture', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', long, 7, null, undefined];
    for (let at = 0; at < 100000; ++at) {
      const pick = (shift) => values[Math.floor(at / shift) % values.length];
      // Of a right type at least one part is wrong.
      const message = at % 3 === 0 ? pick(3) : at % 3 === 1 ? { type: types[at % types.length], ask: [-1, 0.5, NaN, 'x', {}, 1e300][at % 6], id: pick(7), value: pick(11), gap: pick(13), on: pick(17), part: pick(19), bytes: pick(23) }
        : { type: 'set', id: [7, null, long, {}, ['users'], undefined][at % 6], value: pick(5) };
      (at % 2 ? window.port : { postMessage: (sent) => frame.postMessage(sent, '*') }).postMessage(message);
    }
    frame.postMessage('scale-sandbox welcome', '*', [new MessageChannel().port2]);
  });
  const after = await snapshot(frame);
  assert.deepEqual(after.settings, before.settings);
  assert.equal(after.time_s, before.time_s);
  assert.equal(after.hash, before.hash);
  assert.equal(await page.evaluate(() => window.answers.length), answers, 'and nothing is answered');
  // The port that was met is still the one that is heard.
  await page.evaluate(() => window.port.postMessage({ type: 'set', id: 'cdn', value: 'on', ask: 1 }));
  await until(frame, (run) => run.settings.cdn === 1, 'an order that is well formed');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('whoever embeds the frame without a sandbox cannot hand it a program', async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    addEventListener('message', (event) => {
      if (event.data !== 'scale-sandbox hello') return;
      const { port1, port2 } = new MessageChannel();
      event.source.postMessage('scale-sandbox welcome', '*', [port2]);
      for (const part of ['first', 'later']) port1.postMessage({ type: 'wasm', part, bytes: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]).buffer });  // an empty module
    });
  });
  const open = await serveHost({ '/': `<!doctype html><html lang="en"><title>x</title><iframe title="x" width="600" height="400" src="${files.origin}/v1/frame.html?port=1"></iframe>` });
  await page.goto(open.origin);
  const frame = page.frames()[1];
  await started(frame);
  await until(frame, (run) => run.figures.pages_per_s > 0, 'our own program');
  open.close();
  await page.context().close();
});

test('a link cannot run script, nor hold the tab while its run is simulated', async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    window.ticks = 0;
    const tick = () => { ++window.ticks; requestAnimationFrame(tick); };
    tick();
  });
  const query = new URLSearchParams({ users: '500000000', on: 'cdn,stateless,regions,sharding,vertical-partitioning', 'run-to': '1800', speed: '1',
    theme: '<img src=x onerror=window.pwned=1>', '<script>window.pwned=1</script>': '"><script>window.pwned=1</script>' });
  await page.goto(server.origin + '/?' + query);
  await waitUntil(page, () => window.scaleSandbox !== undefined);
  await page.locator('#loading').waitFor();
  assert.ok(await page.locator('#loading').isVisible(), 'it says that it is starting');
  const from = await page.evaluate(() => window.ticks);
  await waitUntil(page, (seen) => window.ticks > seen + 10, from);  // the page goes on meanwhile
  await page.locator('.note').first().waitFor();
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.equal(await page.locator('.note img, .note script').count(), 0);
  await page.context().close();
});

test('a link that asks for every request of 500 million users by itself stands still with a sentence', async () => {
  for (const more of ['', '&run-to=60']) {
    const page = await newPage(browser);
    await page.goto(server.origin + '/?users=500000000&packet=1' + more);
    await page.locator('.note', { hasText: 'The run stands still' }).waitFor({ timeout: 120000 });
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

// The finale as its lesson solves it; its ghost drowns from the change on.
test('five hundred million users beside a run that drowns have room for half a minute', async () => {
  const page = await openSandbox(browser, server, '?run=r2.AwEAAAAECXdlYl9jb3Jlc4EDEHdlYl9zZXJ2ZXJfdXNkX2gAO99PjZduEkAPd2ViX3F1ZXVlX2xpbWl0wbgCDmJhbGFuY2VyX2NvcmVzgQITAACBqNa5BwABBQACBQADBQAEBQAGBQAHBQAKoQEAC4EDAA2BMgAOgQEAFQUAFwUAGAUAKiEAKxEALykANikAJwUrw-xq');
  await until(page, (now) => now.time_s > 3, 'the run begins');
  for (const value of ['off', 'on']) await page.evaluate((to) => window.scaleSandbox.command('cdn', to), value);
  await until(page, (now) => now.time_s > 33, 'half a minute has passed');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('a link whose packets no run can have is refused in a sentence', async () => {
  for (const packet of [3, 65536, 1000000]) {
    const page = await newPage(browser);
    await page.goto(server.origin + '/?packet=' + packet);
    await page.locator('.note', { hasText: 'a power of two up to 32768' }).waitFor();
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

test('the module may take 256 MB and no more', () => {
  const bytes = readFileSync(bundle + '/' + readdirSync(bundle).find((name) => /^app\.[0-9a-f]+\.wasm$/.test(name)));
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const limits = [];
  while (at < bytes.length) {
    const section = bytes[at++], size = number(), end = at + size;
    if (section === 5 && number() === 1) limits.push([number(), number(), number()]);
    at = end;
  }
  assert.equal(limits.length, 1);
  const [hasMost, , most] = limits[0];
  assert.ok(hasMost & 1);
  assert.equal(most * 65536, 256 * 1024 * 1024);
});
