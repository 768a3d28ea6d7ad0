// What the browser tests share: the server of the bundle, a headless Chromium, a page with the sandbox in it.
// Waits are for simulated time or for a state, never for the wall clock: the machine may be slow.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const packages = createRequire(root + '.deps/npm/');
const { chromium } = packages('playwright-core');
export const axePath = packages.resolve('axe-core/axe.min.js');
export const repository = root;

const kPatienceMs = 60000;

// The server that ./scripts/run starts, on a free port.
export const serveBundle = () => serveFolder('build/web');

export async function serveFolder(folder) {
  const server = spawn('python3', [root + 'scripts/serve.py', '--port', '0', '--folder', root + folder],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  server.stdout.setEncoding('utf8');
  const address = await new Promise((found) => {
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const match = said.match(/http:\/\/[^\s/]+/);
      if (match) found(match[0]);
    });
    server.on('exit', () => found(null));
  });
  if (address) return { origin: address, close: () => server.kill() };
  throw new Error('The server of the bundle said no address: ' + said);
}

async function listen(answer) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: 'http://127.0.0.1:' + server.address().port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

// Somebody else's site, on a port of its own: pages by path, each a text or {html, headers}.
export const serveHost = (pages) => listen((request, response) => {
  const path = request.url.split('?')[0], page = path === '/favicon.ico' ? ' ' : pages[path];
  const { html = page || '', headers = {} } = typeof page === 'object' ? page : {};
  response.writeHead(page === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
  response.end(html);
});

const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.webp': 'image/webp', '.svg': 'image/svg+xml' };

// The plainest static host: no CORS header, no compression, no policy, a wrong type for what it does not know.
export const servePlain = (folder) => listen(async (request, response) => {
  const path = normalize(decodeURIComponent(request.url.split('?')[0]));
  try {
    const body = await readFile(join(folder, path.endsWith('/') ? path + 'index.html' : path));
    response.writeHead(200, { 'Content-Type': kTypes[extname(path) || '.html'] || 'application/octet-stream' });
    response.end(body);
  } catch {
    response.writeHead(404);
    response.end();
  }
});

export const bundle = root + 'build/web';

export function launch(more = []) {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: false,  // the flag below is the one that newer Chromium knows
    args: ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', ...more],
  });
}

// A page that remembers what went wrong in it: errors in the console, and every address it asked for.
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(kPatienceMs);
  page.wrong = [];
  page.asked = [];
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.wrong.push(message.text());
  });
  page.on('request', (request) => page.asked.push(request.url()));
  return page;
}

export async function openSandbox(browser, server, query = '', options = {}) {
  const page = await newPage(browser, options);
  await page.goto(server.origin + '/' + query);
  await started(page);
  return page;
}

export const started = (frame) => waitUntil(frame, () => window.scaleSandbox && document.getElementById('loading').hidden);

// Playwright's own waitForFunction polls inside the page with eval, which the strict policy forbids.
export async function waitUntil(frame, predicate, argument) {
  const end = Date.now() + kPatienceMs;
  for (;;) {
    const found = await frame.evaluate(predicate, argument);
    if (found) return found;
    if (Date.now() > end) throw new Error('waited in vain for ' + predicate);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const snapshot = (frame) => frame.evaluate(() => window.scaleSandbox.snapshot());
export const command = (frame, id, value = '') =>
  frame.evaluate(([name, to]) => window.scaleSandbox.command(name, to), [id, value]);

// The first snapshot for which `holds` is true.
export async function until(frame, holds, what) {
  const end = Date.now() + kPatienceMs;
  for (;;) {
    const now = await snapshot(frame);
    if (holds(now)) return now;
    if (Date.now() > end) throw new Error('waited in vain for ' + what + '; the run is at ' + now.time_s + ' s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// The scenario whose hash every build has: after each command the run goes on to that time.
export const golden = {
  query: '?seed=2019&packet=1&users=250K&web-servers=5&freeze=1&run-to=10',
  hash: () => readFileSync(root + 'tests/golden/golden_scenario.h', 'utf8').match(/kGoldenScenarioHash = 0x([0-9a-f]+)/)[1].padStart(16, '0'),
  // What the page says at its end.
  async play(frame) {
    for (const [id, value, time] of [['cdn', 'on', 15], ['stateless', 'on', 20], ['server-crash', '1', 40]]) {
      assert.equal(await command(frame, id, value), '');
      await frame.evaluate((to) => window.scaleSandbox.runTo(to), time);
    }
    return untilTime(frame, 40);
  },
};

export const untilTime = (frame, time) => until(frame, (now) => now.time_s >= time, time + ' simulated seconds');

// Where a person would click: the middle of the control as it stands on the canvas.
export async function place(page, id) {
  const found = () => waitUntil(page, (wanted) => window.scaleSandbox.controls().find((control) => control.id === wanted), id);
  let control = await found(), before;
  do {  // until it has come to rest
    before = control;
    await new Promise((resolve) => setTimeout(resolve, 300));
    control = await found();
  } while (control.x !== before.x || control.y !== before.y);
  const { x, y, width, height } = control;
  const box = await page.evaluate(() => document.getElementById('canvas').getBoundingClientRect().toJSON());
  return { x: box.x + x + width / 2, y: box.y + y + height / 2 };
}

// The frame of the n-th <scale-sandbox> of a page, once its sandbox runs.
export async function embedded(page, index = 0) {
  const element = (await page.locator('scale-sandbox').all())[index];
  const end = Date.now() + kPatienceMs;
  for (;;) {
    const handle = await element.evaluateHandle((one) => one.shadowRoot && one.shadowRoot.querySelector('.live iframe'));
    if (handle.asElement()) {
      // A press meets what the page's last picture shows: the poster, until the next one.
      await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
      return handle.asElement().contentFrame();
    }
    if (Date.now() > end) throw new Error(`waited in vain for embed ${index} to run; it says: ${await element.evaluate((one) => one.shadowRoot.textContent)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function clickControl(page, id) {
  const { x, y } = await place(page, id);
  await page.mouse.click(x, y, { delay: 80 });
}

// Clicks until it has had its effect: at a few frames a second, beside everything else on the machine, a press may fall
// between two places of a control that moves.
export async function clickUntil(page, id, done, what) {
  for (let tries = 0; tries < 5; ++tries) {
    await clickControl(page, id);
    for (let waits = 0; waits < 30; ++waits) {
      if (await done()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('pressed in vain for ' + what);
}
