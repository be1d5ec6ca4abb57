// Each role's main story, told the way people live it: on a phone and on a desk, with scripts and without, in both
// languages. Each telling has a demo of its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { PASSWORD, demo } from './duban.mjs';
import { words } from './words.mjs';

const TELLINGS = [
  { name: 'phone, scripts, 中文', viewport: PHONE, js: true, lang: 'zh-CN' },
  { name: 'desk, scripts, English', viewport: DESK, js: true, lang: 'en' },
  { name: 'phone, no scripts, English', viewport: PHONE, js: false, lang: 'en' },
  { name: 'desk, no scripts, 中文', viewport: DESK, js: false, lang: 'zh-CN' },
];

/** 报送社会信用体系建设工作计划 of the tour's unit: not yet acknowledged on that day, and wanting a file. */
const OBLIGATION = '/obligations/2.1-plan~jiaoyu';
/** The same in the review queue. */
const QUEUED = '/reviews/2.1-plan~jiaoyu';
const FILE = { name: '工作计划（区教育局）.txt', mimeType: 'text/plain', buffer: Buffer.from('工作计划') };
const MENDED = { name: '工作计划（盖章件）.txt', mimeType: 'text/plain', buffer: Buffer.from('工作计划 已盖章') };
const REPORT = '已制定工作计划，见附件。';
const REASON = '计划没有盖章，请补盖公章后重新报送。';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const telling of TELLINGS) {
  test(telling.name, async (t) => {
    const { lang } = telling;
    const say = (key, values) => words(lang, key, values);
    const server = await demo();
    t.after(() => server.stop());

    /** Somebody with a window of their own, signed in. */
    const person = async (login, password) => {
      const page = await open(browser, server.base, telling);
      if (login) await signIn(page, login, password);
      const shot = (name) => look(page, telling, `story-${name}`);
      return { page, main: page.locator('main'), shot };
    };
    const done = (who, key) => who.page.getByRole('status').getByText(say(key)).waitFor();
    /** What was decided is told by its name, which stands somewhere in the words. */
    const told = (who, key) => who.page.getByRole('status').getByText(say(key, { name: '\n' }).split('\n')[0]).waitFor();
    const press = (who, key) => who.main.getByRole('button', { name: say(key), exact: true }).click();
    const fault = (who, key, values) => who.main.locator('.fault').getByText(say(key, values)).waitFor();
    /** The fault, and that a screen reader says it with the field it is about. */
    const faultOf = async (who, field, key) => {
      await fault(who, key);
      const said = await who.main.locator(`[name=${field}][aria-invalid=true]`).getAttribute('aria-describedby');
      const words = said.split(' ').map((id) => who.main.locator(`#${id}`).innerText());
      assert.ok((await Promise.all(words)).some((text) => text.includes(say(key))), `${field} is described by its fault`);
    };

    await t.test('the language switch keeps the place', async () => {
      const { page } = await person('liaison');
      await page.goto('/obligations?tab=later');
      const other = lang === 'en' ? 'zh-CN' : 'en';
      await page.locator(`form[action="/language"] button[value="${other}"]`).click();
      await page.getByRole('heading', { level: 1, name: words(other, 'nav-mine') }).waitFor();
      assert.equal(new URL(page.url()).search, '?tab=later');
      await page.context().close();
    });

    const liaison = await person('liaison');
    await t.test('the liaison takes note of what is owed', async () => {
      await liaison.page.locator(`main a[href^="${OBLIGATION}"]`).click();
      await press(liaison, 'acknowledge');
      await done(liaison, 'done-acknowledged');
      assert.equal(await liaison.main.locator('form[action$="/acknowledgement"]').count(), 0);
    });

    await t.test('a report without its file comes back with what was typed, and what to do', async () => {
      await liaison.main.getByLabel(say('report-text')).fill(REPORT);
      await press(liaison, 'submit');
      await liaison.page.getByRole('alert').getByText(say('submission-has-faults')).waitFor();
      await faultOf(liaison, 'files', 'fault-evidence-missing');
      assert.equal(await liaison.main.getByLabel(say('report-text')).inputValue(), REPORT);
      await liaison.shot('refused');
    });

    await t.test('with a file of a Chinese name it is taken, and waits', async () => {
      await liaison.main.locator('input[type=file]').setInputFiles(FILE);
      await press(liaison, 'submit');
      await done(liaison, 'done-submitted');
      await download(liaison, FILE);
      await liaison.shot('submitted');
      await liaison.page.goto('/obligations?tab=sent');
      const card = liaison.page.locator('.card', { has: liaison.page.locator(`a[href^="${OBLIGATION}"]`) });
      await card.locator('.light.submitted').getByText(say('light-submitted')).waitFor();
    });

    const office = await person('office');
    await t.test('the office returns it, and only with a reason', async () => {
      await review(office);
      await download(office, FILE);
      await press(office, 'return');
      await fault(office, 'refused-reason-missing');
      await office.shot('return-without-reason');
      await office.main.getByLabel(say('review-reason')).fill(REASON);
      await press(office, 'return');
      await told(office, 'told-returned');
      assert.equal(await office.main.locator(`a[href^="${QUEUED}"]`).count(), 0);
      await office.shot('reviews');
      await office.page.goto('/messages');
      await office.main.locator('tbody tr').first().getByText(say('message-returned')).waitFor();
    });

    await t.test('the liaison sees why, mends it and sends it again', async () => {
      await liaison.page.goto('/obligations');
      await liaison.page.locator(`main a[href^="${OBLIGATION}"]`).click();
      await liaison.main.locator('.notice').getByText(REASON).waitFor();
      assert.equal(await liaison.main.getByLabel(say('report-text')).inputValue(), REPORT);
      await liaison.main.getByLabel(FILE.name).uncheck();
      await liaison.main.locator('input[type=file]').setInputFiles(MENDED);
      await liaison.shot('returned');
      await press(liaison, 'submit-again');
      await done(liaison, 'done-submitted');
      const latest = liaison.main.locator('.submission').first();
      assert.deepEqual(await latest.locator('.files a').allInnerTexts(), [MENDED.name]);
    });

    await t.test('the office accepts it', async () => {
      await review(office);
      await press(office, 'accept');
      await told(office, 'told-accepted');
      await liaison.page.goto('/obligations?tab=sent');
      await liaison.page.locator(`main a[href^="${OBLIGATION}"]`).click();
      await liaison.main.locator('.light.on-time').first().waitFor();
      assert.equal(await liaison.main.locator('form[action$="/submission"]').count(), 0);
      await liaison.shot('accepted');
    });

    await t.test("the unit's leader sees it and can change nothing", async () => {
      const leader = await person('leader');
      await leader.page.goto('/obligations?tab=sent');
      await leader.page.locator(`main a[href^="${OBLIGATION}"]`).click();
      await leader.main.getByText(REASON).first().waitFor();
      assert.equal(await leader.main.locator('form').count(), 0);
      await leader.page.locator('nav.main a[href="/scores"]').click();
      await leader.page.waitForURL('**/scores/two-monthly-*/jiaoyu');
      await leader.page.context().close();
    });

    await t.test('the scoring office finds the cause of every point', async () => {
      const scoring = await person('scoring');
      assert.equal(new URL(scoring.page.url()).pathname, '/scores');
      await scoring.main.locator('a[href$="/jiaoyu"]').click();
      await scoring.main.locator('.tally .total').waitFor();
      await scoring.main.locator('a[href^="/obligations/"]').first().click();
      await scoring.main.getByRole('heading', { name: say('history') }).waitFor();
      await scoring.page.context().close();
    });

    await t.test('the district leader sees who is red and what lies behind it', async () => {
      const district = await person('district');
      assert.equal(new URL(district.page.url()).pathname, '/overview');
      await district.main.locator('.headline .light.overdue').waitFor();
      await district.main.locator('.matrix td a', { has: district.page.locator('.overdue') }).first().click();
      await district.page.waitForURL(/\/overview\/obligations\?/);
      await district.main.locator('.light.overdue').first().waitFor();
      await district.page.context().close();
    });

    await t.test('the administrator makes an account, and its link works once', async () => {
      const admin = await person('admin');
      await admin.main.locator('a[href="/accounts/new"]').first().click();
      const { main } = admin;
      await main.locator('[name=role]').selectOption('liaison');
      await main.locator('[name=login]').fill('zhang.san');
      await main.locator('[name=name]').fill('张三');
      await press(admin, 'account-create');
      await faultOf(admin, 'unit', 'account-unit-missing');
      await admin.shot('account-refused');
      await main.locator('[name=unit]').selectOption('jiaoyu');
      await press(admin, 'account-create');
      const link = await main.locator('.secret').innerText();
      await admin.shot('account-link');
      const newcomer = await person();
      await newcomer.page.goto(link);
      await newcomer.main.getByText(say('password-for', { name: '张三', login: 'zhang.san' })).waitFor();
      await newcomer.main.locator('[name=password]').fill(`${PASSWORD}-2`);
      await newcomer.main.locator('[name=again]').fill(`${PASSWORD}-3`);
      await press(newcomer, 'save');
      await fault(newcomer, 'password-differs');
      await newcomer.shot('password');
      await newcomer.main.locator('[name=password]').fill(`${PASSWORD}-2`);
      await newcomer.main.locator('[name=again]').fill(`${PASSWORD}-2`);
      await press(newcomer, 'save');
      await newcomer.page.waitForURL((url) => url.pathname === '/start');
      assert.equal((await newcomer.page.goto(link)).status(), 404);
      const again = await person('zhang.san', `${PASSWORD}-2`);
      await again.main.locator(`.card`).first().waitFor();
    });

    await t.test('the server has nothing to complain of', () => assert.deepEqual(server.problems(), []));
    for (const each of browser.contexts()) await each.close();
  });
}

/** From the queue to the one that waits. */
async function review(office) {
  await office.page.goto('/reviews');
  await office.main.locator(`a[href^="${QUEUED}"]`).click();
}

/** A file comes back with its name and every byte. */
async function download(who, file) {
  const link = who.main.getByRole('link', { name: file.name, exact: true });
  const [saved] = await Promise.all([who.page.waitForEvent('download'), link.first().click()]);
  assert.equal(saved.suggestedFilename(), file.name);
  const chunks = await (await saved.createReadStream()).toArray();
  assert.deepEqual(Buffer.concat(chunks), file.buffer);
}

/** A picture; and where scripts run, so does axe-core. */
async function look(page, { js, lang, viewport }, name) {
  await shoot(page, `${name}-${lang.slice(0, 2)}-${viewport.width}`);
  await fits(page);
  if (js) await accessible(page);
}
