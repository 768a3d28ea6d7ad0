#!/usr/bin/env node
// Makes the posters of the embeds from the running program: scripts/posters.mjs [name...]. Each is the canvas of an embed
// with its element's own parameters, 1.5 pixels a CSS pixel, as WebP. Needs build/web (scripts/run --build-only) and the
// browser of the tests. Those of the stages go to web/v1/posters, those of the article to web/article/posters.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launch, newPage, repository, serveBundle, snapshot, started } from '../tests/browser/harness.mjs';

const kWidth = 720, kSettleMs = 2500, kQuality = 0.72;

function ofArticle() {
  const html = readFileSync(repository + 'web/article/index.html', 'utf8');
  return [...html.matchAll(/<scale-sandbox ([^>]*)>/g)].map(([, text]) => {
    const attributes = Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    const { height, poster, question, load, ...parameters } = attributes;
    return { file: 'web/article/' + poster, height: Number(height), width: poster.includes('all') ? 960 : kWidth, parameters };
  });
}

const ofStages = [0, 4, 5, 6, 7, 8].flatMap((stage) => ['light', 'dark'].map((theme) =>
  ({ file: `web/v1/posters/stage-${stage}-${theme}.webp`, height: 480, width: kWidth, parameters: { stage, theme } })));

const wanted = process.argv.slice(2);
const posters = [...ofStages, ...ofArticle()].filter(({ file }) => !wanted.length || wanted.some((name) => file.includes(name)));
const server = await serveBundle(), browser = await launch(['--force-device-scale-factor=1.5']);
try {
  for (const { file, height, width, parameters } of posters) {
    const page = await newPage(browser, { viewport: null, colorScheme: 'light' });
    await page.setViewportSize({ width, height });
    await page.goto(server.origin + '/v1/frame.html?' + new URLSearchParams({ ...parameters, theme: parameters.theme || 'light' }));
    await started(page);
    const { time_s } = await snapshot(page);
    await new Promise((resolve) => setTimeout(resolve, kSettleMs));
    const data = await page.evaluate((quality) => new Promise((done) => {
      window.scaleSandbox.draw();
      document.getElementById('canvas').toBlob((blob) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]);
        reader.readAsDataURL(blob);
      }, 'image/webp', quality);
    }), kQuality);
    const bytes = Buffer.from(data, 'base64');
    mkdirSync(repository + file.replace(/[^/]*$/, ''), { recursive: true });
    writeFileSync(repository + file, bytes);
    console.log(`${file}: ${bytes.length} bytes, from ${time_s.toFixed(0)} s on`);
    await page.context().close();
  }
} finally {
  await browser.close();
  server.close();
}
