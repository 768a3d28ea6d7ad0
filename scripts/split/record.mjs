// For record.py: opens the page with the instrumented module in several sizes and writes which functions ran, a profile each.
// record.mjs <folder with instrumented.wasm>
import { readFileSync, writeFileSync } from 'node:fs';
import { launch, newPage, serveBundle, waitUntil } from '../../tests/browser/harness.mjs';

const kScreens = [[1280, 800, 'dark'], [1280, 800, 'light'], [1920, 1080, 'light'], [820, 1180, 'light'], [390, 844, 'dark'], [720, 520, 'light']];
const kWatchedMs = 2500, kRoomPages = 32;
const folder = process.argv[2] + '/';
const instrumented = readFileSync(folder + 'instrumented.wasm');
const server = await serveBundle(), browser = await launch();
for (const [index, [width, height, colorScheme]] of kScreens.entries()) {
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
  await page.goto(server.origin);
  await waitUntil(page, () => document.getElementById('loading').hidden);
  await page.waitForTimeout(kWatchedMs);
  const profile = await page.evaluate((pages) => {
    const { exports } = window.recorded;
    const memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
    const at = memory.grow(pages) * 65536;
    return Array.from(new Uint8Array(memory.buffer, at, exports.__write_profile(at, pages * 65536)));
  }, kRoomPages);
  writeFileSync(`${folder}${index}.profile`, Buffer.from(profile));
  await page.context().close();
}
await browser.close();
server.close();
