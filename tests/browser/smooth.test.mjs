// With scripts, pages come without a reload, and feel like pages all the same: address, title, focus, scroll, back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, signIn } from './browser.mjs';
import { watch } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

let server;
let browser;
let office;

before(async () => {
  server = await demo();
  browser = await launch();
  office = await newcomer('office');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function newcomer(login) {
  const page = await open(browser, server.base);
  await signIn(page, login);
  await mark(page);
  return page;
}

/** What only a reload wipes out. */
const mark = (page) => page.evaluate(() => (globalThis.stays = true));
const stays = (page) => page.evaluate(() => globalThis.stays === true);
const path = (page) => page.url().slice(server.base.length);
const focused = (page) => page.evaluate(() => globalThis.document.activeElement.outerHTML.slice(0, 200));
const scrolled = (page) => page.evaluate(() => Math.round(globalThis.scrollY));
const heading = (page, text) => page.getByRole('heading', { level: 1, name: text }).waitFor();

test('a link brings its page, its title, its address, and the focus to its heading', async () => {
  const eye = await watch(office);
  await office.evaluate(() => globalThis.scrollTo(0, 300));
  await office.locator('nav.main a[href="/units"]').click();
  await heading(office, words('zh-CN', 'nav-units'));
  assert.equal(path(office), '/units');
  assert.match(await office.title(), new RegExp(words('zh-CN', 'nav-units')));
  assert.match(await focused(office), /^<h1/);
  assert.equal(await scrolled(office), 0);
  assert.equal(await office.locator('nav.main [aria-current=page]').getAttribute('href'), '/units');
  assert.ok(await stays(office));
  eye.none();
});

test('back and forward bring what was there, where it was', async () => {
  await office.goto('/units');
  await mark(office);
  const link = office.locator('main a[href^="/units/"]').last();
  await link.scrollIntoViewIfNeeded();
  const [href, at] = [await link.getAttribute('href'), await scrolled(office)];
  assert.ok(at > 0);
  await link.click();
  await office.waitForURL(`**${href}`);
  assert.equal(await scrolled(office), 0);
  await office.goBack();
  await heading(office, words('zh-CN', 'nav-units'));
  assert.equal(path(office), '/units');
  await office.waitForFunction((y) => Math.abs(globalThis.scrollY - y) < 2, at);
  assert.ok((await focused(office)).includes(`href="${href}"`));
  await office.goForward();
  await office.waitForURL(`**${href}`);
  assert.ok(await stays(office));
});

test('a tab keeps the focus, and is an address of its own', async () => {
  const liaison = await newcomer('liaison');
  await liaison.locator('.tabs a[href*="tab=sent"]').click();
  await liaison.locator('.tabs a[href*="tab=sent"][aria-current]').waitFor();
  assert.match(await focused(liaison), /tab=sent/);
  await liaison.goBack();
  await liaison.locator('.tabs a[href*="tab=sent"]:not([aria-current])').waitFor();
  assert.ok(await stays(liaison));
  await liaison.context().close();
});

test('what a link names on its page is marked and in view', async () => {
  await office.goto('/projects/1');
  await mark(office);
  const link = office.locator('main a[href*="#d-"]').last();
  const href = await link.getAttribute('href');
  await link.click();
  await office.waitForURL(`**${href}`);
  await office.waitForFunction((id) => globalThis.document.querySelector(':target')?.id === id, href.split('#')[1]);
  assert.ok(await stays(office));
  await office.goBack();
  await office.waitForURL('**/projects/1');
  await office.locator(`main a[href="${href}"]`).waitFor();
});

test('a form refused keeps its address, and the focus goes to what is wrong', async () => {
  const admin = await newcomer('admin');
  await admin.goto('/accounts/new');
  await mark(admin);
  const { main } = { main: admin.locator('main') };
  await main.locator('[name=role]').selectOption('liaison');
  await main.locator('[name=login]').fill('li.si');
  await main.locator('[name=name]').fill('李四');
  await main.getByRole('button', { name: words('zh-CN', 'account-create') }).click();
  await main.locator('[name=unit][aria-invalid=true]').waitFor();
  assert.match(await focused(admin), /name="unit"/);
  assert.equal(path(admin), '/accounts/new');
  assert.equal(await main.locator('[name=name]').inputValue(), '李四');
  assert.ok(await stays(admin));
  await admin.reload();
  await main.locator('[name=login]').waitFor();
  await admin.context().close();
});

test('what was done is said once, and back does not lead through the form', async () => {
  const liaison = await newcomer('liaison');
  await liaison.locator('main a[href^="/obligations/2.1-plan~jiaoyu"]').click();
  await liaison.getByRole('button', { name: words('zh-CN', 'acknowledge') }).click();
  const done = liaison.getByRole('status').getByText(words('zh-CN', 'done-acknowledged'));
  await done.waitFor();
  assert.match(await focused(liaison), /role="status"/);
  assert.equal(path(liaison), '/obligations/2.1-plan~jiaoyu~2026');
  assert.ok(await stays(liaison));
  await liaison.reload();
  assert.equal(await done.count(), 0);
  await liaison.goBack();
  await heading(liaison, words('zh-CN', 'nav-mine'));
  await liaison.context().close();
});

test('without an answer nothing typed is lost', async () => {
  const admin = await newcomer('admin');
  await admin.goto('/accounts/new');
  await admin.locator('main [name=role]').selectOption('office');
  await admin.locator('main [name=login]').fill('wang.wu');
  await admin.locator('main [name=name]').fill('王五');
  await admin.context().setOffline(true);
  await admin.locator('main').getByRole('button', { name: words('zh-CN', 'account-create') }).click();
  await admin.getByRole('alert').getByText(words('zh-CN', 'unsent')).waitFor();
  assert.equal(await admin.locator('main [name=name]').inputValue(), '王五');
  await admin.context().setOffline(false);
  await admin.locator('main').getByRole('button', { name: words('zh-CN', 'account-create') }).click();
  await admin.locator('.secret').waitFor();
  await admin.context().close();
});

test('a session that ended leads to the sign-in page, and from there to where one was going', async () => {
  const district = await newcomer('district');
  await district.context().clearCookies({ name: 'duban' });
  await district.locator('nav.main a[href="/units"]').click();
  await district.locator('[name=password]').waitFor();
  assert.equal(new URL(district.url()).pathname, '/sign-in');
  await district.locator('[name=login]').fill('district');
  await district.locator('[name=password]').fill('duban-demo');
  await district.locator('main button').click();
  await heading(district, words('zh-CN', 'nav-units'));
  await district.context().close();
});

test('a page that refuses is shown', async () => {
  await office.goto('/units');
  await mark(office);
  await office.evaluate(() => {
    const link = globalThis.document.querySelector('main a[href^="/units/"]');
    link.setAttribute('href', '/units/none');
  });
  await office.locator('main a[href="/units/none"]').click();
  await heading(office, words('zh-CN', 'error-not-found'));
  assert.equal(path(office), '/units/none');
  assert.ok(await stays(office));
});

test('what is hard to take back is asked first, and Esc goes back to the button', async () => {
  const admin = await newcomer('admin');
  await admin.goto('/accounts?q=liaison-caizheng');
  await admin.locator('main tbody th a').first().click();
  const button = admin.locator('[data-opens=disablement]');
  await button.focus();
  await admin.keyboard.press('Enter');
  const dialog = admin.getByRole('dialog', { name: words('zh-CN', 'account-disable') });
  await dialog.waitFor();
  assert.ok(await admin.evaluate(() => globalThis.document.activeElement.closest('dialog:modal') !== null));
  await admin.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.match(await focused(admin), /data-opens="disablement"/);
  await button.click();
  await dialog.getByText(words('zh-CN', 'cancel')).click();
  await dialog.waitFor({ state: 'hidden' });
  await button.click();
  await dialog.getByRole('button').click();
  await admin.getByRole('status').getByText(words('zh-CN', 'done-account-disabled')).waitFor();
  await admin.getByText(words('zh-CN', 'dismiss')).click();
  assert.equal(await admin.getByRole('status').count(), 0);
  await admin.context().close();
});

test('without scripts the question opens as the address says', async () => {
  const admin = await open(browser, server.base, { js: false });
  await signIn(admin, 'admin');
  await admin.goto('/accounts?q=liaison-keji');
  await admin.locator('main tbody th a').first().click();
  const button = admin.locator('a[href="#disablement"]');
  const really = admin.locator('form[action$="/disablement"] button');
  assert.equal(await really.isVisible(), false);
  await button.click();
  assert.ok(await really.isVisible());
  await admin.locator('#disablement a').click();
  assert.equal(await really.isVisible(), false);
  await button.click();
  await really.click();
  await admin.getByRole('status').getByText(words('zh-CN', 'done-account-disabled')).waitFor();
  await admin.context().close();
});

test('a column sorts, one way and the other, and the head keeps the focus', async () => {
  const scoring = await newcomer('scoring');
  const head = scoring.locator('#group-rest table.scores th', { hasText: words('zh-CN', 'score-late') });
  // How many columns stand before it depends on whether there is an earlier period to compare with.
  const column = (await head.evaluate((cell) => cell.cellIndex)) + 1;
  const late = () => scoring.locator(`#group-rest table.scores tbody tr > :nth-child(${column})`).allInnerTexts();
  await head.locator('a').click();
  await scoring.locator('#group-rest th[aria-sort=descending] a[href*="sort=late"]').waitFor();
  const most = (await late()).map(Number);
  assert.ok(most[0] > 0);
  assert.deepEqual(most, [...most].sort((a, b) => b - a));
  await head.locator('a').click();
  await scoring.locator('#group-rest th[aria-sort=ascending] a[href*="sort=late"]').waitFor();
  assert.deepEqual((await late()).map(Number), most.toReversed());
  assert.match(await focused(scoring), /sort=late/);
  assert.ok(await stays(scoring));
  await scoring.context().close();
});

test('the server has nothing to complain of', () => assert.deepEqual(server.problems(), []));
