// The main job, end to end: the page opens, traffic comes, and it answers to a toggle clicked on the canvas.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clickControl, command, golden, launch, newPage, openSandbox, serveBundle, started, until, untilTime,
  waitUntil } from './harness.mjs';

let server, browser;
before(async () => {
  server = await serveBundle();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

test('the page opens without a complaint, asks nobody else, and page views come', async () => {
  const page = await openSandbox(browser, server);
  const now = await until(page, (run) => run.figures.page_load.p50.samples > 0, 'the first page view');
  assert.ok(now.figures.pages_per_s > 0);
  assert.deepEqual(page.wrong, []);
  const others = page.asked.filter((address) => !address.startsWith(server.origin) && !address.startsWith('data:'));
  assert.deepEqual(others, []);
  await page.context().close();
});

test('the first picture needs nothing of the second part', async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => document.addEventListener('scale-drawn', () => performance.mark('drawn')));
  await page.goto(server.origin + '/');
  await waitUntil(page, () => performance.getEntriesByType('resource').some(({ name }) => /later\.[^/]*wasm/.test(name)));
  const times = await page.evaluate(() => ({
    drawn: performance.getEntriesByName('drawn')[0]?.startTime,
    later: performance.getEntriesByType('resource').find(({ name }) => /later\.[^/]*wasm/.test(name)).startTime,
  }));
  assert.ok(times.drawn <= times.later, `drawn after ${times.drawn} ms, the second part asked for after ${times.later} ms`);
  await page.context().close();
});

test('the CDN switched on at the canvas warms up and takes the files off the origin', async () => {
  const page = await openSandbox(browser, server, '?speed=10&run-to=30');
  const was = await until(page, (run) => run.figures.origin_static_per_s > 0 && run.speed === 10, 'static files at 10x');
  await clickControl(page, 'cdn');
  const start = await until(page, (run) => run.settings.cdn === 1, 'the click on the CDN');
  const warm = await untilTime(page, start.time_s + 30);  // 3 s of the wall clock at 10x
  assert.ok(warm.figures.edge_hit_ratio >= 0.4, 'hits after 30 simulated seconds: ' + warm.figures.edge_hit_ratio);
  const share = warm.figures.origin_static_per_s / was.figures.origin_static_per_s;
  assert.ok(share <= 0.65, 'origin requests after 30 simulated seconds: ' + share + ' of before');
  const later = await untilTime(page, start.time_s + 60);
  assert.ok(later.figures.edge_hit_ratio >= 0.6, 'hits after 60 simulated seconds: ' + later.figures.edge_hit_ratio);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

// Kills a web server after two minutes and reports the logins per second before and the most after, and who was
// logged out.
async function crash(query) {
  const page = await openSandbox(browser, server, '?speed=10&run-to=120' + query);
  const was = await until(page, (run) => run.figures.logins_per_s >= 0 && run.time_s > 120, 'traffic');
  assert.equal(await command(page, 'server-crash'), '');
  const start = await until(page, (run) => run.nodes.some((node) => node.members.some((member) => !member.up)),
    'a dead server');
  let most = 0;
  const later = await until(page, (run) => {
    most = Math.max(most, run.figures.logins_per_s);
    return run.time_s >= start.time_s + 60;
  }, 'a minute after the crash');
  await page.context().close();
  return { before: was.figures.logins_per_s, most, lost: later.figures.sessions_lost - was.figures.sessions_lost };
}

test('with sticky sessions a killed web server logs users out, and they all log in again', async () => {
  const { before: usual, most, lost } = await crash('');
  assert.ok(lost > 0, 'sessions lost: ' + lost);
  assert.ok(most >= 1.5 * usual, 'logins per second: ' + usual + ' before, at most ' + most + ' after');
});

test('with a session store a killed web server logs nobody out', async () => {
  const { lost } = await crash('&on=stateless');
  assert.equal(lost, 0);
});

test('the golden scenario has the same hash in the page as in every native build', async () => {
  const page = await openSandbox(browser, server, golden.query);
  const end = await golden.play(page);
  assert.equal(end.time_s, 40);
  assert.equal(end.hash, golden.hash());
  await page.context().close();
});

test('wrong parameters get a sentence each, and the run starts with the defaults', async () => {
  const page = await openSandbox(browser, server, '?users=-3&stage=99&colour=red&theme=pink');
  const notes = await page.locator('.note span').allTextContents();
  assert.equal(notes.length, 4);
  assert.match(notes[0], /users must be .*1 to 500000000.* not -3/);
  assert.match(notes[1], /stage must be .* not 99/);
  assert.match(notes[2], /colour is not known/);
  assert.match(notes[3], /theme must be auto, dark or light, not pink/);
  const now = await until(page, (run) => run.figures.pages_per_s > 0, 'traffic');
  assert.equal(now.settings.users, 100000);
  await page.context().close();
});

test('an absurd link neither crashes nor hangs the page', async () => {
  const query = '?' + 'users=' + '9'.repeat(3000) + '&on=' + 'cdn,'.repeat(400) + '&%ff%00=%&run-to=1e99';
  const page = await openSandbox(browser, server, query);
  await until(page, (run) => run.figures.pages_per_s > 0, 'traffic');
  assert.ok((await page.locator('.note').count()) <= 9);
  await page.context().close();
});

test('without WebGL 2, without wasm and with a blocked script there is one calm sentence', async () => {
  const cases = [
    [/WebGL 2/, (page) => page.addInitScript(() => {
      const get = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind === 'webgl2' ? null : get.call(this, kind, ...rest);
      };
    })],
    [/WebAssembly/, (page) => page.addInitScript(() => { delete window.WebAssembly; })],
    [/blocks its script/, (page) => page.route(/app.*\.js$/, (route) => route.abort())],
    [/blocks its script/, (page) => page.route(/\.wasm(\.js)?$/, (route) => route.abort())],
  ];
  for (const [sentence, prepare] of cases) {
    const page = await newPage(browser);
    await prepare(page);
    await page.goto(server.origin + '/');
    await page.locator('#trouble:not([hidden])').waitFor();
    assert.match(await page.locator('#trouble').textContent(), sentence);
    assert.ok(await page.locator('#loading').isHidden());
    await page.context().close();
  }
});

test('where the module may not be fetched, the same bytes come as a script', async () => {
  const page = await newPage(browser);
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(server.origin + '/');
  await started(page);
  await until(page, (run) => run.figures.pages_per_s > 0, 'traffic');
  await page.context().close();
});
