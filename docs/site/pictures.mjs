// pictures.mjs CHROMIUM MERMAID FOLDER: makes the pictures of the site. Of each report page FOLDER/pages/NAME.html what is wrong and who waits for whom,
// as FOLDER/pictures/NAME-light.webp and -dark.webp; of each drawing FOLDER/drawings/NAME.mmd an SVG likewise. Says which is too large to be looked at.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const MOST = 60 * 1024;
const [executablePath, mermaid, folder] = process.argv.slice(2);
const pictures = `${folder}/pictures`;
mkdirSync(pictures, { recursive: true });
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
const large = [];

async function report(name, shade) {
  const page = await browser.newPage();
  await page.setViewport({ width: 940, height: 600, deviceScaleFactor: 1.25 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: shade }]);
  await page.goto(`file://${folder}/pages/${name}.html`);
  const height = await page.evaluate(() => { // the head, and the picture; else what there is
    const shown = document.querySelector('.picture') || document.querySelector('.groups');
    for (const one of document.querySelectorAll('nav, footer, .picture details')) one.style.display = 'none';
    for (let at = shown; at && at.id !== 'main'; at = at.parentElement) {
      for (const other of at.parentElement.children) if (other !== at) other.style.display = 'none';
    }
    const main = document.querySelector('main');
    main.style.paddingBottom = '1rem';
    if (shown) shown.querySelector('h2').style.marginTop = '1rem';
    return Math.min(Math.ceil(main.getBoundingClientRect().bottom + window.scrollY), 900);
  });
  const path = `${pictures}/${name}-${shade}.webp`;
  for (let quality = 64; quality >= 40 && (quality === 64 || statSync(path).size > MOST); quality -= 12) {
    await page.screenshot({ path, type: 'webp', quality, clip: { x: 0, y: 0, width: 940, height } });
  }
  if (statSync(path).size > MOST) large.push(`${path}: ${statSync(path).size} bytes`);
  await page.close();
}

async function drawing(name, shade) {
  const page = await browser.newPage();
  await page.setContent('<!DOCTYPE html><meta charset="utf-8"><body></body>');
  await page.addScriptTag({ path: mermaid });
  const text = readFileSync(`${folder}/drawings/${name}.mmd`, 'utf8');
  const svg = await page.evaluate(async (source, theme) => {
    globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme, htmlLabels: false, flowchart: { htmlLabels: false, nodeSpacing: 24, rankSpacing: 20, wrappingWidth: 400 }, fontFamily: 'sans-serif', themeVariables: { fontSize: '20px' } });
    return (await globalThis.mermaid.render('drawing', source)).svg;
  }, text, shade === 'dark' ? 'dark' : 'neutral');
  writeFileSync(`${pictures}/${name}-${shade}.svg`, svg);
  await page.close();
}

const names = (of, end) => readdirSync(`${folder}/${of}`).filter((file) => file.endsWith(end)).map((file) => file.slice(0, -end.length));
for (const shade of ['light', 'dark']) {
  for (const name of names('pages', '.html')) await report(name, shade);
  for (const name of names('drawings', '.mmd')) await drawing(name, shade);
}
await browser.close();
if (large.length > 0) {
  console.error(`docs/site: pictures over ${MOST} bytes:\n${large.join('\n')}`);
  process.exit(1);
}
