// Merged ledgers: from the list of forms to one row and what is said of it; filter, order and search; personal data for a
// reason, which is logged; and a correction that the history keeps. On a phone and on a desk, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { LATE, demo } from './duban.mjs';
import { words } from './words.mjs';

let server;
let browser;
before(async () => {
  server = await demo(LATE);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [name, login, telling] of [
  ['office, desk, scripts, 中文', 'office', { viewport: DESK, js: true, lang: 'zh-CN' }],
  ['office, phone, no scripts, English', 'office', { viewport: PHONE, js: false, lang: 'en' }],
  ['district leader, phone, scripts, 中文', 'district', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['scoring office, desk, no scripts, English', 'scoring', { viewport: DESK, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key, values) => words(telling.lang, key, values);
    const page = await open(browser, server.base, telling);
    await signIn(page, login);
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `ledgers-${shot}-${login}-${telling.lang}-${telling.viewport.width}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };
    const rows = main.locator('table.rows tbody tr');

    await t.test('the menu leads to every form, with who has sent and who has not', async () => {
      await page.locator('nav.main').getByRole('link', { name: say('nav-ledgers'), exact: true }).click();
      await main.getByRole('heading', { level: 1, name: say('nav-ledgers'), exact: true }).waitFor();
      assert.ok((await main.locator('table.ledgers tbody tr').count()) >= 10);
      await look('list');
    });

    await t.test('a form leads to its rows, which are found and sorted', async () => {
      await main.locator('a[href="/ledgers/licences"]').click();
      await rows.first().waitFor();
      const all = await rows.count();
      assert.ok(all > 3, `${all} rows`);
      await look('rows');
      await main.locator('#sort-XK_WSH').click();
      await page.waitForURL(/sort=XK_WSH/);
      await main.locator('th[aria-sort=ascending]').waitFor();
      const number = await rows.first().locator('th').innerText();
      await main.locator('form.filter [name=q]').fill(number);
      await main.locator('form.filter button').click();
      await page.waitForURL(/[?&]q=/);
      await main.getByText(say('filter-clear'), { exact: true }).waitFor();
      assert.ok((await rows.count()) >= 1 && (await rows.count()) < all, `${number} is found alone`);
      assert.equal(await rows.first().locator('th').innerText(), number);
      await main.locator('form.filter [name=all]').check();
      await main.locator('form.filter button').click();
      await page.waitForURL(/all=1/);
      assert.ok((await main.locator('table.rows thead th').count()) > 20, 'every column');
      await look('columns');
    });

    await t.test('a row in full, with its report', async () => {
      await rows.first().locator('th a').click();
      await page.waitForURL(/\/rows\//);
      await main.getByRole('heading', { level: 2, name: say('rows-origin') }).waitFor();
      assert.ok((await main.locator('.row-cells dt').count()) > 20);
      assert.equal(await main.locator('#disclosure').count(), login === 'office' ? 1 : 0);
      assert.equal(await main.locator('#correction').count(), login === 'office' ? 1 : 0);
      await look('row');
    });
    if (login !== 'office') return page.context().close();

    await t.test('the office corrects it, and the history keeps what stood before', async () => {
      await main.locator('#correction summary').click();
      await main.locator('#correction [name=cell-BZ]').fill('');
      await main.locator('#correction [name=cell-XK_XDR_MC]').fill('');
      await main.locator('#rows-correct-reason').fill('名称录错，已与单位核对。');
      // The browser would not send an empty name; without it the server says so.
      await main.locator('#correction form').evaluate((form) => (form.noValidate = true));
      await main.locator('#correction form button').click();
      await main.locator('#correction .field .fault').first().waitFor();
      await look('refused');
      await main.locator('#correction [name=cell-XK_XDR_MC]').fill(`更正后的公司${telling.viewport.width}`);
      await main.locator('#correction form button').click();
      await main.locator('#corrections > ol > li', { hasText: `更正后的公司${telling.viewport.width}` }).first().waitFor();
      await look('corrected');
    });

    await t.test('personal data in full, for a reason, which is logged', async () => {
      await page.goto('/ledgers/liaisons');
      await rows.first().locator('th a').click();
      await main.locator('.row-cells dd', { hasText: '****' }).first().waitFor();
      await main.locator('#disclosure summary').click();
      await main.locator('#disclosure [name=reason]').fill('核对当事人');
      await main.locator('#disclosure button').click();
      await main.getByText(say('rows-in-full')).waitFor();
      assert.equal(await main.locator('.row-cells dd', { hasText: '**' }).count(), 0);
      await look('in-full');
      await page.goto('/ledgers/disclosures');
      await main.locator('table.log tbody tr', { hasText: '核对当事人' }).first().waitFor();
      await look('log');
    });

    await t.test('a ledger is taken along as a file', async () => {
      await page.goto('/ledgers/licences');
      for (const [key, ending] of [['rows-export-xlsx', '.xlsx'], ['rows-export-csv', '.csv']]) {
        const [file] = await Promise.all([page.waitForEvent('download'), main.getByRole('link', { name: say(key) }).click()]);
        assert.ok(file.suggestedFilename().endsWith(ending), file.suggestedFilename());
      }
    });

    await t.test('a row is struck out after being asked', async () => {
      const all = await rows.count();
      await rows.last().locator('th a').click();
      await page.waitForURL(/\/rows\//);
      await main.locator('#withdrawal-button').click();
      await main.locator('#withdrawal-reason').fill('与另一单位重复。');
      await main.locator('#withdrawal form button').click();
      await main.getByText(say('rows-withdrawn')).waitFor();
      await page.goto('/ledgers/licences');
      await rows.first().waitFor();
      assert.ok((await rows.count()) <= all);
    });
    await page.context().close();
  });
}
