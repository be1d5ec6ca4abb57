// Bulletins: the scoring office edits what was drawn from published scores and issues it, and a unit's leader reads it; on a
// phone and on a desk, in both languages, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { LATE, demo } from './duban.mjs';
import { words } from './words.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const here = '/bulletins/half-year-1/2';

for (const [name, telling] of [
  ['desk, scripts, 中文', { viewport: DESK, js: true, lang: 'zh-CN' }],
  ['phone, no scripts, English', { viewport: PHONE, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key) => words(telling.lang, key);
    // What was issued cannot be drafted again, so each has a demo of its own.
    const server = await demo(LATE);
    t.after(() => server.stop());
    const page = await open(browser, server.base, telling);
    await signIn(page, 'scoring');
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `bulletins-${shot}-${telling.lang}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };

    await t.test('the list leads to what can be drafted', async () => {
      await page.locator('nav.main').getByRole('link', { name: say('nav-bulletins'), exact: true }).click();
      await main.locator(`.panel a[href="${here}"]`).waitFor();
      await look('list');
      await main.locator(`.panel a[href="${here}"]`).click();
      await main.locator('article.official .number-of').waitFor();
      await look('drawn');
    });

    await t.test('its text is edited, and nothing is lost when the title is missing', async () => {
      await main.getByRole('link', { name: say('bulletin-edit') }).click();
      await main.locator('form.drafting').waitFor();
      await look('form');
      const title = main.locator('input[name=title]');
      await title.evaluate((field) => field.removeAttribute('required'));
      await title.fill('');
      await main.locator('#text-0').fill('总体平稳。\n# 部门\n- 甲局较好');
      await main.getByRole('button', { name: say('bulletin-save') }).click();
      await main.locator('.fault', { hasText: say('bulletin-fault-title') }).waitFor();
      assert.equal(await main.locator('#text-0').inputValue(), '总体平稳。\n# 部门\n- 甲局较好');
      await look('refused');
      await title.fill('关于考核情况的通报');
      await main.getByRole('button', { name: say('bulletin-save') }).click();
      await main.locator('article.official', { hasText: '甲局较好' }).waitFor();
      await look('draft');
    });

    await t.test('it is issued after a question, and read by a unit', async () => {
      await main.locator('#issuing-button').click();
      const dialog = page.locator('dialog#issuing');
      await dialog.waitFor();
      await look('asking');
      await dialog.locator('button.primary').click();
      await main.locator('.number-of', { hasText: '绩效办发〔2026〕1号' }).waitFor();
      await main.locator('#issuing-button').waitFor({ state: 'detached' });
      await look('issued');
      const reader = await open(browser, server.base, telling);
      await signIn(reader, 'leader');
      await reader.goto(here);
      await reader.locator('article.official', { hasText: '甲局较好' }).waitFor();
      await reader.context().close();
    });
    await page.context().close();
    assert.deepEqual(server.problems(), []);
  });
}
