// Indicators: where each stands, its course, and where its values come from; and the office correcting a figure. On a phone and
// on a desk, with scripts and without.

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
  ['liaison, phone, scripts, 中文', 'liaison', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['district leader, desk, no scripts, English', 'district', { viewport: DESK, js: false, lang: 'en' }],
  ['office, desk, scripts, 中文', 'office', { viewport: DESK, js: true, lang: 'zh-CN' }],
  ['office, phone, no scripts, English', 'office', { viewport: PHONE, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key, values) => words(telling.lang, key, values);
    const page = await open(browser, server.base, telling);
    await signIn(page, login);
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `indicators-${shot}-${login}-${telling.lang}-${telling.viewport.width}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };
    const percent = async (where) => Number.parseFloat(await where.innerText());

    await t.test('the menu leads to where each indicator stands', async () => {
      await page.locator('nav.main').getByRole('link', { name: say('nav-indicators'), exact: true }).click();
      await main.getByRole('heading', { level: 1, name: say('nav-indicators') }).waitFor();
      assert.equal(await main.locator('.indicators > section').count(), 7);
      const value = await percent(main.locator('#repair-training .now strong'));
      assert.ok(value > 20 && value < 100, `the demo's year is on its way: ${value}`);
      assert.equal(await main.locator('#repair-training .gauge').count(), 1);
      assert.equal((await main.locator('.own').count()) > 0, login === 'liaison');
      await look('list');
    });

    await t.test('the drawing has its figures in a table', async () => {
      const chart = main.locator('#repair-training .chart');
      await chart.getByText(say('chart-table'), { exact: true }).click();
      await chart.getByRole('row', { name: say('indicator-target') }).waitFor();
    });

    await t.test('one leads to its course, which rises', async () => {
      await main.locator('#repair-training h2 a').click();
      await main.getByRole('heading', { level: 2, name: say('indicator-course') }).waitFor();
      const values = await main.getByRole('region', { name: say('indicator-by-period') }).locator('tbody td:nth-child(2)').allInnerTexts();
      assert.ok(values.length >= 5, values.join());
      assert.ok(Number.parseFloat(values.at(-1)) > Number.parseFloat(values[0]), values.join());
      await look('one');
    });

    await t.test('every unit for some, only their own for others, each with its report', async () => {
      const table = main.getByRole('region', { name: say('indicator-by-unit') });
      if (login === 'liaison') {
        await main.getByText(say('indicator-own-only')).waitFor();
        const units = (await table.count()) === 0 ? [] : await table.locator('tbody th').allInnerTexts();
        assert.ok(units.every((unit) => unit === '区教育局'), units.join());
      } else {
        const units = await table.locator('tbody tr').count();
        assert.ok(units > 5, `${units} units`);
        await table.locator('tbody td a').first().click();
        await page.waitForURL(/\/obligations\//);
        await main.locator('article.submission dl.figures').first().waitFor();
        await page.goBack();
        await main.locator('li.correction').first().waitFor();
      }
    });

    if (login === 'office') {
      await t.test('the office corrects a figure, and is told when it is more than the whole', async () => {
        await page.goto('/indicators/repair-training');
        const before = await percent(main.locator('.now strong'));
        await main.getByRole('region', { name: say('indicator-by-unit') }).locator('tbody td a').nth(telling.js ? 1 : 2).click();
        const form = main.locator('#correction');
        await form.locator('summary').click();
        await form.locator('textarea').waitFor();
        await look('correcting');
        const trained = form.locator('input[name=figure-trained]');
        const old = await trained.inputValue();
        const whole = await form.locator('input[name=figure-blacklisted]').inputValue();
        await trained.fill(String(Number(whole) + 1));
        await form.locator('textarea').fill('与市级平台核对后更正。');
        await form.getByRole('button').click();
        await main.locator('#refused').waitFor();
        await form.locator('.fault').filter({ hasText: whole }).first().waitFor();
        assert.equal(await form.locator('textarea').inputValue(), '与市级平台核对后更正。', 'what was typed is kept');
        await look('refused');
        await trained.fill('0');
        await form.getByRole('button').click();
        await page.getByText(say('done-figures-corrected')).waitFor();
        await main.locator('article.submission .correction').filter({ hasText: `${old} → 0` }).waitFor();
        await main.locator('.timeline').getByText(`${old} → 0`).first().waitFor();
        await look('corrected');
        await page.goto('/indicators/repair-training');
        await main.locator('li.correction').filter({ hasText: `${old} → 0` }).waitFor();
        assert.ok((await percent(main.locator('.now strong'))) < before, 'the district follows');
      });
    }
    await page.context().close();
  });
}

test('the server has nothing to complain of', () => {
  assert.deepEqual(server.problems(), []);
});
