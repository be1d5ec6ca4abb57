// The office reminds units by hand: picked in the overview and in its list, after a summary, once a day.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const [name, options] of [
  ['desk, scripts, 中文', { viewport: DESK }],
  ['phone, scripts, 中文, by night', { viewport: PHONE, colorScheme: 'dark' }],
  ['phone, no scripts, English', { viewport: PHONE, js: false, lang: 'en' }],
]) {
  test(`late units are reminded: ${name}`, async (t) => {
    const lang = options.lang ?? 'zh-CN';
    const say = (key) => words(lang, key);
    const server = await demo();
    t.after(() => server.stop());
    const page = await open(browser, server.base, options);
    const looks = async (shot) => {
      await shoot(page, `${shot}-${lang}-${options.viewport.width}`);
      await fits(page);
      if (options.js !== false) await accessible(page);
    };
    const press = (key) => page.locator('main').getByRole('button', { name: say(key) }).click();
    const marked = () => page.locator('.late .mark').getByText(say('by-hand-today')).count();

    await t.test('two of them, after a summary, with a note', async () => {
      await signIn(page, 'office');
      await page.goto('/overview');
      const boxes = page.locator('#late form > .scroll input[name=unit]');
      const before = await boxes.count();
      for (const at of [0, 1]) await boxes.nth(at).check();
      await press('by-hand-picked');
      await page.waitForURL(/\/reminders\/new\?/);
      assert.equal(await page.locator('tbody tr').count(), 2);
      await looks('by-hand');
      await page.locator('[name=note]').fill('请于今天下班前报送。');
      await page.locator('[name=leaders]').check();
      await page.locator('form[action="/reminders"] button.primary').click();
      const told = await page.locator('main').getByRole('status').innerText();
      assert.match(told, /2.*4/, 'two units, four people');
      assert.equal(await marked(), 2);
      assert.equal(await boxes.count(), before - 2, 'they cannot be picked again');
    });

    await t.test('all that are late: those two are left out', async () => {
      await press('by-hand-every');
      await page.waitForURL(/\/reminders\/new\?/);
      assert.equal(await page.locator('section.notice').first().locator('li').count(), 2);
      await looks('by-hand-left-out');
      await page.getByRole('link', { name: say('by-hand-cancel') }).click();
      await page.waitForURL(/\/overview/);
    });

    await t.test('from the list, one is picked', async () => {
      await page.goto('/overview/obligations?light=overdue');
      const unit = await page.locator('tbody tr:has([name=pick]) td a[href^="/units/"]').first().innerText();
      await page.locator('tbody [name=pick]').first().check();
      await press('by-hand-picked');
      await page.waitForURL(/\/reminders\/new\?/);
      assert.ok((await page.locator('main').innerText()).includes(unit));
    });

    await t.test('the story of one says who pressed', async () => {
      await page.goto('/overview');
      await page.locator('.late tr:has(.mark) td.number a').first().click();
      await page.waitForURL(/\/overview\/obligations/);
      await page.locator('tbody th a').first().click();
      await page.waitForURL(/\/obligations\/[^/]+$/);
      const last = page.locator('.timeline > li.now + li');
      assert.equal(await last.locator('strong').innerText(), say('by-hand'));
      assert.ok((await last.innerText()).includes('请于今天下班前报送。'));
      await looks('obligation-course');
    });
    await page.context().close();
  });
}
