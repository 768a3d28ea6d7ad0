// The lesson in the page: stage 4 from its start to its goal by clicking on the canvas, prediction included; what
// was won is kept; a run goes back in time and is shared to the same bits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { clickControl, clickUntil, command, launch, openSandbox, place, repository, serveBundle, snapshot, until, waitUntil } from './harness.mjs';

let server, browser;
before(async () => {
  server = await serveBundle();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const play = (page) => page.evaluate(() => window.scaleSandbox.play());
async function untilPlay(page, holds, what) {
  for (let tries = 0; tries < 2400; ++tries) {
    const lesson = await play(page);
    if (lesson && holds(lesson)) return lesson;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited in vain for ' + what + ': ' + JSON.stringify(await play(page)));
}
const stored = (page) => page.evaluate(() => localStorage.length);

test('stage 4 is played by clicking: it ramps, asks before the CDN, the run answers, the goal is met and kept', async () => {
  const page = await openSandbox(browser, server);
  const start = await untilPlay(page, () => true, 'the lesson');
  assert.equal(start.name, 'stage-4');
  assert.equal(start.goals[0].state === 'met', false);
  assert.equal(await stored(page), 0);  // nothing is kept before there is something to keep
  await until(page, (run) => run.settings.users > 50000, 'the ramp');
  await clickControl(page, 'hint');
  await untilPlay(page, (lesson) => lesson.hints_opened === 1, 'the first hint');
  await until(page, (run) => run.settings.users === 100000, 'the end of the ramp');

  await clickControl(page, 'cdn');
  const asking = await untilPlay(page, (lesson) => lesson.question && lesson.question.open, 'the question');
  assert.equal(asking.question.choices.length, 3);
  const held = await snapshot(page);
  assert.equal(held.settings.cdn, 0);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal((await snapshot(page)).time_s, held.time_s);  // the run waits for the guess
  await clickControl(page, 'guess.1');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN');

  const answered = await untilPlay(page, (lesson) => lesson.question && lesson.question.answered, 'the answer');
  assert.equal(answered.question.guess, 1);
  assert.match(answered.question.words, /Singapore: .* instead of /);
  const won = await untilPlay(page, (lesson) => lesson.met, 'the goal');
  assert.ok(won.stars >= 1);
  assert.ok(won.closing.length > 0);
  assert.equal(await stored(page), 1);
  const kept = await page.evaluate(() => localStorage.getItem('scale-sandbox progress'));
  assert.match(kept, /^ask\nstage-4 1 [123] \d+ /);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('what a lesson has planned is asked about before it happens; the run goes on with the guess and answers beside it', async () => {
  const page = await openSandbox(browser, server, '?lesson=case-netflix-2018');
  const kOutage_s = 30;
  const asking = await untilPlay(page, (lesson) => lesson.question && lesson.question.open, 'the question');
  assert.match(asking.question.text, /^With Virginia gone/);
  const held = await snapshot(page);
  assert.ok(held.time_s < kOutage_s, 'asked at ' + held.time_s);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal((await snapshot(page)).time_s, held.time_s);  // the run waits for the guess
  const choice = await place(page, 'guess.2');
  await page.mouse.click(choice.x, choice.y, { delay: 80 });

  await until(page, (run) => run.time_s > kOutage_s + 5 && run.figures.failed_share.value > 0.1, 'the outage');
  assert.ok(!(await play(page)).question.open);
  const answered = await untilPlay(page, (lesson) => lesson.question && lesson.question.answered, 'the answer');
  assert.equal(answered.question.guess, 2);
  assert.equal(answered.question.answer, 0);  // in the first minute nobody is led to Frankfurt
  assert.match(answered.question.words, /Frankfurt: .* instead of /);
  assert.ok((await snapshot(page)).time_s > kOutage_s + 60);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('a run that hurries until something happens stops where the lesson asks, and passes no question over', async () => {
  const page = await openSandbox(browser, server, '?lesson=stage-10000');
  await untilPlay(page, () => true, 'the lesson');
  await page.evaluate(() => {  // frames of a slow machine: each hurries on by six seconds, the question is asked one ahead
    const slow = () => {
      const end = performance.now() + 160;
      while (performance.now() < end);
      requestAnimationFrame(slow);
    };
    requestAnimationFrame(slow);
  });
  await page.evaluate(() => {
    window.scaleSandbox.command('reset', '');
    window.scaleSandbox.command('speed', '1');
  });
  const kShow_s = 60;
  for (let asking = false; !asking;) {
    const now = await page.evaluate(() => {
      const { question } = window.scaleSandbox.play(), { time_s, paused } = window.scaleSandbox.snapshot();
      return { question, time_s, paused };
    });
    assert.ok(now.time_s < kShow_s, 'the show was not asked about; the run is at ' + now.time_s);
    asking = now.question?.open;
    if (asking) assert.match(now.question.text, /show/);
    else await command(page, 'until');  // again, should something else have happened
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await page.context().close();
});

test('free play at any time: the run goes on with every tool, and a lesson is chosen from the list', async () => {
  const page = await openSandbox(browser, server);
  await untilPlay(page, () => true, 'the lesson');
  await waitUntil(page, () => !window.scaleSandbox.controls().some((control) => control.id === 'stateless'));  // not on offer
  await clickControl(page, 'free-play');
  await waitUntil(page, () => window.scaleSandbox.play() === null);
  await waitUntil(page, () => window.scaleSandbox.controls().some((control) => control.id === 'stateless'));
  await clickControl(page, 'more-lessons');
  await clickControl(page, 'lesson.challenge-deploy');
  await untilPlay(page, (lesson) => lesson.name === 'challenge-deploy', 'the challenge');
  await page.context().close();
});

test('where nothing may be stored the lesson is played all the same', async () => {
  const page = await openSandbox(browser, server, '', { viewport: { width: 1280, height: 900 } });
  await page.evaluate(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } }));
  await untilPlay(page, () => true, 'the lesson');
  await page.evaluate(() => window.scaleSandbox.listen((what, text) => { if (what === 'keep') window.kept = text; }));
  await clickUntil(page, 'predictions', () => page.evaluate(() => /^do-not-ask/.test(window.kept)), 'no questions');
  await command(page, 'cdn', 'on');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN without a question');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('dragged back, the run is restored to its bits, and the way before goes on beside it', async () => {
  const page = await openSandbox(browser, server, '?seed=7&packet=1&users=60K');
  await until(page, (run) => run.time_s > 22, 'twenty-two seconds');
  await command(page, 'cdn', 'on');
  await until(page, (run) => run.time_s > 40 && run.settings.cdn === 1, 'forty seconds');
  await command(page, 'pause', 1);
  const { x, y } = await place(page, 'time');
  const box = await page.evaluate(() => window.scaleSandbox.controls().find((control) => control.id === 'time'));
  await page.mouse.move(x + box.width / 2 - 2, y);
  await page.mouse.down();
  await page.mouse.move(x - box.width / 4, y, { steps: 5 });
  await page.mouse.up();
  const back = await until(page, (run) => run.time_s < 22, 'the past');
  assert.equal(back.settings.cdn, 0);
  assert.ok(back.paused);
  const fresh = await openSandbox(browser, server, '?seed=7&packet=1&users=60K&freeze=1&run-to=' + back.time_s);
  assert.equal((await until(fresh, (run) => run.time_s >= back.time_s, 'the same instant')).hash, back.hash);
  await fresh.context().close();
  await command(page, 'pause', 0);
  await until(page, (run) => run.time_s > back.time_s + 10, 'the run to go on');
  await page.keyboard.press('Escape');
  await page.context().close();
});

test('a shared run opens to the same bits in another page and in the headless command; a damaged link says so', async () => {
  const page = await openSandbox(browser, server, '?lesson=stage-4-crash');
  await untilPlay(page, () => true, 'the lesson');
  await until(page, (run) => run.time_s > 12, 'twelve seconds');
  await command(page, 'stateless', 'on');
  await untilPlay(page, (lesson) => lesson.question && lesson.question.open, 'the question');
  await command(page, 'skip');
  await until(page, (run) => run.settings.stateless === 1 && run.time_s > 20, 'a change');
  await command(page, 'pause', 1);
  const { time_s } = await until(page, (run) => run.paused, 'a pause');
  const link = await page.evaluate(() => window.scaleSandbox.link());
  assert.ok(link.length <= 2048, 'length of the link: ' + link.length);
  await page.context().close();

  const other = await openSandbox(browser, server, '#' + link);
  await other.locator('.note span', { hasText: 'its hash is' }).waitFor();
  const said = await other.locator('.note span', { hasText: 'its hash is' }).textContent();
  const hash = said.match(/hash is ([0-9a-f]{16})/)[1];
  assert.equal((await untilPlay(other, () => true, 'its lesson')).name, 'stage-4-crash');
  await other.context().close();
  const program = repository + 'build/native-release/scale-sandbox';
  if (existsSync(program)) {
    const seen = JSON.parse(execFileSync(program, ['run', link, '--duration', String(time_s), '--format', 'json'], { encoding: 'utf8' }));
    assert.equal(seen.snapshot.hash, hash);
  }

  const damaged = await openSandbox(browser, server, '#' + link.slice(0, -3));
  await damaged.locator('.note span', { hasText: 'damaged' }).waitFor();
  await until(damaged, (run) => run.figures.pages_per_s > 0, 'a fresh start');
  await damaged.context().close();
});

test('two links are compared: where their commands part is said, and the runs go on side by side', async () => {
  const page = await openSandbox(browser, server, '?seed=7&packet=1&users=60K');
  const link = async () => {
    await command(page, 'pause', 1);
    await until(page, (run) => run.paused, 'a pause');
    return page.evaluate(() => window.scaleSandbox.link());
  };
  await until(page, (run) => run.time_s > 6, 'six seconds');
  const plain = await link();
  await command(page, 'cdn', 'on');
  await command(page, 'pause', 0);
  await until(page, (run) => run.time_s > 12 && run.settings.cdn === 1, 'a change');
  const changed = await link();
  await page.context().close();

  const pasted = await openSandbox(browser, server, '#' + plain);
  await pasted.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, '#' + changed);
  await pasted.locator('.note span', { hasText: /the first does nothing more, the second has cdn/ }).waitFor();
  await pasted.context().close();

  const both = await openSandbox(browser, server, `#${plain}&${changed}`);
  const other = await waitUntil(both, () => window.scaleSandbox.controls().find((control) => control.id === 'unpin.A'));
  assert.match(other.label, /the other link/);
  const { time_s } = await snapshot(both);
  await until(both, (run) => run.time_s > time_s + 5, 'both to go on');
  assert.deepEqual(both.wrong, []);
  await both.context().close();
});
