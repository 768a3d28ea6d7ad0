// <scale-sandbox> in somebody else's article, on another port, from a static host without CORS headers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bundle, embedded, launch, newPage, openSandbox, serveHost, servePlain, snapshot, started, until,
  waitUntil } from './harness.mjs';

let files, host, browser;
const element = (attributes, more = '') =>
  `<scale-sandbox ${attributes} style="display:block;height:400px">${more}</scale-sandbox>`;
const post = (body) => `<!doctype html><html lang="en"><title>A post</title><meta name="viewport" content="width=device-width">
  <script async src="${files.origin}/v1/embed.js"></script><style>body { margin: 16px; font: 16px/1.5 sans-serif }</style>${body}`;
// In every frame: the pictures drawn, and the clocks that their traffic was drawn at.
const countPictures = () => {
  window.pictures = 0;
  window.clocks = [];
  const { drawElements, uniform1f } = WebGL2RenderingContext.prototype, ask = window.requestAnimationFrame;
  let drew = false;
  WebGL2RenderingContext.prototype.drawElements = function (...rest) { drew = true; return drawElements.apply(this, rest); };
  WebGL2RenderingContext.prototype.uniform1f = function (place, value) { window.clocks.push(value); return uniform1f.call(this, place, value); };
  window.requestAnimationFrame = (callback) => ask.call(window, (now) => {
    drew = false;
    callback(now);
    window.pictures += drew ? 1 : 0;
  });
};
const text = '<p style="height: 300px">The article goes on.</p>';

before(async () => {
  files = await servePlain(bundle);
  const policy = (images) => ({ 'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${files.origin}; frame-src ${files.origin}${images}` });
  host = await serveHost({
    '/one': post(`<h1>A post</h1>${element('stage="4" height="400"')}${text}${text}${text}${text}`),
    '/both': post(element('lesson="challenge-flood" height="400"')),
    '/frame': `<!doctype html><html lang="en"><title>x</title><iframe title="x" sandbox="allow-scripts" width="600" height="400" src="${files.origin}/v1/frame.html?stage=4"></iframe>`,
    '/click': post(element('stage="4" height="400" load="click"')),
    '/many': post(Array.from({ length: 12 }, (_, at) => element(`stage="4" height="400" seed="${at + 1}"`) + text).join('')),
    '/three': post(`<style>scale-sandbox { width: 340px; float: left }</style>${element('stage="4" show="cdn,diagram,slow" height="220"').repeat(3)}`),
    '/live': post(`<button id="before">before</button>${element('users="100000" show="toggles,users,slow" theme="light" height="400"')}
      <p>Slow: <scale-value of="slow-pages">54 %</scale-value>, users <scale-value of="users">many</scale-value>,
      <a id="link" data-sandbox="on:+cdn">switch the CDN on</a>.</p><button id="after">after</button>${text}${text}${text}`),
    '/stage': post(element('stage="7" height="400" seed="9"')),
    '/lesson': post(element('lesson="challenge-flood" show="diagram,failed" height="400" load="click"')),
    '/unknown': post(element('lesson="challange-flood" xyzzy="1" userz="5" height="400"')),
    '/stage-changed': post(element('stage="4" users="20000" on="cdn" height="400"')),
    '/strict': { html: post(element('stage="4" height="400" load="click"')), headers: policy(`; img-src ${files.origin}`) },
    '/strict-words': { html: post(element('stage="5" height="400" load="click"')), headers: policy('') },
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  files?.close();
  host?.close();
});

async function open(path, options, prepare = () => {}) {
  const page = await newPage(browser, options);
  await prepare(page);
  await page.goto(host.origin + path);
  await waitUntil(page, () => customElements.get('scale-sandbox') !== undefined);
  return page;
}
// The second part comes when the test lets it.
async function heldBack(page) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(/later\.[^/]*wasm/, async (route) => {
    await released;
    await route.continue().catch(() => {});  // whoever asked may be gone
  });
  return release;
}
const inside = (page, look, argument) => page.locator('scale-sandbox').first().evaluate(look, argument);

test('a poster with its question, then the running sandbox, and nothing moves on the page', async () => {
  const page = await open('/one', {}, (fresh) => fresh.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; })).observe({ type: 'layout-shift', buffered: true });
  }));
  const first = await inside(page, (one) => ({ height: one.getBoundingClientRect().height, question: one.shadowRoot.querySelector('button').textContent }));
  assert.equal(first.height, 400);
  assert.match(first.question, /Singapore/);
  const frame = await embedded(page);
  const now = await until(frame, (run) => run.figures.slow_share.samples > 0, 'page views');
  assert.ok(now.figures.slow_share.value > 0.3, 'it struggles from the first picture on: ' + now.figures.slow_share.value);
  assert.equal(await inside(page, (one) => one.shadowRoot.querySelector('iframe').getAttribute('sandbox')), 'allow-scripts');
  assert.equal(await page.evaluate(() => window.shifts), 0);
  const globals = await page.evaluate(() => Object.keys(window).filter((name) => /scale/i.test(name)));
  assert.deepEqual(globals, []);
  assert.deepEqual(page.wrong.filter((line) => !/favicon|CORS|net::ERR/.test(line)), []);
  await page.context().close();
});

test('the first look is one toggle, one anatomy bar and one figure; after the press ghost and difference stay', async () => {
  const page = await open('/one');
  const frame = await embedded(page);
  const ids = () => frame.evaluate(() => window.scaleSandbox.controls().map((control) => control.id));
  assert.deepEqual((await ids()).filter((id) => !['region', 'pause', 'all-controls'].includes(id)), ['cdn']);
  assert.ok((await ids()).includes('region'), 'the anatomy bar');
  const box = await page.locator('scale-sandbox').boundingBox();
  const cdn = await frame.evaluate(() => window.scaleSandbox.controls().find((control) => control.id === 'cdn'));
  assert.ok(cdn.width >= 240 && cdn.height >= 56, 'a large toggle: ' + cdn.width + ' x ' + cdn.height);
  await page.mouse.click(box.x + cdn.x + cdn.width / 2, box.y + cdn.y + cdn.height / 2, { delay: 60 });
  const later = await until(frame, (run) => run.ghost && run.figures.edge_hit_ratio > 0.2, 'the CDN at work');
  assert.ok(later.ghost.figures.slow_share.value > later.figures.slow_share.value);
  await waitUntil(page, () => document.querySelector('scale-sandbox').getAttribute('on') === 'cdn');
  await page.context().close();
});

test('a stage begins with its lesson\'s system, struggling, and tells when its goal is met', async () => {
  const page = await open('/stage', {}, (fresh) => fresh.addInitScript(() => {
    window.goals = [];
    addEventListener('DOMContentLoaded', () => document.querySelector('scale-sandbox').addEventListener('goal', (event) => window.goals.push(event.detail)));
  }));
  assert.match(await inside(page, (one) => one.shadowRoot.querySelector('button').textContent), /Fifty million/);
  const frame = await embedded(page);
  const now = await until(frame, (run) => run.figures.failed_share.samples > 0, 'page views');
  assert.deepEqual([now.settings.users, now.settings['database-cores'], now.settings.cdn], [5e7, 32, 1]);
  assert.equal(now.seed, '0000000000000009');
  assert.ok(now.figures.failed_share.value > 0.02, 'it fails from the first picture on: ' + now.figures.failed_share.value);
  assert.deepEqual(await frame.locator('.note').allTextContents(), []);
  assert.deepEqual(await page.evaluate(() => window.goals), []);
  await inside(page, (one) => { one.set('sharding', 'on'); one.set('shards', 8); one.set('vertical-partitioning', 'on'); one.speed = 60; });
  await waitUntil(page, () => window.goals.some((goal) => /[Ff]ailed/.test(goal)));
  await page.context().close();

  const changed = await open('/stage-changed');
  const { settings } = await snapshot(await embedded(changed));
  assert.deepEqual([settings.users, settings.cdn], [20000, 1]);
  await changed.context().close();
});

test('a lesson begins with its system, and what it plans happens; a name that nobody knows is refused in a sentence', async () => {
  const page = await open('/lesson');
  await page.locator('scale-sandbox').click();
  const frame = await embedded(page);
  const now = await until(frame, (run) => run.figures.hostile.per_s > 0, 'the flood');
  assert.deepEqual([now.settings['web-servers'], now.settings.cdn, now.settings.stateless], [3, 1, 1]);
  assert.ok(now.time_s >= 60, 'the flood comes at 60 s: ' + now.time_s);
  assert.deepEqual(await frame.locator('.note').allTextContents(), []);
  await inside(page, (one) => { one.lesson = 'challenge-viral'; });
  await page.locator('scale-sandbox').click();
  await until(await embedded(page), (run) => run.settings.sharding === 1, 'the other lesson\'s system');
  await page.context().close();

  const unknown = await open('/unknown', {}, (fresh) => fresh.addInitScript(() => {
    window.said = [];
    addEventListener('error', (event) => window.said.push(event.detail), true);
  }));
  await embedded(unknown);
  assert.deepEqual(await unknown.evaluate(() => window.said), [
    'lesson must be the name of a stage, a challenge or a case, not challange-flood; nearest is challenge-flood.',
    'xyzzy is not known; the handbook lists what a link may say.', 'userz is not known; nearest is users.']);
  assert.equal(await (await embedded(unknown)).locator('.note').count(), 3);
  await unknown.context().close();

  const alone = await openSandbox(browser, files, '?embed=1&lesson=challenge-flood');
  await until(alone, (run) => run.settings['web-servers'] === 3, 'the lesson\'s system');
  await alone.context().close();
});

test('whoever cannot see gets each control of the whole sandbox when the embed opens it', async () => {
  const page = await open('/one');
  const frame = await embedded(page);
  assert.equal(await frame.locator('#control-users').count(), 0);
  await inside(page, (one) => { one.show = 'toggles,users,incidents,slow'; });
  await frame.locator('#control-users').waitFor({ state: 'attached' });
  await frame.locator('#control-stateless').waitFor({ state: 'attached' });
  await page.context().close();
});

test('three in sight: the played one draws as often as the browser, each of the others at most ten times a second', async () => {
  const page = await open('/three', { reducedMotion: 'no-preference' }, (fresh) => fresh.addInitScript(countPictures));
  const each = await Promise.all([0, 1, 2].map((index) => embedded(page, index)));
  await each[1].evaluate(() => window.scaleSandbox.command('cdn', 'on'));
  const pictures = async () => Promise.all(each.map((frame) => frame.evaluate(() => window.pictures)));
  await until(each[1], (run) => run.settings.cdn === 1, 'the CDN');
  const before = await pictures(), since = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const after = await pictures(), seconds = (Date.now() - since) / 1000;
  const [left, played, right] = after.map((count, at) => (count - before[at]) / seconds);
  assert.ok(left <= 10 && right <= 10 && left > 0 && right > 0, 'beside: ' + left + ' and ' + right);
  assert.ok(played > Math.max(left, right), 'played: ' + played);
  await page.context().close();
});

test('with reduced motion traffic moves once a second, and the line under a poster stands', async () => {
  for (const reducedMotion of ['reduce', 'no-preference']) {
    const page = await open('/three', { reducedMotion }, (fresh) => fresh.addInitScript(countPictures));
    const frame = await embedded(page);
    await waitUntil(frame, () => window.clocks.length > 30);
    const clocks = await frame.evaluate(() => window.clocks);
    assert.equal(clocks.every((clock) => Number.isInteger(clock)), reducedMotion === 'reduce', clocks.join());
    const line = await inside(page, (one) => {
      one._box.classList.add('load');
      return getComputedStyle(one.shadowRoot.querySelector('i')).transitionDuration;
    });
    assert.equal(line, reducedMotion === 'reduce' ? '0s' : '5s');
    await page.context().close();
  }
});

test('load="click" loads nothing until it is pressed', async () => {
  const page = await open('/click');
  await page.locator('scale-sandbox button').waitFor();
  assert.deepEqual(page.asked.filter((address) => /frame|live|wasm/.test(address)), []);
  await page.locator('scale-sandbox').click();
  const frame = await embedded(page);
  await until(frame, (run) => run.time_s > 0, 'a run');
  await page.context().close();
});

test('twelve embeds scrolled through: one download, never more than three alive, none lost, all freed at the end', async () => {
  const page = await open('/many', {}, (fresh) => fresh.addInitScript(() => {
    window.most = 0;
    const count = () => {
      const frames = [...document.querySelectorAll('scale-sandbox')].filter((one) => one.shadowRoot && one.shadowRoot.querySelector('iframe'));
      window.most = Math.max(window.most, frames.length);
      requestAnimationFrame(count);
    };
    count();
  }));
  for (let index = 0; index < 12; ++index) {
    await page.locator('scale-sandbox').nth(index).evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const frame = await embedded(page, index);
    assert.equal(await frame.evaluate(() => document.getElementById('canvas').getContext('webgl2').isContextLost()), false);
  }
  assert.ok(await page.evaluate(() => window.most) <= 3, 'frames at once');
  const modules = page.asked.filter((address) => /\.wasm/.test(address)).map((address) => address.replace(/.*\/(\w+)\..*/, '$1'));
  assert.deepEqual(modules, ['app', 'later']);
  const resting = await page.locator('scale-sandbox').nth(0).evaluate((one) => {
    const canvas = one.shadowRoot.querySelector('canvas');
    return { shown: !canvas.hidden, width: canvas.width, says: one.shadowRoot.querySelector('button').textContent };
  });
  assert.ok(resting.shown && resting.width > 300, 'the first keeps its last picture');
  assert.equal(resting.says, 'Go on');
  await page.locator('scale-sandbox').nth(0).evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await page.screenshot();  // a press goes to what stood there in the last picture, as a reader's does
  await page.locator('scale-sandbox').nth(0).click();
  const again = await snapshot(await embedded(page, 0));
  assert.equal(again.seed, '0000000000000001');
  assert.ok(again.time_s > 60, 'it goes on from where it was');
  await page.evaluate(() => document.querySelectorAll('scale-sandbox').forEach((one) => one.remove()));
  await waitUntil(page, () => frames.length === 0);
  assert.ok(await page.evaluate(() => window.most) <= 3, 'frames at once');
  await page.context().close();
});

test('an embed lives before the second part has come; what is asked of it then is done once it has', async () => {
  let release;
  const page = await open('/one', {}, async (fresh) => {
    release = await heldBack(fresh);
    await fresh.addInitScript(() => {
      window.lived = 0;
      document.addEventListener('ready', ({ target }) => { if (++window.lived === 1) target.set('cdn', 'on'); }, true);
    });
  });
  const frame = await embedded(page);
  const early = await snapshot(frame);
  await frame.evaluate(() => window.scaleSandbox.command('stateless', 'on'));
  const now = await until(frame, (run) => run.time_s > early.time_s + 1, 'a running sandbox');
  assert.deepEqual([now.settings.cdn, now.settings.stateless], [0, 0]);
  release();
  await until(frame, (run) => run.settings.cdn === 1 && run.settings.stateless === 1, 'what was asked');
  assert.equal(await page.evaluate(() => window.lived), 1);
  assert.deepEqual(page.wrong.filter((line) => !/favicon/.test(line)), []);
  await page.context().close();
});

test('what calls the second part before it has come starts over with both, and nothing asked is lost', async () => {
  let release;
  const page = await open('/one', {}, async (fresh) => { release = await heldBack(fresh); });
  const frame = await embedded(page);
  await inside(page, (one) => one.set('cdn', 'on'));
  await frame.evaluate(() => { setTimeout(() => window.scaleSandbox.csv()); });
  await waitUntil(page, () => !document.querySelector('scale-sandbox').shadowRoot.querySelector('.live'));
  release();
  await until(await embedded(page), (run) => run.settings.cdn === 1, 'the CDN');
  await page.context().close();
});

test('a start that the first part does not hold asks for both at once', async () => {
  const page = await open('/both', {}, async (fresh) => {
    let asked;
    const both = new Promise((resolve) => { asked = resolve; });
    await fresh.route(/later\.[^/]*wasm/, (route) => { asked(); route.continue(); });
    await fresh.route(/app\.[^/]*wasm/, async (route) => { await both; route.continue(); });
  });
  await until(await embedded(page), (run) => run.settings['web-servers'] === 3, 'the lesson\'s system');
  await page.context().close();
});

test('a sandboxed frame by itself lives before its second part has come, and starts over where it must', async () => {
  const page = await newPage(browser), release = await heldBack(page);
  await page.goto(host.origin + '/frame');
  const frame = page.frames()[1];
  const lives = () => started(frame);
  await lives();
  await until(frame, (run) => run.time_s > 61, 'a running sandbox');
  const again = page.waitForEvent('framenavigated');
  await frame.evaluate(() => { setTimeout(() => window.scaleSandbox.csv()); });
  await again;
  release();
  await lives();
  await frame.evaluate(() => window.scaleSandbox.command('cdn', 'on'));
  await until(frame, (run) => run.settings.cdn === 1, 'the CDN');
  await page.context().close();
});

test('attributes, properties, events, methods, links and live numbers', async () => {
  const page = await open('/live', {}, (fresh) => fresh.addInitScript(() => {
    window.heard = { toggle: [], metrics: 0, error: [] };
    addEventListener('DOMContentLoaded', () => {
      const one = document.querySelector('scale-sandbox');
      one.addEventListener('ready', () => { window.heard.ready = performance.now(); });
      one.addEventListener('toggle', (event) => window.heard.toggle.push(event.detail));
      one.addEventListener('metrics', (event) => { ++window.heard.metrics; window.heard.last = event.detail; });
      one.addEventListener('error', (event) => window.heard.error.push(event.detail));
    });
  }));
  const frame = await embedded(page);
  const settings = async (id, value) => until(frame, (run) => run.settings[id] === value, id + ' ' + value);

  await inside(page, (one) => { one.users = 250000; });
  await settings('users', 250000);
  assert.equal(await inside(page, (one) => one.getAttribute('users')), '250000');
  await inside(page, (one) => one.setAttribute('on', 'stateless'));
  await settings('stateless', 1);
  await inside(page, (one) => one.removeAttribute('on'));
  await settings('stateless', 0);
  await inside(page, (one) => one.set('web-servers', 4));
  await settings('web-servers', 4);
  await inside(page, (one) => { one.speed = 10; });
  await inside(page, (one) => one.set('users', -3));
  await waitUntil(page, () => window.heard.error.length === 1);
  assert.match(await page.evaluate(() => window.heard.error[0]), /users must be .*1 to 500000000.* not -3/);

  await page.locator('#link').click();
  await settings('cdn', 1);
  await waitUntil(page, () => window.heard.toggle.some(({ id, value }) => id === 'cdn' && value === 1));
  assert.equal(await inside(page, (one) => one.on), 'cdn');
  await waitUntil(page, () => document.querySelector('[of=users]').textContent === '250\u2009000');
  await waitUntil(page, () => /^\d+\u202f%$/.test(document.querySelector('[of=slow-pages]').textContent));

  const count = await page.evaluate(() => window.heard.metrics);
  const since = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const rate = (await page.evaluate(() => window.heard.metrics) - count) / ((Date.now() - since) / 1000);
  assert.ok(rate <= 4.5, 'metrics a second: ' + rate);
  assert.ok(await page.evaluate(() => window.heard.ready > 0 && window.heard.last.page_load.p50.samples > 0));

  const shot = await inside(page, (one) => one.snapshot());
  assert.equal(shot.settings.users, 250000);
  const link = await inside(page, (one) => one.exportLink());
  assert.ok(link.startsWith(files.origin + '/index.html#r'), link);
  await inside(page, (one) => one.incident('server-crash'));
  await until(frame, (run) => run.nodes.some((node) => node.members.some((member) => !member.up)), 'the crash');
  await inside(page, (one) => one.reset());
  await until(frame, (run) => run.settings.users === 100000, 'a new run');

  // A link that replays this run opens on the page of its own.
  const alone = await newPage(browser);
  await alone.goto(link);
  await waitUntil(alone, () => window.scaleSandbox);
  await until(alone, (run) => run.settings['web-servers'] === 4, 'the run of the link').catch(async () => assert.fail('not replayed'));
  await alone.context().close();
  await page.context().close();
});

test('out of sight it stops, and goes on when it is seen again', async () => {
  const page = await open('/one');
  const frame = await embedded(page);
  await until(frame, (run) => run.time_s > 61, 'a running sandbox');
  await page.evaluate(() => window.scrollTo(0, 5000));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const stopped = await snapshot(frame);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal((await snapshot(frame)).time_s, stopped.time_s);
  await page.evaluate(() => window.scrollTo(0, 0));
  await until(frame, (run) => run.time_s > stopped.time_s + 1, 'the run to go on');
  await page.context().close();
});

test('the wheel, a finger and Tab are the article\'s; the page keeps its keys', async () => {
  const page = await open('/live');
  await embedded(page);
  const box = await page.locator('scale-sandbox').boundingBox();
  await page.mouse.move(box.x + 300, box.y + 150);
  await page.mouse.wheel(0, 120);
  await waitUntil(page, () => window.scrollY > 50);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator('#before').focus();
  for (let presses = 0; presses < 60; ++presses) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.id) === 'after') break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'after');
  await page.evaluate(() => {
    window.keys = 0;
    addEventListener('keydown', (event) => { if (!event.defaultPrevented) ++window.keys; });
  });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  assert.equal(await page.evaluate(() => window.keys), 2);
  await page.context().close();

  const phone = await open('/live', { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  await embedded(phone);
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= 360), 'nothing sticks out sideways');
  const session = await phone.context().newCDPSession(phone);
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const from = await phone.locator('scale-sandbox').boundingBox();
  const middle = { x: from.x + from.width / 2, y: from.y + 250 };
  await touch('touchStart', [middle]);
  for (let moved = 15; moved <= 210; moved += 15) await touch('touchMove', [{ x: middle.x, y: middle.y - moved }]);
  await touch('touchEnd', []);
  await waitUntil(phone, () => window.scrollY > 100);
  await phone.context().close();
});

test('the host needs script-src, frame-src and img-src only; without img-src the question stands as text', async () => {
  for (const path of ['/strict', '/strict-words']) {
    const page = await open(path);
    await waitUntil(page, (wanted) => document.querySelector('scale-sandbox').shadowRoot.querySelector('button').textContent.length > wanted, 20);
    await page.locator('scale-sandbox').click();
    await inside(page, (one) => one.snapshot());
    const wrong = page.wrong.filter((line) => /Security Policy/.test(line) && !(path === '/strict-words' && /img-src|load the image/.test(line)));
    assert.deepEqual(wrong, []);
    await page.context().close();
  }
});

test('where it cannot run: the poster, one calm sentence, a link', async () => {
  const cases = [
    [/WebGL 2/, (page) => page.addInitScript(() => {
      const get = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : get.call(this, kind, ...rest); };
    })],
    [/WebAssembly/, (page) => page.addInitScript(() => { delete window.WebAssembly; })],
    [/blocks its script/, (page) => page.route(/\/app\.[^/]*\.js$/, (route) => route.abort())],
    [/blocks its script/, (page) => page.route(/\/later\.[^/]*\.js$/, (route) => route.abort())],
    [/blocking its script/, (page) => page.route(/\/live\.[^/]*\.js$/, (route) => route.abort())],
  ];
  for (const [sentence, prepare] of cases) {
    const page = await open('/one', {}, prepare);
    await waitUntil(page, () => !document.querySelector('scale-sandbox').shadowRoot.querySelector('p').hidden);
    const { said, link, frames } = await inside(page, (one) => ({ said: one.shadowRoot.querySelector('p').textContent,
      link: one.shadowRoot.querySelector('a').href, frames: one.shadowRoot.querySelectorAll('iframe').length }));
    assert.match(said, sentence);
    assert.equal(link, files.origin + '/index.html');
    assert.equal(frames, 0);
    assert.equal((await page.locator('scale-sandbox').boundingBox()).height, 400);
    await page.context().close();
  }
});
