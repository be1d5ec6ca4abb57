// The office's queue: one after the other with keys or without scripts, and several at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A demo of its own, the office signed in and at its queue. */
async function office(t, options = {}) {
  const server = await demo();
  t.after(() => server.stop());
  const page = await open(browser, server.base, options);
  await signIn(page, 'office');
  await page.goto('/reviews');
  return page;
}

const places = (page) => page.locator('.place [aria-hidden]').innerText();
const waiting = (page) => page.locator('tbody input[name=pick]').count();

test('keys go on and back and to what decides, and decide nothing themselves', async (t) => {
  const page = await office(t);
  const n = await waiting(page);
  assert.ok(n >= 3, `${n} wait`);
  await page.keyboard.press('j');
  await page.waitForURL(/\/reviews\/[^/]+$/);
  assert.equal(await places(page), `1 / ${n}`);
  await page.keyboard.press('j');
  await page.locator('.place').getByText(`2 / ${n}`).waitFor();
  await page.keyboard.press('k');
  await page.locator('.place').getByText(`1 / ${n}`).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('jka');
  assert.equal(await page.locator('[name=reason]').inputValue(), 'jka', 'in a field, keys are letters');
  await page.locator('[name=reason]').fill('');
  await page.locator('h1').click();
  await page.keyboard.press('a');
  assert.equal(await places(page), `1 / ${n}`);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  assert.equal(await places(page), `1 / ${n - 1}`, 'the next one opened by itself');
  await page.keyboard.press('u');
  await page.waitForURL(/\/reviews$/);
  assert.equal(await waiting(page), n - 1);
  await page.context().close();
});

test('keys can be switched off, and stay off', async (t) => {
  const page = await office(t);
  await page.keyboard.press('j');
  await page.locator('.keys summary').click();
  await page.locator('.keys input').uncheck();
  const before = page.url();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.reload();
  assert.equal(page.url(), before);
  assert.equal(await page.locator('.keys input').isChecked(), false);
  await page.context().close();
});

for (const [name, options] of [
  ['desk, scripts, 中文', { viewport: DESK }],
  ['phone, no scripts, English', { viewport: PHONE, js: false, lang: 'en' }],
]) {
  test(`several are accepted after a summary: ${name}`, async (t) => {
    const page = await office(t, options);
    const lang = options.lang ?? 'zh-CN';
    const n = await waiting(page);
    const boxes = page.locator('tbody input[name=pick]');
    if (options.js === false) for (let at = 0; at < 2; at += 1) await boxes.nth(at).check();
    else {
      await page.locator('[data-all=pick]').check();
      for (let at = 2; at < n; at += 1) await boxes.nth(at).uncheck();
      assert.equal(await page.locator('[data-all=pick]').evaluate((box) => box.indeterminate), true);
    }
    await page.getByRole('button', { name: words(lang, 'batch-accept') }).click();
    await page.waitForURL(/\/reviews\/batch\?/);
    assert.equal(await page.locator('tbody th').count(), 2);
    await shoot(page, `reviews-batch-${lang}`);
    await fits(page);
    if (options.js !== false) await accessible(page);
    await page.getByRole('button', { name: words(lang, 'batch-accept-these', { n: 2 }) }).click();
    await page.getByRole('status').waitFor();
    assert.equal(await waiting(page), n - 2);
    await page.context().close();
  });
}
