// browser.mjs CHROMIUM FOLDER: opens every page of a folder, and tells what is wrong with it.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const check = (page, ok, what) => {
  if (!ok) wrong.push(`${page}: ${what}`);
};
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });

const open = async (name, size, dark) => {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url()) || !request.url().includes(name)) said.push(`fetches ${request.url()}`);
  });
  await page.setViewport({ ...size, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.goto(`file://${folder}/${name}.html`);
  return { page, said };
};
const WIDE = { width: 1360, height: 900 };
const PHONE = { width: 390, height: 844 };

for (const file of readdirSync(folder).filter((one) => one.endsWith('.html'))) {
  const name = file.replace('.html', '');
  const long = name === 'groups' || name === 'hostile';
  for (const [kind, size, dark] of [['wide', WIDE, false], ['dark', WIDE, true], ['phone', PHONE, false]]) {
    const { page, said } = await open(name, size, dark);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(name, sideways <= 0, `${kind}: ${sideways} px wider than the window`);
    await page.screenshot({ path: `${folder}/${name}-${kind}.png`, fullPage: !long });
    check(name, said.length === 0, `${kind}: ${said.join('; ')}`);
    await page.close();
  }
  for (const dark of [false, true]) {
    const { page } = await open(name, WIDE, dark);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one, at) => { one.open = at < 12; }));
    const client = await page.createCDPSession();
    const result = await client.send('Runtime.evaluate', {
      expression: `${axe}; axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target + ' ' + n.failureSummary).join(' | ')))`,
      awaitPromise: true,
      returnByValue: true,
    });
    const violations = result.result.value;
    check(name, Array.isArray(violations), `axe-core did not run: ${JSON.stringify(result).slice(0, 300)}`);
    for (const one of violations || []) check(name, false, `axe-core${dark ? ', dark' : ''}: ${one}`);
    await page.close();
  }
  const { page } = await open(name, WIDE, false);
  await page.pdf({ path: `${folder}/${name}.pdf`, format: 'A4', printBackground: true });
  await page.emulateMediaType('print');
  await page.setViewport({ width: 794, height: 1123 });
  await page.screenshot({ path: `${folder}/${name}-print.png`, fullPage: !long });
  await page.close();
}

{ // by the keyboard alone
  const { page } = await open('groups', WIDE, false);
  await page.keyboard.press('Tab');
  check('keyboard', await page.evaluate(() => document.activeElement.className === 'skip'), 'Tab does not reach the skip link first');
  await page.keyboard.press('/');
  await page.keyboard.type('step117');
  await page.waitForFunction(() => document.querySelector('.found').textContent.startsWith('1 of 300'), { timeout: 3000 })
    .catch(() => check('keyboard', false, 'the search does not find one of 300'));
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.matches('.group > summary'))); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check('keyboard', await page.evaluate(() => document.activeElement.parentElement.open === true), 'Enter does not open a group');
  await page.keyboard.press('c');
  await page.waitForFunction(() => /Copied/.test(document.activeElement.closest('.group').querySelector('button').textContent), { timeout: 3000 })
    .catch(() => check('keyboard', false, 'c does not copy a stack'));
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('.group[hidden]').length === 0, { timeout: 3000 })
    .catch(() => check('keyboard', false, 'Escape does not clear the search'));
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.matches('.group > summary'))); i++) await page.keyboard.press('Tab');
  const before = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('j');
  check('keyboard', before !== (await page.evaluate(() => document.activeElement.textContent)), 'j does not go to the next group');
  const millis = await page.evaluate(async () => {
    const select = document.querySelectorAll('.tools select')[0];
    const start = performance.now();
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - start;
  });
  check('groups', millis < 250, `filtering 300 groups took ${Math.round(millis)} ms`);
  console.log(`filtering 300 groups: ${Math.round(millis)} ms`);
  await page.close();
}
{ // nothing of a hostile name has become more than text
  const { page } = await open('hostile', WIDE, false);
  const title = await page.title();
  check('hostile', !title.includes('owned'), `a name has run: ${title}`);
  check('hostile', await page.evaluate(() => document.querySelectorAll('img, iframe, object, script:not(:last-of-type)').length === 0), 'a name has become an element');
  check('hostile', await page.evaluate(() => document.body.innerText.includes('[U+202E]')), 'a direction mark is not shown');
  await page.close();
}
await browser.close();
console.log(wrong.length === 0 ? 'nothing is wrong' : wrong.join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);
