// The calendar as a month and as a list, and its subscription: made, changed and ended, on a phone and on a desk, with
// scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

let server;
let browser;
before(async () => {
  server = await demo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [name, login, telling] of [
  ['liaison, phone, scripts, 中文', 'liaison', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['office, desk, no scripts, English', 'office', { viewport: DESK, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key) => words(telling.lang, key);
    const page = await open(browser, server.base, telling);
    await signIn(page, login);
    const main = page.locator('main');
    const button = (key) => main.getByRole('button', { name: say(key), exact: true });
    const look = async (shot) => {
      await shoot(page, `calendar-${shot}-${login}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };
    const asked = async (key) => {
      await main.getByRole('link', { name: `${say(key)}…` }).click();
      await main.getByRole('dialog').getByRole('button', { name: say(key), exact: true }).click();
    };
    const address = async () => (await main.locator('.secret').innerText()).trim();
    const get = (url) => fetch(url).then((answer) => answer.status);

    await t.test('a month leads to its list and on to the next month as a list', async () => {
      await page.goto('/calendar');
      await main.getByRole('link', { name: say('calendar-list'), exact: true }).click();
      await main.locator('.agenda').waitFor();
      await look('list');
      const month = await main.getByRole('heading', { level: 1 }).innerText();
      await main.getByRole('link', { name: say('next-month') }).click();
      await page.waitForURL(/month=\d{4}-\d\d&view=list/);
      await main.getByRole('heading', { level: 1 }).filter({ hasNotText: month }).waitFor();
    });

    let first;
    await t.test('an address is made, shown once, and copied where scripts run', async () => {
      await main.getByRole('link', { name: say('feed-title') }).click();
      await button('feed-make').click();
      await main.locator('.secret').waitFor();
      first = await address();
      assert.equal(await get(first), 200);
      assert.equal(await button('feed-copy').count(), telling.js ? 1 : 0);
      if (telling.js) {
        await button('feed-copy').click();
        await button('feed-copied').waitFor();
      }
      await look('address');
      await page.goto('/calendar/subscription');
      assert.equal(await main.locator('.secret').count(), 0);
      await look('subscribed');
    });

    await t.test('changing it asks first, and ends the one before', async () => {
      await asked('feed-renew');
      await main.locator('.secret').waitFor();
      assert.deepEqual([await get(first), await get(await address())], [404, 200]);
    });

    await t.test('ending it asks first', async () => {
      const last = await address();
      await asked('feed-end');
      await page.getByRole('status').getByText(say('done-feed-ended')).waitFor();
      assert.equal(await get(last), 404);
      await button('feed-make').waitFor();
    });
    await page.context().close();
  });
}
