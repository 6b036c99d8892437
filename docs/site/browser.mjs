// browser.mjs CHROMIUM SITE FOLDER: opens pages of the built site as files, with no network: wide, dark, as on a phone. Tells what is wrong; leaves screenshots in FOLDER.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, site, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const check = (ok, what) => { if (!ok) wrong.push(what); };
const PAGES = ['index', 'quick-start', 'first-policy', 'load-test', 'go', 'jvm', 'virtual-threads', 'verdicts', 'explore', 'kubectl', 'api', 'how-it-works', 'faq', 'scoreboard'];
// landmark-unique is the theme's: it makes a nav without a name of each button that copies code
const SIZES = [['wide', 1360, 'light'], ['dark', 1360, 'dark'], ['phone', 390, 'light']];
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu', '--blink-settings=primaryHoverType=2,availableHoverTypes=2', '--host-resolver-rules=MAP * ~NOTFOUND'] });

async function open(context, name, width, shade) {
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => { if (message.type() === 'error') said.push(message.text()); });
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => { if (!/^(file|data|blob|about):/.test(request.url())) said.push(`fetches ${request.url()}`); });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: shade }]);
  await page.goto(`file://${site}/${name}.html`);
  await page.waitForFunction(() => typeof document.querySelector('body').dataset.mdColorScheme === 'string');
  return { page, said };
}

for (const [kind, width, shade] of SIZES) {
  const context = await browser.createBrowserContext(); // what one visit has chosen is not another's
  for (const name of PAGES) {
    const { page, said } = await open(context, name, width, shade);
    const seen = await page.evaluate(() => ({
      sideways: document.documentElement.scrollWidth - window.innerWidth,
      scheme: document.body.dataset.mdColorScheme,
      unseen: [...document.images].filter((one) => getComputedStyle(one).display !== 'none' && !(one.complete && one.naturalWidth > 0)).map((one) => one.src),
      pictures: [...document.querySelectorAll('img[src*="pictures/"]')].filter((one) => getComputedStyle(one).display !== 'none').length,
    }));
    check(seen.sideways <= 0, `${name}, ${kind}: ${seen.sideways} px wider than the window`);
    check(seen.scheme === (shade === 'dark' ? 'slate' : 'default'), `${name}, ${kind}: the scheme is ${seen.scheme}`);
    check(seen.unseen.length === 0, `${name}, ${kind}: no picture at ${seen.unseen}`);
    check(name !== 'verdicts' || seen.pictures >= 22, `${name}, ${kind}: ${seen.pictures} pictures`);
    check(said.length === 0, `${name}, ${kind}: ${said.join('; ')}`);
    await page.screenshot({ path: `${folder}/${name}-${kind}.png` });
    if (kind !== 'phone') {
      // the theme lets the keyboard into code that scrolls while it is in view: all of it, here
      await page.setViewport({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
      await new Promise((done) => setTimeout(done, 500));
      const client = await page.createCDPSession();
      const result = await client.send('Runtime.evaluate', {
        expression: `${axe}; axe.run(document.querySelector('.md-content'), {resultTypes: ['violations'], rules: {'landmark-unique': {enabled: false}}}).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target + ' ' + n.failureSummary).join(' | ')))`,
        awaitPromise: true,
        returnByValue: true,
      });
      const violations = result.result.value;
      check(Array.isArray(violations), `${name}: axe-core did not run: ${JSON.stringify(result).slice(0, 300)}`);
      for (const one of violations || []) check(false, `${name}, ${kind}: axe-core: ${one}`);
    }
    await page.close();
  }
  await context.close();
}

{ // the search, from a file, with no network
  const { page, said } = await open(browser.defaultBrowserContext(), 'index', 1360, 'light');
  await page.click('.md-search__input');
  await page.keyboard.type('orphan-lock');
  const found = await page.waitForFunction(() => [...document.querySelectorAll('.md-search-result__link')].map((one) => one.getAttribute('href')).find((to) => to.includes('verdicts.html')), { timeout: 20000 })
    .catch(() => null);
  check(found !== null, 'the search does not find orphan-lock in verdicts');
  check(said.length === 0, `search: ${said.join('; ')}`);
  await page.screenshot({ path: `${folder}/search.png` });
}
await browser.close();
console.log(wrong.length === 0 ? `${PAGES.length} pages, ${SIZES.map((size) => size[0]).join(', ')}, and the search: nothing is wrong` : [...new Set(wrong)].join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);
