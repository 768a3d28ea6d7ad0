// A good guest: the page round the sandbox keeps its wheel, its touch, its Tab and its rules; whoever cannot see
// or point has the same controls; a lost drawing context costs no run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axePath, launch, newPage, openSandbox, place, serveBundle, serveHost, snapshot, started, until,
  waitUntil } from './harness.mjs';

let server, host, browser;
before(async () => {
  server = await serveBundle();
  host = await serveHost({ '/': `<!doctype html><title>A post</title><button id="before">before</button>
    <p style="height: 200px">text</p>
    <iframe title="sandbox" src="${server.origin}/?embed=1" width="600" height="400"></iframe>
    <button id="after">after</button><p style="height: 3000px">text</p>` });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  host?.close();
});

async function openPost(options) {
  const page = await newPage(browser, options);
  await page.goto(host.origin + '/');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(server.origin));
  await started(frame);
  const box = await page.locator('iframe').boundingBox();
  return { page, frame, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
}

test('the wheel over the canvas scrolls the page round it, before and after a click', async () => {
  const { page, middle } = await openPost();
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, 120);
  await waitUntil(page, () => window.scrollY > 50);
  await page.mouse.click(middle.x, middle.y - 120);
  await page.mouse.wheel(0, 120);
  await waitUntil(page, () => window.scrollY > 150);
  await page.context().close();
});

test('a finger that moves up over the canvas scrolls the page round it', async () => {
  const { page, middle } = await openPost({ hasTouch: true, isMobile: true, viewport: { width: 640, height: 700 } });
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [middle]);
  for (let moved = 15; moved <= 210; moved += 15) await touch('touchMove', [{ x: middle.x, y: middle.y - moved }]);
  await touch('touchEnd', []);
  await waitUntil(page, () => window.scrollY > 100);
  await page.context().close();
});

test('Tab goes through the controls and out again, after a click on the canvas too', async () => {
  const { page, frame, middle } = await openPost();
  await waitUntil(frame, () => document.getElementById('control-cdn'));  // they come a moment after the first picture
  await page.locator('#before').focus();
  const seen = [];
  for (let presses = 0; presses < 80; ++presses) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.id)) === 'after') break;
    seen.push(await frame.evaluate(() => document.activeElement.id));
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'after');
  assert.ok(seen.includes('control-cdn'), 'reached: ' + seen);
  await page.mouse.click(middle.x, middle.y);
  await page.keyboard.press('Tab');
  assert.match(await frame.evaluate(() => document.activeElement.id), /^control-/);
  await page.context().close();
});

test('the keyboard alone switches the CDN on, and the summary says how the run goes', async () => {
  const page = await openSandbox(browser, server, '?speed=10');
  await page.locator('#control-cdn').focus();
  await page.keyboard.press('Space');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN');
  await waitUntil(page, () => /Slow pages/.test(document.getElementById('summary').textContent));
  assert.ok(await page.locator('#control-cdn').isChecked());
  await page.context().close();
});

test('axe-core finds nothing to complain about', async () => {
  const page = await openSandbox(browser, server, '', { bypassCSP: true });
  await page.locator('#control-cdn').waitFor({ state: 'attached' });
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((violation) => violation.id + ': ' + violation.nodes[0].html), []);
  await page.context().close();
});

test('the page forbids itself everything but its own files and wasm', async () => {
  const page = await openSandbox(browser, server);
  const rules = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(rules, /default-src 'none'/);
  assert.match(rules, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.match(rules, /style-src 'self'(;|$)/);
  // In a task of the page's own: what the debugger itself evaluates is exempt from the policy.
  const worked = await page.evaluate(() => new Promise((tell) => setTimeout(() => {
    try { tell(Function('return 1')()); } catch (error) { tell(0); }
  })));
  assert.equal(worked, 0);
  await page.context().close();
});

test('a lost drawing context comes back and the run goes on', async () => {
  const page = await openSandbox(browser, server, '?speed=10');
  const before = await until(page, (run) => run.time_s > 5, 'five simulated seconds');
  await page.evaluate(() => {
    const lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lose.loseContext();
    setTimeout(() => lose.restoreContext(), 300);
  });
  await until(page, (run) => run.time_s > before.time_s + 20, 'the run to go on');
  assert.equal(await page.evaluate(() => document.getElementById('canvas').getContext('webgl2').isContextLost()), false);
  assert.ok(await page.locator('#trouble').isHidden());
  const { x, y } = await place(page, 'cdn');
  await page.mouse.click(x, y, { delay: 80 });
  await until(page, (run) => run.settings.cdn === 1, 'the CDN after the restore');
  await page.context().close();
});

test('the canvas has exactly the device pixels it covers, at 1.5 too', async () => {
  const dense = await launch(['--force-device-scale-factor=1.5']);
  const page = await openSandbox(dense, server, '', { viewport: null });
  await waitUntil(page, () => {
    const canvas = document.getElementById('canvas'), box = canvas.getBoundingClientRect();
    return window.devicePixelRatio === 1.5 && Math.abs(canvas.width - box.width * 1.5) < 1 && Math.abs(canvas.height - box.height * 1.5) < 1;
  });
  await dense.close();
});

test('a hidden page simulates nothing', async () => {
  const page = await openSandbox(browser, server, '?speed=10');
  await until(page, (run) => run.time_s > 2, 'a start');
  await page.evaluate(() => window.scaleSandbox.show(false));
  const stopped = await snapshot(page);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal((await snapshot(page)).time_s, stopped.time_s);
  await page.evaluate(() => window.scaleSandbox.show(true));
  await until(page, (run) => run.time_s > stopped.time_s + 1, 'the run to go on');
  await page.context().close();
});
