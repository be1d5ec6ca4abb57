// Search and what changed, with scripts and without, on a phone and on a desk.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, signIn } from './browser.mjs';
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

const path = (page) => page.url().slice(server.base.length);

test('a slash leads to the field, and pinyin initials to what is meant', async () => {
  const page = await open(browser, server.base);
  await signIn(page, 'office');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => globalThis.document.activeElement.id), 'search');
  await page.keyboard.type('sgs');
  await page.keyboard.press('Enter');
  await page.locator('main mark').first().waitFor();
  assert.equal(path(page), '/search?q=sgs');
  assert.equal(await page.locator('main mark').first().innerText(), '双公示');
  assert.equal(await page.locator('#search').inputValue(), 'sgs');
  await page.locator('#search').fill('a/b');
  assert.equal(await page.locator('#search').inputValue(), 'a/b');
  await page.locator('#search').press('/');
  assert.equal(await page.locator('#search').inputValue(), 'a/b/', 'in a field a slash is a slash');
  await page.context().close();
});

test('without scripts on a phone, a kind of results is leafed through', async () => {
  const page = await open(browser, server.base, { js: false, viewport: PHONE, lang: 'en' });
  await signIn(page, 'office');
  await page.locator('#search').fill('双公示');
  await page.getByRole('button', { name: words('en', 'nav-search'), exact: true }).click();
  await page.locator('nav.tabs a[href$="kind=obligations"]').click();
  assert.equal(await page.locator('.found li').count(), 20);
  await page.locator('.pager a[rel=next]').click();
  assert.equal(await page.locator('.found li').count(), 6);
  await page.context().close();
});

for (const [name, telling] of [
  ['with scripts on a desk', { js: true, viewport: DESK }],
  ['without scripts on a phone', { js: false, viewport: PHONE }],
]) {
  test(`what changed stays new until it is said to be read, ${name}`, async () => {
    const page = await open(browser, server.base, telling);
    await signIn(page, telling.js ? 'office' : 'office2');
    await page.locator('header .changes .count').waitFor();
    await page.locator('header a.changes').click();
    await page.getByRole('heading', { level: 1, name: words('zh-CN', 'nav-changes') }).waitFor();
    const count = await page.locator('.change').count();
    assert.ok(count > 3);
    await page.reload();
    assert.equal(await page.locator('.change').count(), count);
    await page.getByRole('button', { name: words('zh-CN', 'changes-read'), exact: true }).click();
    await page.getByRole('status').getByText(words('zh-CN', 'done-changes-read')).waitFor();
    assert.equal(await page.locator('.change').count(), 0);
    assert.equal(await page.locator('header .changes .count').count(), 0);
    await page.locator('.tabs a[href="/changes?tab=earlier"]').click();
    await page.locator('.change').first().waitFor();
    await page.context().close();
  });
}
