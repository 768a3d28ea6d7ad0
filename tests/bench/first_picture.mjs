// The time to the first live picture, of the page beside the two bare windows, locally and on slower links and processors
// (DevTools' throttling); and three embeds visible at once: frames a second, milliseconds of the main thread a frame, and
// how busy they are when out of sight. Medians, the pages taking turns. Run by scripts/bench.
import { bundle, embedded, launch, newPage, serveFolder, serveHost, servePlain, waitUntil } from '../browser/harness.mjs';

const kRounds = 9;
const kWatchMs = 5000;
const pages = [
  { name: 'naive window', folder: 'build/web-release/bench/window_naive' },
  { name: 'lean window', folder: 'build/web-release/bench/window_lean' },
  { name: 'sandbox', folder: 'build/web' },
];
const links = [
  { name: 'local' },
  { name: '9 Mbit/s, 40 ms, CPU/4', mbit: 9, latency: 40, slower: 4 },
  { name: '1.6 Mbit/s, 150 ms, CPU/4', mbit: 1.6, latency: 150, slower: 4 },
];
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function firstPicture(browser, { server }, { mbit, latency, slower }) {
  const page = await newPage(browser);
  await page.addInitScript(() => document.addEventListener('scale-drawn', () => performance.mark('picture')));
  const session = await page.context().newCDPSession(page);
  if (mbit) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: mbit * 125000, uploadThroughput: mbit * 125000 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  }
  await page.goto(server.origin + '/index.html');
  await waitUntil(page, () => performance.getEntriesByName('picture').length > 0);
  const ms = await page.evaluate(() => performance.getEntriesByName('picture')[0].startTime);
  await page.context().close();
  return ms;
}

async function threeEmbeds(browser) {
  const files = await servePlain(bundle);
  const one = '<scale-sandbox users="100000" show="cdn,diagram,slow" height="220" style="display:block;height:220px;width:340px;float:left"></scale-sandbox>';
  const host = await serveHost({ '/': `<!doctype html><html lang="en"><title>x</title><body><script async src="${files.origin}/v1/embed.js"></script>${one.repeat(3)}<p style="clear:both;height:4000px">x</p>` });
  const page = await newPage(browser);
  // In every frame: how long the animation's callbacks take, and how many of them draw.
  await page.addInitScript(() => {
    window.spent = { ms: 0, frames: 0 };
    const ask = window.requestAnimationFrame.bind(window), draw = WebGL2RenderingContext.prototype.drawElements;
    let drew = false;
    WebGL2RenderingContext.prototype.drawElements = function (...rest) { drew = true; return draw.apply(this, rest); };
    window.requestAnimationFrame = (callback) => ask((now) => {
      const from = performance.now();
      drew = false;
      callback(now);
      window.spent.ms += performance.now() - from;
      window.spent.frames += drew ? 1 : 0;
    });
  });
  await page.goto(host.origin);
  const frames = [];
  for (let at = 0; at < 3; ++at) frames.push(await embedded(page, at));
  const watch = async () => {
    await Promise.all(frames.map((frame) => frame.evaluate(() => { window.spent = { ms: 0, frames: 0 }; })));
    const from = Date.now();
    await new Promise((resolve) => setTimeout(resolve, kWatchMs));
    const seconds = (Date.now() - from) / 1000;
    return Promise.all(frames.map(async (frame) => {
      const { ms, frames: count } = await frame.evaluate(() => window.spent);
      return { fps: count / seconds, ms: count ? ms / count : 0, busy: ms / seconds / 10 };
    }));
  };
  await frames[1].evaluate(() => window.scaleSandbox.command('cdn', 'on'));
  const seen = await watch();
  await page.evaluate(() => window.scrollTo(0, 3500));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const away = await watch();
  await page.context().close();
  files.close();
  host.close();
  return { seen, away };
}

const browser = await launch();
for (const page of pages) page.server = await serveFolder(page.folder);
await firstPicture(browser, pages[0], links[0]);  // the browser's first WebGL context starts the software renderer
for (const link of links) {
  const found = pages.map(() => []);
  for (let round = 0; round < kRounds; ++round)
    for (const [at, page] of pages.entries()) found[at].push(await firstPicture(browser, page, link));
  const [naive, lean, ours] = found.map(median);
  console.log(`${link.name.padEnd(28)} first picture: naive ${naive.toFixed(0)} ms, lean ${lean.toFixed(0)} ms, sandbox ${ours.toFixed(0)} ms` +
    ` = ${(ours / naive).toFixed(2)} x naive, ${(ours / lean).toFixed(2)} x lean`);
}
const { seen, away } = await threeEmbeds(browser);
console.log('three embeds, the second played: ' + seen.map(({ fps, ms }) => `${fps.toFixed(0)} frames/s at ${ms.toFixed(1)} ms`).join(', '));
console.log('out of sight: ' + away.map(({ busy }) => busy.toFixed(2) + ' % busy').join(', '));
await browser.close();
for (const page of pages) page.server.close();
