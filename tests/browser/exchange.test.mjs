// A run as a scenario file: out of the page, into it, and what is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { launch, newPage, openSandbox, serveBundle, started } from './harness.mjs';

let server, browser, folder;
before(async () => {
  [server, browser] = await Promise.all([serveBundle(), launch()]);
  folder = await mkdtemp(tmpdir() + '/exchange-');
});
after(async () => {
  await browser?.close();
  server?.close();
});

const sandbox = (query) => openSandbox(browser, server, query);

const hash = (page, until) => page.evaluate((seconds) => {
  window.scaleSandbox.runTo(seconds);
  return window.scaleSandbox.snapshot().hash;
}, until);

test('a saved file opened again is the same run to the bit', async () => {
  const first = await sandbox('?users=250000&on=cdn&seed=9&freeze=1');
  await first.evaluate(() => {
    window.scaleSandbox.runTo(4);
    window.scaleSandbox.command('server-crash', '');
    window.scaleSandbox.runTo(6);
  });
  const text = await first.evaluate(() => window.scaleSandbox.scenario());
  const scenario = JSON.parse(text);
  assert.equal(scenario.seed, 9);
  assert.equal(scenario.architecture.users, 250000);
  assert.equal(scenario.commands[0].command, 'server-crash');

  const second = await sandbox('?freeze=1');
  await writeFile(folder + '/run.json', text);
  await second.setInputFiles('#scenario-file', folder + '/run.json');
  await second.getByText('run.json is running.').waitFor();
  assert.equal(await hash(second, 20), await hash(first, 20));
  assert.equal(await second.evaluate(() => window.scaleSandbox.scenario()), text);
});

test('a file opened while a lesson is on its way is what runs', async () => {
  const page = await newPage(browser);
  let arrive;
  const held = new Promise((resolve) => { arrive = resolve; });
  await page.route('**/lessons/stage-4.json', async (route) => { await held; await route.continue(); });
  await page.goto(server.origin + '/');
  await started(page);
  await writeFile(folder + '/early.json', JSON.stringify({ version: 1, seed: 9, architecture: { users: 31000 } }));
  await page.setInputFiles('#scenario-file', folder + '/early.json');
  await page.getByText('early.json is running.').waitFor();
  const came = page.waitForResponse('**/lessons/stage-4.json');
  arrive();
  await (await came).finished();
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 200); }));
  assert.equal(await page.evaluate(() => window.scaleSandbox.play()), null);
  assert.equal(JSON.parse(await page.evaluate(() => window.scaleSandbox.scenario())).architecture.users, 31000);
});

test('the download is the scenario that the program gives', async () => {
  const page = await sandbox('?users=20000&freeze=1');
  await page.evaluate(() => window.scaleNotes.share('#' + window.scaleSandbox.link()));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
  assert.equal(download.suggestedFilename(), 'scale-sandbox.json');
  const kept = folder + '/kept.json';
  await download.saveAs(kept);
  assert.equal(await readFile(kept, 'utf8'), await page.evaluate(() => window.scaleSandbox.scenario()));
});

test('a file that is none is refused with line, field and range, and nothing changes', async () => {
  const page = await sandbox('?users=20000&freeze=1');
  const before = await page.evaluate(() => window.scaleSandbox.scenario());
  await writeFile(folder + '/wrong.json', '{"version": 1,\n "architecture": {"users": 0}}');
  await page.setInputFiles('#scenario-file', folder + '/wrong.json');
  await page.getByText('wrong.json: line 2: users must be 1 to 500000000, not 0').waitFor();
  assert.equal(await page.evaluate(() => window.scaleSandbox.scenario()), before);
});

test('the handbook is served in full, without an error, and its links lead somewhere', async () => {
  const page = await newPage(browser);
  const seen = new Set(), open = ['/handbook/index.html'];
  while (open.length) {
    const address = open.pop();
    if (seen.has(address)) continue;
    seen.add(address);
    const answer = await page.goto(server.origin + address);
    assert.equal(answer.status(), 200, address);
    assert.ok(await page.locator('h1').innerText());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(wide, address + ' is wider than the window');
    for (const link of await page.$$eval('a', (all) => all.map((a) => a.href))) {
      const to = new URL(link);
      if (to.origin !== server.origin) continue;
      if (to.pathname.startsWith('/handbook/')) open.push(to.pathname);
      else assert.equal((await page.request.get(link)).status(), 200, link);
    }
  }
  assert.ok(seen.size >= 9, [...seen].join(' '));
});
