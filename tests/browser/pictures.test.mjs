// The screen has not changed unseen: a dozen frozen runs, each as the mean colours of 16 x 9 blocks, beside those of
// a picture that somebody has looked at. After a wanted change look at the new ones, then write them down:
//   SCALE_PICTURES=folder node --test tests/browser/pictures.test.mjs   (PNGs into the folder, means into pictures.json)
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, newPage, openSandbox, repository, serveBundle, waitUntil } from './harness.mjs';

const kAcross = 16, kDown = 9;
const kBlockOff = 18, kMeanOff = 3;  // of 255: a moved label stays below the first, another theme far above
const kept = repository + 'tests/browser/pictures.json';
const folder = process.env.SCALE_PICTURES;

const kFinale = 'users=500000000&on=cdn,stateless,regions,sharding&web-servers=900&shards=32&speed=1&run-to=3';
const kPictures = {
  'first-dark-1280': ['run-to=60&theme=dark', 1280, 720],
  'first-light-1920': ['run-to=60&theme=light', 1920, 1080],
  'cdn-dark-1920': ['on=cdn&run-to=60&theme=dark', 1920, 1080],
  'cdn-light-tablet': ['on=cdn&run-to=60&theme=light', 768, 1024],
  'cdn-dark-phone': ['on=cdn&run-to=60&theme=dark', 360, 640],
  'embed-light': ['on=cdn,stateless&run-to=60&theme=light&embed=1', 700, 450],
  'embed-dark-small': ['on=cdn&run-to=60&theme=dark&embed=1', 360, 420],
  'finale-dark-1920': [kFinale + '&theme=dark', 1920, 1080],
  'finale-light-1280': [kFinale + '&theme=light', 1280, 720],
  'map-dark-1280': ['on=cdn,regions&run-to=60&theme=dark', 1280, 720, 'view', 'map'],
  'charts-light-1280': ['on=cdn&run-to=60&theme=light', 1280, 720, 'view', 'charts'],
  'node-dark-1280': ['on=cdn&run-to=60&theme=dark', 1280, 720, 'open', 'web.eu'],
};

let server, browser, reader;
before(async () => {
  server = await serveBundle();
  browser = await launch();
  reader = await newPage(browser);
  if (folder) mkdirSync(folder, { recursive: true });
});
after(async () => {
  await browser?.close();
  server?.close();
});

// A PNG's block means, red green blue, as hex digits.
const meansOf = (png) => reader.evaluate(async ([data, across, down]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data: pixels, width, height } = context.getImageData(0, 0, image.width, image.height);
  const sums = new Float64Array(across * down * 3), counts = new Float64Array(across * down);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const block = Math.floor(y * down / height) * across + Math.floor(x * across / width);
      for (let c = 0; c < 3; ++c) sums[block * 3 + c] += pixels[(y * width + x) * 4 + c];
      ++counts[block];
    }
  }
  return [...sums].map((sum, i) => Math.round(sum / counts[Math.floor(i / 3)]).toString(16).padStart(2, '0')).join('');
}, [png.toString('base64'), kAcross, kDown]);

async function take(name) {
  const [query, width, height, id, value] = kPictures[name];
  const page = await openSandbox(browser, server, '?seed=7&freeze=1&' + query, { viewport: { width, height } });
  if (id) await page.evaluate(([what, to]) => window.scaleSandbox.command(what, to), [id, value]);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1200)));  // what was moving has come to rest
  await waitUntil(page, () => window.scaleSandbox.snapshot().paused);
  const png = await page.screenshot();
  if (folder) writeFileSync(folder + '/' + name + '.png', png);
  await page.context().close();
  return meansOf(png);
}

const wanted = folder ? {} : JSON.parse(readFileSync(kept, 'utf8'));
for (const name of Object.keys(kPictures)) {
  test('the picture ' + name + ' is as it was last looked at', async () => {
    const now = await take(name);
    if (folder) {
      wanted[name] = now;
      writeFileSync(kept, JSON.stringify(wanted, null, 1) + '\n');
      return;
    }
    const bytes = (text) => text.match(/../g).map((pair) => parseInt(pair, 16));
    const is = bytes(now), was = bytes(wanted[name]);
    const off = is.map((value, i) => Math.abs(value - was[i]));
    const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
    const worst = off.indexOf(Math.max(...off));
    const block = Math.floor(worst / 3);
    assert.ok(off[worst] <= kBlockOff, `block ${block % kAcross}, ${Math.floor(block / kAcross)} is ${off[worst]} of 255 off`);
    assert.ok(mean <= kMeanOff, `${mean.toFixed(1)} of 255 off on the mean`);
  });
}
