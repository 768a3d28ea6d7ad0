// How soon an embed lives: from the arrival of embed.js to the element's `ready`, for one embed, and for the first and the
// last of three; and the bytes fetched by then. Medians, in a warm browser with an empty cache. Run by scripts/bench.
// embed_live.mjs [folder]: of another bundle.
import { launch, newPage, serveFolder, serveHost, waitUntil } from '../browser/harness.mjs';

const kRounds = 5;
const pages = [
  { name: 'one embed, stage 4', path: '/one' },
  { name: 'one embed, its own system', path: '/own' },
  { name: 'three embeds', path: '/three' },
];
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const files = await serveFolder(process.argv[2] || 'build/web');
const post = (...attributes) => `<!doctype html><html lang="en"><title>x</title><script async src="${files.origin}/v1/embed.js"></script>` +
  attributes.map((one) => `<scale-sandbox ${one} height="220" style="display:block;height:220px;width:340px;float:left"></scale-sandbox>`).join('');
const host = await serveHost({
  '/one': post('stage="4"'),
  '/own': post('users="100000" show="cdn,diagram,slow"'),
  '/three': post('stage="4"', 'stage="5"', 'stage="7"'),
});
const browser = await launch();

async function live(path) {
  const page = await newPage(browser);
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  let fetched = 0;
  await page.exposeFunction('firstLives', () => { fetched = fetched || bytes; });
  await page.addInitScript(() => {
    window.lived = [];
    document.addEventListener('ready', ({ target }) => {
      if (target.localName !== 'scale-sandbox') return;
      window.lived.push(performance.now());
      window.firstLives();
    }, true);
  });
  await page.goto(host.origin + path);
  await waitUntil(page, () => window.lived.length === document.querySelectorAll('scale-sandbox').length);
  const [first, last] = await page.evaluate(() => {
    const came = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/embed.js')).responseEnd;
    return [window.lived[0] - came, window.lived.at(-1) - came];
  });
  await page.context().close();
  return { first, last, bytes: fetched };
}

await live('/one');  // the browser's first WebGL context starts the software renderer
const found = pages.map(() => []);
for (let round = 0; round < kRounds; ++round)
  for (const [at, { path }] of pages.entries()) found[at].push(await live(path));
for (const [at, { name }] of pages.entries()) {
  const of = (key) => median(found[at].map((one) => one[key]));
  console.log(`${name.padEnd(28)} live after ${of('first').toFixed(0)} ms, all after ${of('last').toFixed(0)} ms, ${(of('bytes') / 1000).toFixed(1)} KB fetched by the article for the first`);
}
await browser.close();
files.close();
host.close();
