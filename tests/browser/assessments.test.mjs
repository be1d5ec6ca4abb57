// Assessments: a unit checks its draft and replies with a file; the scoring office opens a period, judges units, rules on a
// reply, publishes a correction and proves it; on a phone and on a desk, with scripts and without.

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

/** A button, and without scripts the link, that asks; and then the one that does it. */
async function confirm(page, id) {
  await page.locator(`#${id}-button`).click();
  const dialog = page.locator(`dialog#${id}`);
  await dialog.waitFor();
  return dialog;
}

for (const [name, login, telling] of [
  ['liaison, phone, scripts, 中文', 'liaison', { viewport: PHONE, js: true, lang: 'zh-CN' }],
  ['leader, desk, no scripts, English', 'leader-keji', { viewport: DESK, js: false, lang: 'en' }],
]) {
  test(name, async (t) => {
    const say = (key) => words(telling.lang, key);
    const page = await open(browser, server.base, telling);
    await signIn(page, login);
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `assessments-${shot}-${login}-${telling.lang}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };

    await t.test('the list leads to the draft that is to be checked', async () => {
      await page.locator('nav.main').getByRole('link', { name: say('nav-assessments'), exact: true }).click();
      await main.getByRole('heading', { level: 1, name: say('nav-assessments') }).waitFor();
      await look('list');
      await main.locator('a[href="/assessments/two-monthly-5"]').click();
      await page.waitForURL(/two-monthly-5\/reply/);
      await main.locator('.total').waitFor();
      await look('draft');
    });

    await t.test('it replies with a file, and nothing is lost when the text is missing', async () => {
      const item = main.locator('#item-deadlines');
      await item.locator('summary').click();
      const file = { name: '情况说明.txt', mimeType: 'text/plain', buffer: Buffer.from('故障记录') };
      await item.locator('textarea').evaluate((area) => area.removeAttribute('required'));
      await item.locator('input[type=file]').setInputFiles(file);
      await item.locator('button.primary').click();
      await main.locator('p.notice[role=alert]').waitFor();
      await look('refused');
      assert.equal(await item.locator('input[name=keep]').count(), 1, 'the file is still there');
      await item.locator('textarea').fill('系统故障所致，请予复核。');
      await item.locator('button.primary').click();
      await item.locator('.said').getByText('系统故障所致').waitFor();
      await item.locator('.said a[download]').filter({ hasText: '情况说明.txt' }).waitFor();
      await look('replied');
    });
    await page.context().close();
  });
}

for (const [name, telling, own] of [
  ['scoring office, desk, scripts, 中文', { viewport: DESK, js: true, lang: 'zh-CN' }, { period: 'two-monthly-6', reply: 'minzheng/judgement', points: '18' }],
  ['scoring office, phone, no scripts, English', { viewport: PHONE, js: false, lang: 'en' }, { period: 'year', reply: 'minzheng/quality', points: '18.5' }],
]) {
  test(name, async (t) => {
    const say = (key) => words(telling.lang, key);
    const page = await open(browser, server.base, telling);
    await signIn(page, 'scoring');
    const main = page.locator('main');
    const look = async (shot) => {
      await shoot(page, `assessments-${shot}-scoring-${telling.lang}`);
      await fits(page);
      if (telling.js) await accessible(page);
    };

    await t.test('a period is opened', async () => {
      await page.goto('/assessments');
      await look('list');
      await main.locator(`a[href="/assessments/${own.period}"]`).click();
      const dialog = await confirm(page, 'opening');
      await look('opening');
      await dialog.getByRole('button').click();
      await main.getByText(say('done-assessment-opened')).waitFor();
      await look('draft');
    });

    await t.test('units are judged in one form, which says what is wrong beside the field', async () => {
      await main.getByRole('link', { name: say('assess-marks'), exact: true }).click();
      await main.locator('input[name=points-jiaoyu]').fill('21');
      await main.locator('input[name=points-keji]').fill('16');
      await main.locator('textarea[name=reason]').first().fill('综合评议');
      await main.getByRole('button', { name: say('assess-save-marks') }).click();
      await main.locator('#fault-jiaoyu').waitFor();
      assert.equal(await main.locator('input[name=points-keji]').inputValue(), '16');
      await look('refused');
      await main.locator('input[name=points-jiaoyu]').fill('18');
      await main.getByRole('button', { name: say('assess-save-marks') }).click();
      await main.getByText(say('done-marks-made')).waitFor();
      assert.equal(await main.locator('article.finding').count(), 2);
      await look('marks');
      await page.goto(`/assessments/${own.period}/marks?unit=jiaoyu`);
      await look('unit');
    });

    await t.test('it is not frozen before it is over, and says when', async () => {
      await page.goto(`/assessments/${own.period}`);
      const dialog = await confirm(page, 'freezing');
      await dialog.getByRole('button').click();
      await main.locator('p.notice[role=alert]').filter({ hasText: '31' }).waitFor();
      await look('early');
    });

    await t.test('a reply is ruled on', async () => {
      await page.goto('/assessments/two-monthly-5');
      await look('frozen');
      await main.locator(`a[href="/assessments/two-monthly-5/replies/${own.reply}"]`).click();
      await main.locator('input[value=uphold]').check();
      await main.locator('input[name=points]').fill('14.5');
      await main.locator('textarea[name=reason]').fill('经复核，情况属实。');
      await look('ruling');
      await main.getByRole('button', { name: say('assess-rule') }).click();
      await main.getByText(say('done-ruled')).waitFor();
    });

    await t.test('a published period is corrected, published anew, and proved', async () => {
      await page.goto('/assessments/half-year-1/corrections');
      await main.locator('select[name=unit]').selectOption('jiaoyu');
      await main.locator('select[name=item]').selectOption('judgement');
      await main.locator('form.panel input[name=points]').fill(own.points);
      await main.locator('form.panel textarea').fill('漏计一次表扬');
      await look('correcting');
      await main.getByRole('button', { name: say('assess-add-correction') }).click();
      await main.getByText(say('done-corrected')).waitFor();
      await page.goto('/assessments/half-year-1');
      const dialog = await confirm(page, 'publication');
      await dialog.locator('textarea').fill('更正区教育局一项评分');
      await look('publishing');
      await dialog.getByRole('button').click();
      await main.getByText(say('done-assessment-published')).waitFor();
      await look('published');
      await main.getByRole('link', { name: say('assess-verify'), exact: true }).click();
      await main.getByText(say('assess-verify-well')).waitFor();
      assert.ok((await main.locator('tbody tr').count()) >= 3);
      await look('proved');
    });
    await page.context().close();
  });
}

test('the server has nothing to complain of', () => {
  assert.deepEqual(server.problems(), []);
});
