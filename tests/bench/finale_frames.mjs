// How smooth the finale runs in a headless Chromium on software GL: part of scripts/bench, medians of five runs. The main
// thread's own time is what we cost; by the clock it also waits for a core where the software renderer's threads hold both.
import { launch, openSandbox, serveBundle, until } from '../browser/harness.mjs';

const kRuns = 5, kSeconds = 6;
// The finale as the lesson's table has it, with all that its solution builds: 240 web servers, 44 shards, ten stores and caches
// a site, in six sites. The link of: scale-sandbox run web/lessons/table/8-500M.json --speed 1 --set site-la=on
// --set site-mea=on --set site-sas=on --set shards=32 --set social-shards=8 --set accounts-shards=4
// --set session-stores=10 --set cache-servers=10
const query = '?run=r2.AwEAAAAECXdlYl9jb3Jlc4EDEHdlYl9zZXJ2ZXJfdXNkX2gAO99PjZduEkAPd2ViX3F1ZXVlX2xpbWl0wbgCDmJhbGFuY2VyX2NvcmVzgQITAACBqNa5BwABBQACBQADBQAEBQAGBQAHBQAKoQEAC4EDAA2BMgAOgQEAFQUAFwUAGAUAKiEAKxEALykANikAJwUrw-xq';
const server = await serveBundle(), browser = await launch();
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const [width, height, embed] of [[700, 450, 1], [1280, 720, 0], [1920, 1080, 0]]) {
  const p95s = [], mains = [], clocks = [], paces = [];
  for (let run = 0; run < kRuns; ++run) {
    const page = await openSandbox(browser, server, query + '&embed=' + embed, { viewport: { width, height } });
    await until(page, (now) => now.time_s > 2, 'two simulated seconds');
    await page.evaluate(() => window.scaleSandbox.command('cdn', 'off'));
    await page.evaluate(() => window.scaleSandbox.command('cdn', 'on'));  // the ghost is beside it now
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return ['ThreadTime', 'TaskDuration'].map((name) => metrics.find((metric) => metric.name === name).value);
    };
    const from = await page.evaluate(() => window.scaleSandbox.snapshot().time_s), busyFrom = await busy();
    const frames = await page.evaluate((seconds) => new Promise((done) => {
      const times = [];
      const tick = (now) => { times.push(now); now - times[0] < 1000 * seconds ? requestAnimationFrame(tick) : done(times); };
      requestAnimationFrame(tick);
    }), kSeconds);
    const gaps = frames.slice(1).map((time, i) => time - frames[i]).sort((a, b) => a - b);
    const wall = (frames[frames.length - 1] - frames[0]) / 1000;
    p95s.push(gaps[Math.floor(gaps.length * 0.95)]);
    const [own, clock] = (await busy()).map((seconds, i) => 1000 * (seconds - busyFrom[i]) / gaps.length);
    mains.push(own);
    clocks.push(clock);
    paces.push((await page.evaluate(() => window.scaleSandbox.snapshot().time_s) - from) / wall);
    await page.context().close();
  }
  console.log(`${width}x${height}: p95 frame interval ${median(p95s).toFixed(1)} ms, main thread ${median(mains).toFixed(1)} ms a frame ` +
    `(${median(clocks).toFixed(1)} by the clock), ${median(paces).toFixed(2)} simulated seconds a second`);
}
await browser.close();
server.close();
