// Scores in the browser: the scoring office follows a point from the ranking to the report that cost it, and a unit's
// leader sees the own card through the year; on a phone and on a desk, in both languages, with scripts and without.

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

for (const [name, options] of [
  ['a desk, in Chinese', { viewport: DESK, lang: 'zh-CN', js: true }],
  ['a phone, in Chinese, without scripts', { viewport: PHONE, lang: 'zh-CN', js: false }],
  ['a phone, in English', { viewport: PHONE, lang: 'en', js: true }],
  ['a desk, in English, without scripts', { viewport: DESK, lang: 'en', js: false }],
]) {
  const say = (key, values) => words(options.lang, key, values);
  const look = async (page, what) => {
    await shoot(page, `scores-${what}-${options.lang.slice(0, 2)}-${options.viewport.width}`);
    await fits(page);
    if (options.js) await accessible(page);
  };

  test(`from the ranking to what cost a point, on ${name}`, async () => {
    const page = await open(browser, server.base, options);
    await signIn(page, 'scoring');
    const main = page.locator('main');
    await page.goto('/scores/two-monthly-5');
    await main.locator('#group-rest table.scores .moved.up').first().waitFor();
    await look(page, 'ranking');
    const row = main.locator('#group-rest table.scores tbody tr').last();
    const unit = await row.locator('th').innerText();
    const total = await row.locator('td strong').innerText();
    await row.locator('a').click();
    await main.locator('.tally .total').waitFor();
    assert.ok((await main.locator('h1').innerText()).includes(unit));
    assert.equal(await main.locator('.tally .total strong').innerText(), total);
    await main.locator('.derivation').getByText(total).first().waitFor();
    await look(page, 'card');
    const cause = main.locator('.item tbody tr', { has: page.locator('a') }).first();
    const href = await cause.locator('a').getAttribute('href');
    await cause.locator('a').click();
    await page.waitForURL(`**${href}`);
    const scored = main.locator('#scored');
    await scored.getByRole('heading', { name: say('sc-scored') }).waitFor();
    await look(page, 'obligation');
    await scored.locator('li a').first().click();
    await page.waitForURL(/\/scores\/two-monthly-5\/[\w-]+#item-/);
    await main.locator('.item').first().waitFor();
    await page.goto('/scores/two-monthly-5/compare');
    await main.locator('figure.chart').first().waitFor();
    await look(page, 'compare');
    await page.context().close();
  });

  test(`a unit's leader sees the own card through the year, on ${name}`, async () => {
    const page = await open(browser, server.base, options);
    await signIn(page, 'leader');
    const main = page.locator('main');
    await page.locator('nav.main a[href="/scores"]').click();
    await page.waitForURL('**/scores/two-monthly-6/jiaoyu');
    await main.locator('.periods a', { hasText: say('sc-period', { number: '5' }) }).click();
    await page.waitForURL('**/scores/two-monthly-5/jiaoyu');
    await main.getByRole('link', { name: say('sc-history-link') }).click();
    await page.waitForURL('**/scores/two-monthly-5/jiaoyu/periods');
    assert.equal(await main.locator('table.scores thead th').count(), 7);
    await look(page, 'history');
    await page.goto('/scores/rules');
    await main.locator('.contents a').first().click();
    await look(page, 'rules');
    assert.equal((await page.goto('/scores/two-monthly-5/keji')).status(), 403);
    await page.context().close();
  });
}

test('the server has nothing to complain of', () => assert.deepEqual(server.problems(), []));
