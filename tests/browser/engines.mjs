// The engines of Firefox and Safari (WebKitGTK), each on a screen of its own, with as much of a page's face as the
// functions of harness.mjs ask for: goto, evaluate, mouse.click; and close.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { packages } from './harness.mjs';

const kPatienceMs = 60000;

// A program beside the tests: it keeps nobody waiting and ends with them at the latest.
function beside(command, args, options) {
  const child = spawn(command, args, options);
  child.unref();
  process.on('exit', () => child.kill());
  return child;
}

async function end(child) {
  child.ref();
  child.kill();
  await once(child, 'exit');
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Both draw with WebGL 2 on a screen only, so it is one that nobody sees.
async function openScreen() {
  const server = beside('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '+extension', 'GLX'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(server.stdio[3], 'data');
  server.stdio[3].unref();
  const env = { ...process.env, DISPLAY: ':' + String(number).trim(), LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' };
  return { env, close: () => end(server) };
}

export async function openFirefox() {
  const screen = await openScreen();
  const puppeteer = packages('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: false, env: screen.env,
    extraPrefsFirefox: { 'webgl.force-enabled': true } });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  return {
    goto: (address) => page.goto(address),
    evaluate: (predicate, argument) => page.evaluate(predicate, argument),
    mouse: page.mouse,
    async close() {
      await browser.close();
      await screen.close();
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

// By the W3C's WebDriver protocol.
export async function openWebKit() {
  const screen = await openScreen();
  const port = await freePort();
  const driver = beside('WebKitWebDriver', ['--port=' + port], { env: screen.env, stdio: 'ignore' });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(kPatienceMs) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.message || value.error}`);
    return value;
  };
  let session;
  for (const until = Date.now() + kPatienceMs; !session;) {
    try {
      session = '/' + (await ask('POST', '', { capabilities: {} })).sessionId;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(200);  // the driver does not listen yet
    }
  }
  await ask('POST', session + '/window/rect', { x: 0, y: 0, width: 1290, height: 800 });
  return {
    goto: (url) => ask('POST', session + '/url', { url }),
    evaluate: (predicate, argument = null) => ask('POST', session + '/execute/sync', { script: `return (${predicate})(arguments[0])`, args: [argument] }),
    mouse: {
      click: (x, y, { delay }) => ask('POST', session + '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' },
        actions: [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pause', duration: delay }, { type: 'pointerUp', button: 0 }] }] }),
    },
    async close() {
      await ask('DELETE', session);
      await end(driver);
      await screen.close();
    },
  };
}
