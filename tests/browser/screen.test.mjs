// The screen under a hand: the slider is dragged, a node opened and proved, a change undone; then everything once
// by keyboard alone and once by fingers alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clickControl, command, launch, openSandbox, place, serveBundle, snapshot, until, waitUntil } from './harness.mjs';

let server, browser;
before(async () => {
  server = await serveBundle();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const control = (page, id) => page.evaluate((wanted) => window.scaleSandbox.controls().find((item) => item.id === wanted), id);
const there = (page, id) => waitUntil(page, (wanted) => window.scaleSandbox.controls().some((item) => item.id === wanted), id);
const gone = (page, id) => waitUntil(page, (wanted) => !window.scaleSandbox.controls().some((item) => item.id === wanted), id);

test('the users slider is dragged, and one undo takes the whole drag back', async () => {
  const page = await openSandbox(browser, server, '?users=100K');
  const { x, y, width, height } = await control(page, 'users');
  const middle = y + height / 2;
  await page.mouse.move(x + 12, middle);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.3, middle, { steps: 4 });
  await page.mouse.move(x + width * 0.5, middle, { steps: 4 });
  await until(page, (run) => run.settings.users > 3e6, 'more users under the pointer');
  await page.mouse.up();
  await page.keyboard.press('z');
  await until(page, (run) => run.settings.users === 100000, 'the users of before');
  await page.context().close();
});

test('a pressed node opens, its law is proved, and a knob in it changes the architecture', async () => {
  const page = await openSandbox(browser, server, '?run-to=30&users=100K');
  await clickControl(page, 'node.web.eu');
  await there(page, 'knob.web-servers+');
  await clickControl(page, 'knob.web-servers+');
  await until(page, (run) => run.settings['web-servers'] === 3, 'a third web server');
  await clickControl(page, 'tab.1');
  await gone(page, 'knob.web-servers+');
  await clickControl(page, 'close');
  await gone(page, 'close');
  await page.context().close();
});

test('undo and redo on the canvas take a toggle back and forth', async () => {
  const page = await openSandbox(browser, server, '?users=100K');
  await clickControl(page, 'cdn');
  await until(page, (run) => run.settings.cdn === 1 && run.can_undo, 'the CDN');
  await clickControl(page, 'undo');
  await until(page, (run) => run.settings.cdn === 0 && run.can_redo, 'no CDN');
  await clickControl(page, 'redo');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN again');
  await page.context().close();
});

test('the slowest pages are watched again, from a chart chosen by its title', async () => {
  const page = await openSandbox(browser, server, '?run-to=60');
  await clickControl(page, 'chart.1');
  await clickControl(page, 'chart.kind.7');
  await there(page, 'slowest.1');
  await until(page, (run) => run.time_s > 75, 'some page views to keep');
  await clickControl(page, 'slowest.1');
  await waitUntil(page, () => window.scaleSandbox.controls().find((item) => item.id === 'slowest.1').label === 'back to now');
  await page.context().close();
});

test('the keyboard alone reaches and works every control of the form', async () => {
  const page = await openSandbox(browser, server, '?speed=10&users=100K');
  await page.locator('#control-cdn').waitFor({ state: 'attached' });
  const ids = await page.locator('#controls [id^="control-"]').evaluateAll((all) => all.map((item) => item.id));
  assert.ok(ids.length > 30, ids.length + ' controls');
  const kinds = {};
  for (const id of ids) {
    const field = page.locator('#' + id);
    if (await field.isDisabled()) continue;
    await field.focus();
    const [tag, type] = await field.evaluate((item) => [item.tagName, item.type]);
    const name = id.replace('control-', '');
    const before = await snapshot(page);
    if (name === 'site-eu') {
      await page.keyboard.press('Space');
      await page.locator('.note', { hasText: 'Europe has the only data centre left' }).waitFor();
      assert.ok(await field.isChecked(), 'the only region stays');
      page.wrong.length = 0;
    } else if (type === 'checkbox') {
      await page.keyboard.press('Space');
      await until(page, (run) => run.settings[name] !== before.settings[name], name + ' toggled');
      await waitUntil(page, ([wanted, was]) => document.getElementById(wanted).checked !== was, [id, before.settings[name] !== 0]);
      await page.keyboard.press('Space');
      await until(page, (run) => run.settings[name] === before.settings[name], name + ' toggled back');
    } else if (type === 'range') {
      await page.keyboard.press('ArrowRight');
      await until(page, (run) => run.settings[name] > before.settings[name], name + ' moved');
    } else if (name === 'share') {
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Copy embed code' }).first().waitFor();
    } else if (tag === 'BUTTON' && !['pause', 'undo', 'redo', 'reset'].includes(name)) {
      await page.keyboard.press('Enter');
      await until(page, (run) => run.markers.length > before.markers.length, name + ' has happened');
    } else if (tag === 'SELECT') {
      await page.keyboard.press('ArrowDown');
    }
    kinds[tag + type] = (kinds[tag + type] || 0) + 1;
  }
  for (const kind of ['INPUTcheckbox', 'INPUTrange', 'BUTTONbutton']) assert.ok(kinds[kind] > 0, kind + ' among ' + JSON.stringify(kinds));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('the canvas answers to its keys: pause, step, charts, map, close-up, help', async () => {
  const page = await openSandbox(browser, server, '?users=100K');
  await page.locator('#canvas').focus();
  await page.keyboard.press('Space');
  const paused = await until(page, (run) => run.paused, 'a pause');
  await page.keyboard.press('s');
  const stepped = await until(page, (run) => run.time_s > paused.time_s, 'a step');
  assert.ok(stepped.paused && stepped.time_s - paused.time_s < 2, 'a small one: ' + (stepped.time_s - paused.time_s));
  await page.keyboard.press('i');
  await there(page, 'zoom-out');
  for (let presses = 0; presses < 3; ++presses) await page.keyboard.press('o');
  await gone(page, 'zoom-out');
  await page.keyboard.press('t');
  await there(page, 'presenter');
  await page.keyboard.press('Escape');
  await gone(page, 'presenter');
  // Signs go by what is written: layouts have them on different keys.
  for (const question of ['?', 'Shift+Slash']) {
    await page.keyboard.press(question);
    await there(page, 'close-help');
    await page.keyboard.press('Escape');
    await gone(page, 'close-help');
  }
  const before = await snapshot(page);
  await page.keyboard.press(']');
  await until(page, (run) => run.speed > before.speed, 'faster');
  await page.keyboard.press('[');
  await until(page, (run) => run.speed === before.speed, 'slower again');
  await page.keyboard.press('+');
  await until(page, (run) => run.settings.users > before.settings.users, 'more users');
  await page.context().close();
});

test('fingers alone switch, slide, open, pinch and reach what is behind the sheet', async () => {
  const page = await openSandbox(browser, server, '?users=100K', { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  const tap = async (id) => {
    const { x, y } = await place(page, id);
    await page.touchscreen.tap(x, y);
  };
  await tap('cdn');
  await until(page, (run) => run.settings.cdn === 1, 'the CDN by a tap');
  await tap('undo');
  await until(page, (run) => run.settings.cdn === 0, 'undone by a tap');

  const session = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const { x, y, width, height } = await control(page, 'users');
  await touch('touchStart', [{ x: x + 14, y: y + height / 2 }]);
  for (let share = 0.1; share <= 0.5; share += 0.1) await touch('touchMove', [{ x: x + width * share, y: y + height / 2 }]);
  await touch('touchEnd', []);
  await until(page, (run) => run.settings.users > 1e6, 'more users by a drag');

  await touch('touchStart', [{ x: 160, y: 250, id: 1 }, { x: 200, y: 250, id: 2 }]);
  for (let apart = 20; apart <= 90; apart += 10) await touch('touchMove', [{ x: 180 - apart, y: 250, id: 1 }, { x: 180 + apart, y: 250, id: 2 }]);
  await touch('touchEnd', []);
  await there(page, 'zoom-out');
  await tap('zoom-out');
  await gone(page, 'zoom-out');

  await tap('node.web.eu');
  await there(page, 'close');
  await tap('close');
  await tap('more');
  await there(page, 'more.view.2');
  await tap('more.view.2');
  await tap('step');
  await until(page, (run) => run.paused, 'a step');
  await gone(page, 'step');
  await page.context().close();
});

test('paused, the page draws nothing; hidden, neither', async () => {
  const page = await openSandbox(browser, server, '?users=100K');
  await page.evaluate(() => {
    window.drawn = 0;
    const gl = document.getElementById('canvas').getContext('webgl2');
    const draw = gl.drawElements;
    gl.drawElements = function (...all) { ++window.drawn; return draw.apply(gl, all); };
  });
  await waitUntil(page, () => window.drawn > 0);
  await clickControl(page, 'pause');
  await until(page, (run) => run.paused, 'a pause');
  await page.mouse.move(2, 2);
  // What is found out in the background (the curve over the slider) is drawn to its end; then a second without a frame.
  let before = -1, drawn = 0;
  for (let seconds = 0; seconds < 60 && drawn !== before; ++seconds) {
    before = drawn;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    drawn = await page.evaluate(() => window.drawn);
  }
  assert.equal(drawn, before);
  await page.context().close();
});

// A frame draws only where it differs from the one before; after a lost context there is none before. On a tablet: it has no
// curve over the slider, whose search would change the picture of a paused run.
test('what earlier frames have left is what one frame alone would draw', async () => {
  const page = await openSandbox(browser, server, '?users=50M&on=cdn,regions,queue,sharding&speed=10&theme=light',
    { viewport: { width: 768, height: 1024 } });
  const picture = () => page.evaluate(() => document.getElementById('canvas').toDataURL());
  const rest = async () => {
    await waitUntil(page, () => window.scaleSandbox.snapshot().paused);
    let last = await picture(), same = 0;
    while (same < 3) {
      await page.waitForTimeout(200);
      const now = await picture();
      same = now === last ? same + 1 : 0;
      last = now;
    }
    return last;
  };
  const drawnAlone = async (step) => {
    const before = await rest();
    await page.evaluate(async () => {
      const lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
      lose.loseContext();
      await new Promise((done) => setTimeout(done, 100));
      lose.restoreContext();
    });
    await page.waitForTimeout(300);
    assert.ok(await rest() === before, 'the pictures differ at step ' + step);
  };
  const steps = [
    () => page.waitForTimeout(1000),
    () => clickControl(page, 'cdn'),
    () => clickControl(page, 'node.web.eu'),
    () => clickControl(page, 'close'),
    () => clickControl(page, 'chart.0'),
    () => page.keyboard.press('Escape'),
    () => command(page, 'view', 'map'),
    () => command(page, 'users', '100M'),
    () => command(page, 'view', 'charts'),
    () => command(page, 'view', 'diagram'),
    () => clickControl(page, 'more'),
  ];
  for (const [number, step] of steps.entries()) {
    await command(page, 'pause', '0');
    await step();
    await page.waitForTimeout(700);
    await command(page, 'pause', '1');
    await drawnAlone(number);
  }
  await page.context().close();
});
