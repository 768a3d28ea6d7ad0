// Kept for offline use: the page, its lessons and what it fetches late are there when the server is gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, launch, openSandbox, serveBundle, started, until, waitUntil } from './harness.mjs';

let server, browser;
before(async () => {
  server = await serveBundle();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

test('nothing is stored before somebody asks for it; then the page opens without its server and plays its lesson', async () => {
  const page = await openSandbox(browser, server);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  assert.equal(await command(page, 'share'), '');
  await page.getByRole('button', { name: 'Keep for offline use' }).click();
  await page.getByText('The page now opens without a network too.').waitFor();
  server.close();
  const kept = await page.context().newPage();
  const wrong = [];
  kept.on('pageerror', (error) => wrong.push(String(error)));
  kept.on('requestfailed', (request) => wrong.push(request.url()));
  await kept.goto(server.origin + '/?theme=dark');
  await started(kept);
  await waitUntil(kept, () => window.scaleSandbox.play()?.name === 'stage-4');
  await until(kept, (run) => run.time_s > 5, 'a running lesson');
  assert.equal(await command(kept, 'lesson', 'challenge-deploy'), '');
  await waitUntil(kept, () => window.scaleSandbox.play()?.name === 'challenge-deploy');
  assert.deepEqual(wrong, []);
  await page.context().close();
});
