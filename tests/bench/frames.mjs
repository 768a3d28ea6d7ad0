// Frames a second of the page in headless Chromium with software rendering, beside the two bare windows, and the time
// from opening it to the first picture and the first simulated page view. Run by scripts/bench; medians of the rounds,
// the pages taking turns.
import { launch, newPage, serveFolder, snapshot, until, waitUntil } from '../browser/harness.mjs';

const kRounds = 5;
const kWatchMs = 4000;
const pages = [
  { name: 'naive window', folder: 'build/web-release/bench/window_naive', query: '' },
  { name: 'lean window', folder: 'build/web-release/bench/window_lean', query: '' },
  { name: 'sandbox, 100 K users', folder: 'build/web', query: '?speed=1', ours: true },
  { name: 'sandbox, 2 M users', folder: 'build/web', query: '?users=2000000&web-servers=60&database-cores=32&on=cdn,stateless&speed=1', ours: true },
];

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

// In the page: the times between frames while we watch, in ms.
const intervals = (watchMs) => new Promise((resolve) => {
  const found = [];
  let last = performance.now();
  const end = last + watchMs;
  const tick = (now) => {
    found.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(tick);
    else resolve(found.slice(1));
  };
  requestAnimationFrame(tick);
});

async function measure(browser, { server, query, ours }) {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    document.addEventListener('scale-drawn', () => performance.mark('picture'));
  });
  const opened = Date.now();
  await page.goto(server.origin + '/' + (ours ? '' : 'index.html') + query);
  await waitUntil(page, () => performance.getEntriesByName('picture').length > 0);
  const pictureMs = await page.evaluate(() => performance.getEntriesByName('picture')[0].startTime);
  let firstViewMs = NaN, speed = NaN;
  if (ours) {
    await until(page, (run) => run.figures.page_load.p50.samples > 0, 'the first page view');
    firstViewMs = Date.now() - opened;
  }
  const times = await page.evaluate(intervals, kWatchMs);
  if (ours) speed = (await snapshot(page)).reached_speed;
  await page.context().close();
  const sorted = [...times].sort((a, b) => a - b);
  return { pictureMs, firstViewMs, speed, fps: 1000 * times.length / times.reduce((sum, t) => sum + t, 0),
    p95: sorted[Math.floor(0.95 * sorted.length)] };
}

const browser = await launch();
for (const page of pages) page.server = await serveFolder(page.folder);
await measure(browser, pages[0]);  // the browser's first WebGL context starts the software renderer
const found = pages.map(() => []);
for (let round = 0; round < kRounds; ++round)
  for (const [i, page] of pages.entries()) found[i].push(await measure(browser, page));

console.log('1280x720, medians of ' + kRounds + '        picture  page view   frames/s   p95 interval   speed');
for (const [i, page] of pages.entries()) {
  const of = (key) => median(found[i].map((one) => one[key]));
  const shown = (value, digits, unit) => (Number.isNaN(value) ? '-' : value.toFixed(digits) + unit).padStart(11);
  console.log(page.name.padEnd(26) + shown(of('pictureMs'), 0, ' ms') + shown(of('firstViewMs'), 0, ' ms') +
    shown(of('fps'), 1, '') + shown(of('p95'), 0, ' ms') + '    ' + shown(of('speed'), 2, 'x'));
}
await browser.close();
for (const page of pages) page.server.close();
