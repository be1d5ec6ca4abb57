// Supervision notices: found in the list, read, saved and printed, and reached from the obligation that they name; on a phone
// and on a desk, with scripts and without.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
  ['leader, phone, scripts, 中文', 'leader', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['office, desk, scripts, 中文', 'office', { viewport: DESK, js: true, lang: 'zh-CN' }],
  ['office, desk, no scripts, English', 'office', { viewport: DESK, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key) => words(telling.lang, key);
    const page = await open(browser, server.base, telling);
    await signIn(page, login);
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `notices-${shot}-${login}-${telling.lang}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };

    await t.test('the menu leads to the list, newest first', async () => {
      await page.locator('nav.main').getByRole('link', { name: say('nav-supervision'), exact: true }).click();
      await main.getByRole('heading', { level: 1, name: say('nav-supervision') }).waitFor();
      const numbers = (await main.locator('tbody th').allInnerTexts()).map((text) => Number(text.match(/(\d+)(?:号)?$/)[1]));
      assert.ok(numbers.length > 1, 'the demo has notices');
      assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
      await look('list');
    });

    if (login === 'office') {
      await t.test('a unit is chosen, and everything again', async () => {
        await main.getByRole('combobox').selectOption('jiaoyu');
        // Where scripts run, choosing is enough.
        if (!telling.js) await main.getByRole('button', { name: say('filter-apply') }).click();
        await page.waitForURL(/unit=jiaoyu/);
        await main.getByRole('link', { name: say('filter-clear') }).waitFor();
        assert.equal(await main.locator('tbody tr').count(), 2);
        await look('filtered');
      });
    }

    await t.test('one is read, and saved as it was sent', async () => {
      await main.locator('tbody th a').first().click();
      await main.locator('article.official').waitFor();
      await main.getByText('特此通知。').waitFor();
      await look('one');
      const [download] = await Promise.all([page.waitForEvent('download'), main.locator('.buttons a[download]').click()]);
      assert.match(download.suggestedFilename(), /^督办〔2026〕\d+号（区教育局）\.docx$/);
      assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK');
    });

    await t.test('it leads to the obligation, and that back to it', async () => {
      const address = new URL(page.url()).pathname;
      await main.locator('article.official a').first().click();
      await page.waitForURL(/\/obligations\//);
      await main.getByRole('heading', { level: 2, name: say('supervision-of-obligation') }).waitFor();
      await look('obligation');
      await main.locator(`aside a[href="${address}"]`).first().click();
      await main.locator('article.official').waitFor();
    });

    await t.test('on paper it is the notice and nothing else', async () => {
      await page.emulateMedia({ media: 'print' });
      assert.deepEqual(
        await main.evaluate((main) => [...main.children].filter((child) => child.offsetHeight > 0).map((child) => child.tagName)),
        ['ARTICLE'],
      );
      await shoot(page, `notices-print-${login}-${telling.lang}`);
      await page.emulateMedia({ media: 'screen' });
    });
    await page.context().close();
  });
}

test('the server has nothing to complain of', () => {
  assert.deepEqual(server.problems(), []);
});
