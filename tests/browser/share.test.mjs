// Sharing: the code for an article, a QR code that a reader reads, the builder; and that each page is for everyone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import vm from 'node:vm';
import { axePath, bundle, command, embedded, launch, newPage, openSandbox, packages, repository, serveBundle, servePlain, serveHost, until, waitUntil } from './harness.mjs';

const jsqr = packages('jsqr');
let server, browser;
before(async () => {
  server = await serveBundle();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

// Read by another's decoder, from pixels.
function read(qr) {
  const scale = 4, quiet = 4, across = (qr.size + 2 * quiet) * scale, pixels = new Uint8ClampedArray(across * across * 4).fill(255);
  for (let y = 0; y < across; ++y) for (let x = 0; x < across; ++x) {
    const column = Math.floor(x / scale) - quiet, row = Math.floor(y / scale) - quiet;
    const inside = column >= 0 && row >= 0 && column < qr.size && row < qr.size;
    if (inside && qr.dark(column, row)) pixels.fill(0, 4 * (y * across + x), 4 * (y * across + x) + 3);
  }
  return jsqr(pixels, across, across)?.data;
}

test('QR codes of every length are read back by an independent decoder; a text too long for one is refused', () => {
  const window = {};
  vm.runInNewContext(readFileSync(repository + 'web/share/qr.js', 'utf8'), { window, TextEncoder });
  for (const length of [1, 17, 18, 32, 33, 78, 106, 107, 134, 230, 271, 300, 520, 900, 1400]) {
    const text = Array.from({ length }, (_, at) => String.fromCharCode(33 + (at * 7 + length) % 90)).join('');
    assert.equal(read(window.scaleQr(text)), text, length + ' bytes');
  }
  assert.equal(read(window.scaleQr('Größe: 1 000 €')), 'Größe: 1 000 €');
  assert.equal(window.scaleQr('x'.repeat(2953)).size, 177);
  assert.equal(window.scaleQr('x'.repeat(2954)), null);
});

test('a run is shared as a link, as the code of an embed that begins with its settings, and as a QR code', async () => {
  const page = await openSandbox(browser, server, '?users=250000&on=cdn&web-servers=5');
  assert.equal(await command(page, 'share'), '');
  const fields = page.locator('.note textarea');
  await page.locator('.note').first().waitFor();
  await page.getByRole('button', { name: 'Copy embed code' }).click();
  await waitUntil(page, () => [...document.querySelectorAll('.note textarea')].some((field) => field.value.includes('scale-sandbox')) ||
    [...document.querySelectorAll('.note span')].some((line) => /two lines/.test(line.textContent)));
  const codes = await fields.evaluateAll((all) => all.map((one) => one.value));
  const code = codes.find((text) => text.includes('<scale-sandbox')) || await page.evaluate(() => window.scaleShare.embedCode(location.origin + '/'));
  assert.match(code, /<script async src="http:[^"]*\/v1\/embed\.js"><\/script>\n<scale-sandbox [^>]*users="250000"/);
  assert.match(code, /on="cdn"/);
  assert.match(code, /web-servers="5"/);
  await page.getByRole('button', { name: 'QR code' }).click();
  const read = await page.locator('dialog canvas').evaluate((canvas) => {
    const { width, height } = canvas;
    return { width, height, data: [...canvas.getContext('2d').getImageData(0, 0, width, height).data] };
  });
  const address = jsqr(Uint8ClampedArray.from(read.data), read.width, read.height)?.data;
  assert.match(address, /^http:[^#]*\/#r/);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.context().close();

  // The code in somebody's page begins with those settings.
  const files = await servePlain(bundle);
  const host = await serveHost({ '/': '<!doctype html><html lang="en"><title>x</title>' + code.replace(/http:[^"]*\/v1\//, files.origin + '/v1/') });
  const post = await newPage(browser);
  await post.goto(host.origin);
  const now = await until(await embedded(post), (run) => run.settings.users === 250000, 'the settings');
  assert.deepEqual([now.settings.cdn, now.settings['web-servers']], [1, 5]);
  await post.context().close();
  files.close();
  host.close();
});

test('the builder writes the attributes that are ticked, shows them running, and says what is wrong', async () => {
  const page = await newPage(browser);
  await page.goto(server.origin + '/builder/');
  const code = () => page.locator('#code').inputValue();
  assert.match(await code(), /show="cdn,anatomy,slow"/);
  await page.locator('input[name="on"][value="cdn"]').check();
  await page.locator('input[name="lead"][value="cdn"]').uncheck();
  await page.locator('input[name="lead"][value="server-crash"]').check();
  await page.locator('input[name="users"]').fill('200K');
  await page.locator('input[name="question"]').fill('Who "feels" it?');
  const written = await code();
  for (const part of ['users="200K"', 'on="cdn"', 'show="server-crash,anatomy,slow"', 'question="Who &quot;feels&quot; it?"']) {
    assert.ok(written.includes(part), part + ' in ' + written);
  }
  await waitUntil(page, () => document.querySelector('scale-sandbox')?.getAttribute('users') === '200K');
  await page.locator('scale-sandbox').scrollIntoViewIfNeeded();
  const frame = await embedded(page);
  await until(frame, (run) => run.settings.users === 200000 && run.settings.cdn === 1, 'the preview');
  assert.deepEqual(page.wrong.filter((line) => !/404/.test(line)), []);
  await page.context().close();
});

test('the builder offers every tool and incident of the program, and refuses what the program would refuse', async () => {
  const page = await newPage(browser);
  await page.goto(server.origin + '/builder/');
  const schema = JSON.parse(readFileSync(repository + 'web/schema/scenario.schema.json', 'utf8'));
  const leads = await page.locator('input[name="lead"]').evaluateAll((all) => all.map((box) => box.value));
  const commands = schema.$defs.command.oneOf.map((row) => row.properties.command.const);
  const incidents = commands.filter((name) => !(name in schema.properties.architecture.properties) && !['speed', 'time-of-day'].includes(name));
  assert.equal(incidents.length, 18);
  for (const name of incidents) assert.ok(leads.includes(name), name);
  const types = readFileSync(repository + 'web/v1/embed.d.ts', 'utf8').split('export type Theme')[0];
  for (const name of leads) assert.ok(types.includes(`'${name}'`), name + ' in embed.d.ts');

  const code = () => page.locator('#code').inputValue(), good = await code(), said = page.locator('#wrong');
  for (const users of ['0', '600M', '5m', 'many', '']) {
    await page.locator('input[name="users"]').fill(users);
    assert.match(await said.innerText(), /^Listeners a day must be 1 to 500 000 000/, users);
    assert.equal(await page.locator('input[name="users"]').getAttribute('aria-invalid'), 'true');
    assert.equal(await code(), good);
  }
  await page.locator('input[name="users"]').fill('500M');
  assert.equal(await said.textContent(), '');
  await page.locator('input[name="height"]').fill('20');
  assert.equal(await said.innerText(), 'Height in pixels must be a whole number from 360 to 1200, not 20.');
  await page.locator('input[name="height"]').fill('520');
  await page.locator('input[name="on"][value="cache"]').uncheck();
  assert.match(await code(), / off="cache"/);
  await page.context().close();
});

test('on a wide screen the builder\'s preview stays in sight, and takes a new look without starting afresh', async () => {
  const page = await newPage(browser);
  await page.goto(server.origin + '/builder/');
  const frame = await embedded(page);
  await page.locator('select[name="load"]').scrollIntoViewIfNeeded();
  assert.ok(await page.evaluate(() => window.scrollY > 300));
  const box = await page.locator('scale-sandbox').boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 720 && box.width > 560, JSON.stringify(box));
  await page.locator('input[name="part"][value="cost"]').check();
  await page.locator('input[name="height"]').fill('480');
  await waitUntil(page, () => document.querySelector('scale-sandbox').getBoundingClientRect().height < 485);
  assert.ok(!frame.isDetached());
  await page.context().close();
});

test('axe-core finds nothing to complain about in the pages and in an embed\'s frame; nothing sticks out at 360 px', async () => {
  for (const path of ['/article/', '/builder/', '/handbook/embed.html', '/handbook/catalog.html', '/v1/frame.html?stage=7', '/v1/frame.html?show=toggles,users,charts']) {
    const page = await newPage(browser, { bypassCSP: true, viewport: { width: 360, height: 640 } });
    await page.goto(server.origin + path);
    if (path.includes('frame')) await page.locator('#control-pause').waitFor({ state: 'attached' });
    else if (!path.includes('handbook')) await waitUntil(page, () => customElements.get('scale-sandbox') !== undefined);
    await page.addScriptTag({ path: axePath });
    const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['iframe'] }));
    assert.deepEqual(violations.map((violation) => path + ' ' + violation.id + ': ' + violation.nodes[0].html), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), path);
    assert.ok(!/user-scalable|maximum-scale/.test(await page.locator('meta[name="viewport"]').getAttribute('content')));
    await page.context().close();
  }
});

test('the article has eight embeds or more, each of its own idea, and reads without JavaScript', async () => {
  const page = await newPage(browser, { javaScriptEnabled: false });
  await page.goto(server.origin + '/article/');
  const elements = await page.locator('scale-sandbox').all();
  assert.ok(elements.length >= 8);
  const questions = new Set(), shows = new Set();
  for (const one of elements) {
    questions.add(await one.getAttribute('question'));
    shows.add(await one.getAttribute('show'));
    const image = one.locator('img');
    assert.ok((await image.getAttribute('alt')).length > 10);
    assert.ok(await image.evaluate((img) => img.complete && img.naturalWidth > 700), await image.getAttribute('src'));
  }
  assert.equal(questions.size, elements.length);
  assert.equal(shows.size, elements.length);
  assert.ok((await page.locator('main').innerText()).split(/\s+/).length > 900);
  assert.equal(await page.locator('a[href="http://www.ines-panker.com/2019/08/10/scaling-100-000-to-500-M-users.html"]').count(), 1);
  await page.context().close();
});

test('every embed of the article begins without a complaint, and its links act', async () => {
  const page = await newPage(browser);
  await page.goto(server.origin + '/article/');
  const count = await page.locator('scale-sandbox').count();
  for (let index = 0; index < count; ++index) {
    const element = page.locator('scale-sandbox').nth(index);
    await element.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    if (await element.getAttribute('load') === 'click') await element.click();
    const frame = await embedded(page, index);
    await until(frame, (run) => run.figures.pages_per_s > 0, 'page views of embed ' + (index + 1));
    assert.deepEqual(await frame.locator('.note').allTextContents(), [], 'notes of embed ' + (index + 1));
  }
  await page.locator('[data-sandbox="on:+cdn"]').first().click();
  await until(await embedded(page, 0), (run) => run.settings.cdn === 1, 'the link');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});
