// For record.py: opens what there is with the instrumented module and writes which functions ran, a profile each.
// record.mjs page|embed <folder with instrumented.wasm>
import { readFileSync, writeFileSync } from 'node:fs';
import { launch, newPage, serveBundle, waitUntil } from '../../tests/browser/harness.mjs';

const kWatchedMs = 2500, kRoomPages = 32;
const kTools = ['cdn', 'stateless', 'regions', 'queue', 'replicas', 'vertical-partitioning', 'sharding', 'nosql', 'cache'];
const kSizes = 'web-servers=40&database-cores=32&replica-count=2&shards=8';

const screens = [[1280, 800, 'dark'], [1280, 800, 'light'], [1920, 1080, 'light'], [820, 1180, 'light'], [390, 844, 'dark'], [720, 520, 'light']]
  .map((screen) => ['/', ...screen]);
// Every stage, every tool, every part of the screen: an embed that uses these alone begins with the first part (kCommon in
// web/v1/frame.js).
const frames = [
  ...[4, 0, 5, 6, 7, 8].map((stage) => [`stage=${stage}`, 700, 480, 'dark']),
  ['stage=4', 360, 400, 'light'],
  ['stage=4&users=250000&on=cdn&show=toggles,users,slow&theme=auto', 700, 480, 'light'],
  ['stage=5&theme=light&show=toggles,users,incidents,slow', 360, 480, 'dark'],
  ['users=100000&show=cdn,anatomy,slow&region=eap', 700, 470, 'dark'],
  ['users=100000&on=cdn&show=server-crash,stateless,diagram,response,failed&speed=10&run-to=120', 700, 560, 'light'],
  ['users=500000&on=cdn,stateless,regions&web-servers=5&show=region-outage,map,failed&speed=10', 700, 560, 'dark'],
  [`users=5000000&on=${kTools}&show=toggles,users,incidents,charts,slow,response,failed,cost,anatomy,diagram,map&seed=7&speed=60&${kSizes}`, 1000, 700, 'light'],
  [`users=20000000&on=cdn,stateless,sharding&off=cache,replicas&show=sharding,diagram,response,failed&${kSizes}`, 700, 560, 'dark'],
  [`users=20000000&on=${kTools}&show=users,cost,map,anatomy`, 700, 520, 'light'],
  ...kTools.map((tool) => [`users=1000000&on=${tool}&show=${tool},diagram,response,failed`, 700, 520, 'dark']),
].map(([query, ...screen]) => ['/v1/frame.html?' + query, ...screen]);

const [kind, folder] = process.argv.slice(2);
const instrumented = readFileSync(folder + '/instrumented.wasm');
const server = await serveBundle(), browser = await launch();
for (const [index, [address, width, height, colorScheme]] of (kind === 'page' ? screens : frames).entries()) {
  const page = await newPage(browser, { viewport: { width, height }, colorScheme, serviceWorkers: 'block' });
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const loaded = await instantiateStreaming(...given);
      window.recorded ||= loaded.instance;
      return loaded;
    };
  });
  await page.route(/later\.[0-9a-f]+\.wasm$/, (route) => route.abort());
  await page.route(/app\.[0-9a-f]+\.wasm$/, (route) => route.fulfill({ body: instrumented, contentType: 'application/wasm' }));
  await page.goto(server.origin + address);
  await waitUntil(page, () => document.getElementById('loading').hidden);
  await page.waitForTimeout(kWatchedMs);
  // What may happen before the second part has come, beside what boot.js holds back.
  await page.setViewportSize({ width: width - 20, height: height + 20 });
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
    for (const what of ['focus', 'blur', 'focus']) window.dispatchEvent(new Event(what));
    window.scaleSandbox.snapshot();
  });
  await page.waitForTimeout(kWatchedMs / 5);
  const profile = await page.evaluate((pages) => {
    const { exports } = window.recorded;
    const memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
    const at = memory.grow(pages) * 65536;
    return Array.from(new Uint8Array(memory.buffer, at, exports.__write_profile(at, pages * 65536)));
  }, kRoomPages);
  writeFileSync(`${folder}/${kind}-${index}.profile`, Buffer.from(profile));
  await page.context().close();
}
await browser.close();
server.close();
