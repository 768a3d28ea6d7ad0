// How smooth the finale runs in a headless Chromium on software GL: part of scripts/bench, medians of five runs.
import { launch, openSandbox, serveBundle, until } from '../browser/harness.mjs';

const kRuns = 5, kSeconds = 6;
const query = '?seed=7&users=500000000&on=cdn,stateless,regions,sharding&web-servers=900&shards=32&speed=1';
const server = await serveBundle(), browser = await launch();
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const [width, height, embed] of [[700, 450, 1], [1280, 720, 0], [1920, 1080, 0]]) {
  const p95s = [], mains = [], paces = [];
  for (let run = 0; run < kRuns; ++run) {
    const page = await openSandbox(browser, server, query + '&embed=' + embed, { viewport: { width, height } });
    await until(page, (now) => now.time_s > 2, 'two simulated seconds');
    await page.evaluate(() => window.scaleSandbox.command('cdn', 'off'));
    await page.evaluate(() => window.scaleSandbox.command('cdn', 'on'));  // the ghost is beside it now
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const busy = async () => (await session.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration').value;
    const from = await page.evaluate(() => window.scaleSandbox.snapshot().time_s), busyFrom = await busy();
    const frames = await page.evaluate((seconds) => new Promise((done) => {
      const times = [];
      const tick = (now) => { times.push(now); now - times[0] < 1000 * seconds ? requestAnimationFrame(tick) : done(times); };
      requestAnimationFrame(tick);
    }), kSeconds);
    const gaps = frames.slice(1).map((time, i) => time - frames[i]).sort((a, b) => a - b);
    const wall = (frames[frames.length - 1] - frames[0]) / 1000;
    p95s.push(gaps[Math.floor(gaps.length * 0.95)]);
    mains.push(1000 * (await busy() - busyFrom) / gaps.length);
    paces.push((await page.evaluate(() => window.scaleSandbox.snapshot().time_s) - from) / wall);
    await page.context().close();
  }
  console.log(`${width}x${height}: p95 frame interval ${median(p95s).toFixed(1)} ms, main thread ${median(mains).toFixed(1)} ms a frame, ` +
    `${median(paces).toFixed(2)} simulated seconds a second`);
}
await browser.close();
server.close();
