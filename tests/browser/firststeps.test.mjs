// First steps in a real browser: a list is pasted, checked and confirmed, somebody comes in by the link, finds the
// guided start, and prints the guide. On a phone and on a desk, with scripts and without, in both languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

const TELLINGS = [
  { name: 'desk, scripts, 中文', viewport: DESK, js: true, lang: 'zh-CN' },
  { name: 'phone, no scripts, English', viewport: PHONE, js: false, lang: 'en' },
];
const LIST = '单位\t姓名\t邮箱\t手机\n教育局\t李明\t\t\n区科技局\t王敏\twang@example.cn\t13800000000\n区民政局\t赵磊\t\t\n';
const NEW_PASSWORD = '春眠不觉晓处处闻啼鸟';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const telling of TELLINGS) {
  test(telling.name, async (t) => {
    const { lang } = telling;
    const say = (key, values) => words(lang, key, values);
    const server = await demo();
    t.after(() => server.stop());
    const page = await open(browser, server.base, telling);
    const press = (key) => page.locator('main').getByRole('button', { name: say(key), exact: true }).first().click();
    const look = async (name) => {
      if (telling.js) await accessible(page);
      await fits(page);
      await shoot(page, `first-${name}-${lang}-${telling.viewport.width}`);
    };
    let link;

    await t.test('the office checks a list and confirms it', async () => {
      await signIn(page, 'office');
      await page.goto('/invitations/new');
      await look('list');
      await press('invite-check');
      await page.locator('#field-text-fault').waitFor();
      await look('empty-list');
      await page.locator('#field-text').fill(LIST);
      await press('invite-check');
      await page.getByRole('heading', { level: 1, name: say('invite-check-title') }).waitFor();
      assert.equal(await page.locator('.said li').count(), 1, 'one row is wrong');
      await look('checked');
      await page.locator('.confirm button').click();
      await page.getByRole('heading', { level: 1, name: say('invite-done') }).waitFor();
      await look('invited');
      link = await page.locator('.handover .secret').innerText();
      await page.goto('/invitations');
      assert.equal(await page.locator('.inline-form').count(), 2, 'two have not come yet');
      await look('liaisons');
    });

    await t.test('whoever comes by the link finds the first steps', async () => {
      const guest = await open(browser, server.base, telling);
      await guest.goto(new URL(link).pathname);
      await guest.locator('[name=password]').fill(NEW_PASSWORD);
      await guest.locator('[name=again]').fill(NEW_PASSWORD);
      await guest.locator('main button').click();
      await guest.waitForURL(/\/start/);
      assert.equal(await guest.locator('.start > li').count(), 4);
      if (telling.js) await accessible(guest);
      await fits(guest);
      await guest.locator('form[action="/start/end"] button').click();
      await guest.waitForURL(/\/obligations/);
      assert.equal(await guest.locator('.start-link').count(), 0);
      await guest.context().close();
    });

    await t.test('a test mail says what became of it', async () => {
      await page.goto('/start');
      await press('start-mail-send');
      await page.locator('#mail .done').waitFor();
      await look('test-mail');
    });

    await t.test('each guide is one sheet of A4', async () => {
      for (const role of ['liaison', 'unit_leader', 'office', 'scoring_office', 'district_leader', 'admin']) {
        await page.goto(`/guides/${role}`);
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, `${role} in ${lang}`);
        assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45]\S* 84[12]/, 'A4');
      }
    });

    await page.context().close();
    assert.deepEqual(server.problems(), []);
  });
}
