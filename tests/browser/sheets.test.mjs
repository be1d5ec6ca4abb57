// Rows of a report form: pasted, uploaded, mended one by one and sent; and what the office sees of them. On a phone and on a
// desk, with scripts and without.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

const HEAD = ['行政许可决定文书号', '行政相对人名称', '行政相对人类别', '统一社会信用代码', '许可决定日期', '许可机关'];
const row = (number, code) => [`教许字〔2026〕${number}号`, `示例学校${number}`, '法人及非法人组织', code, '2026年6月8日', '区教育局'];
const RIGHT = '91310000631696382C';
const table = (rows, mark) => [HEAD, ...rows].map((cells) => cells.join(mark)).join('\r\n');

/** Due two weeks on, so that nobody in the demo has sent it yet. */
const OBLIGATION = '/obligations/4.2-weekly~jiaoyu~2026-W26';

for (const [name, telling] of [
  ['phone, scripts, 中文', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['desk, no scripts, English', { viewport: DESK, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const server = await demo();
    t.after(() => server.stop());
    const say = (key, values) => words(telling.lang, key, values);
    const page = await open(browser, server.base, telling);
    await signIn(page, 'liaison');
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `sheets-${shot}-${telling.lang}-${telling.viewport.width}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };

    await t.test('the report leads to its table, and keeps what was typed', async () => {
      await page.goto(OBLIGATION);
      await main.locator('textarea[name=text]').fill('本周一件。');
      await main.locator('.sheets-field button').first().click();
      await page.waitForURL(/sheets\/licences/);
      await main.getByText(say('sheet-nothing')).waitFor();
      await look('empty');
    });

    await t.test('the template is a workbook', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), main.getByRole('link', { name: say('sheet-template') }).click()]);
      assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK');
    });

    await t.test('a pasted table is shown with what is wrong in which row', async () => {
      await main.getByText(say('sheet-paste'), { exact: true }).click();
      await main.locator('textarea[name=text]').fill(table([row(1, RIGHT), row(2, '91440300715267260X')], '\t'));
      await main.getByRole('button', { name: say('sheet-read-paste') }).click();
      const wrong = main.locator('table.sheet td.what');
      await wrong.waitFor();
      assert.match(await wrong.innerText(), /“?N”?/);
      assert.equal(await main.locator('table.sheet tbody tr').count(), 1);
      await look('wrong');
    });

    await t.test('the report is not sent with it', async () => {
      await page.goto(OBLIGATION);
      assert.equal(await main.locator('textarea[name=text]').inputValue(), '本周一件。');
      await main.locator('#report-form .buttons .primary').click();
      await main.locator('#sheets-faults').waitFor();
      await look('refused');
    });

    await t.test('a wrong row is mended where it is', async () => {
      await page.goto(`${OBLIGATION}/sheets/licences`);
      await main.locator('table.sheet tbody th a').click();
      const code = main.locator('[name=cell-XK_XDR_SHXYM]');
      await code.waitFor();
      await look('row');
      await code.fill('91440300715267260N');
      await main.getByRole('button', { name: say('save'), exact: true }).click();
      await page.getByRole('status').getByText(say('done-sheet-row-saved')).waitFor();
      await main.getByText(say('sheet-all-good')).waitFor();
    });

    await t.test('a file takes the place of the draft', async () => {
      const bytes = Buffer.from(`\ufeff${table([row(1, RIGHT), row(2, RIGHT), row(3, RIGHT)], ',')}`);
      await main.locator('input[type=file]').setInputFiles({ name: '行政许可.csv', mimeType: 'text/csv', buffer: bytes });
      await main.getByRole('button', { name: say('sheet-upload') }).click();
      await main.getByText(say('sheet-from-file', { name: '行政许可.csv' })).waitFor();
      assert.equal(await main.locator('table.sheet tbody tr').count(), 3);
      await look('good');
    });

    await t.test('a file that is none says so, and the draft stays', async () => {
      await main.locator('input[type=file]').setInputFiles({ name: '封面.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
      await main.getByRole('button', { name: say('sheet-upload') }).click();
      await main.getByText(say('sheet-not-a-table')).waitFor();
      assert.equal(await main.locator('table.sheet tbody tr').count(), 3);
      await look('none');
    });

    await t.test('sent, its rows are counted and can be looked at', async () => {
      await page.goto(OBLIGATION);
      await main.locator('#report-form .buttons .primary').click();
      await page.getByRole('status').getByText(say('done-submitted')).waitFor();
      await main.locator('.sheets-sent a').first().click();
      await main.locator('table.sheet').waitFor();
      assert.equal(await main.locator('table.sheet tbody tr').count(), 3);
      await look('sent');
    });

    await t.test('the server has nothing to complain of', () => assert.deepEqual(server.problems(), []));
  });
}

test('a long file says how far its reading has come', async (t) => {
  const server = await demo();
  t.after(() => server.stop());
  const page = await open(browser, server.base);
  await signIn(page, 'liaison');
  await page.goto(`${OBLIGATION}/sheets/licences`);
  const rows = Array.from({ length: 4000 }, (_, at) => row(at + 1, RIGHT));
  await page.locator('input[type=file]').setInputFiles({ name: '全年.csv', mimeType: 'text/csv', buffer: Buffer.from(table(rows, ',')) });
  await page.getByRole('button', { name: words('zh-CN', 'sheet-upload') }).click();
  await page.locator('[role=status] progress, .sheet-counts').first().waitFor();
  await page.locator('.sheet-counts').getByText('4000行').waitFor({ timeout: 60_000 });
  await accessible(page);
});
