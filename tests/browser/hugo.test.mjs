// A post of a real static site generator, Debian's hugo with a plain theme, with the two lines in it: built, served from
// a port of its own and read.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bundle, embedded, launch, newPage, repository, servePlain, until, waitUntil } from './harness.mjs';

let files, blog, browser, folder;
before(async () => {
  files = await servePlain(bundle);
  folder = mkdtempSync(join(tmpdir(), 'blog-'));
  cpSync(repository + 'tests/data/hugo', folder, { recursive: true });
  const post = join(folder, 'content/posts/scaling.md');
  writeFileSync(post, readFileSync(post, 'utf8').replace('ORIGIN', files.origin));
  execFileSync('hugo', ['--source', folder, '--destination', join(folder, 'public'), '--quiet']);
  blog = await servePlain(join(folder, 'public'));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  files?.close();
  blog?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a post made by hugo runs the sandbox with the settings of its two lines, in its own style', async () => {
  const page = await newPage(browser);
  await page.goto(blog.origin + '/posts/scaling/');
  assert.equal(await page.locator('h1').textContent(), 'How far is Singapore?');
  const frame = await embedded(page);
  const now = await until(frame, (run) => run.figures.slow_share.samples > 0, 'page views');
  assert.equal(now.settings.users, 250000);
  assert.equal(now.settings.cdn, 1);
  await waitUntil(page, () => /%$/.test(document.querySelector('scale-value').textContent));
  // The theme's rules for canvas and button stop at the element, and nothing of ours has come out of it.
  assert.equal(await frame.evaluate(() => getComputedStyle(document.getElementById('canvas')).borderTopWidth), '0px');
  assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /Georgia/);
  await page.context().close();
});
