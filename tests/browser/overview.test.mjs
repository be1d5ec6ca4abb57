// The overview: its matrix under the arrow keys, its filters with scripts and without, and what the printer gets.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PHONE, launch, open, signIn } from './browser.mjs';
import { fits, watch } from './checks.mjs';
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

async function office(options) {
  const page = await open(browser, server.base, options);
  await signIn(page, 'office');
  await page.goto('/overview');
  return page;
}

/** Row and column of what has the focus, and where it leads. */
const place = (page) =>
  page.evaluate(() => {
    const cell = globalThis.document.activeElement.closest('td, th');
    const rows = [...cell.closest('table').rows];
    return [rows.indexOf(cell.parentElement), cell.cellIndex];
  });

test('arrow keys go from cell to cell, and the Tab key past the table', async () => {
  const page = await office();
  const links = page.locator('.matrix a');
  assert.equal(await page.locator('.matrix a[tabindex="0"]').count(), 1);
  assert.equal(await page.locator('.matrix a[tabindex="-1"]').count(), (await links.count()) - 1);
  await page.locator('.matrix tbody a').first().focus();
  assert.deepEqual(await place(page), [1, 0]);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await place(page), [1, 1]);
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await place(page), [2, 1]);
  await page.keyboard.press('End');
  const [, last] = await place(page);
  assert.equal(last, 9);
  await page.keyboard.press('ArrowLeft');
  const [, before] = await place(page);
  assert.ok(before < 8, 'cells that hold nothing are passed over');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Home');
  assert.deepEqual(await place(page), [0, 1], 'the first link of the table');
  await page.keyboard.press('ArrowUp');
  assert.deepEqual(await place(page), [0, 1], 'there is nothing above');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => globalThis.document.activeElement.closest('.matrix')), null);
  await page.keyboard.press('Shift+Tab');
  assert.deepEqual(await place(page), [0, 1], 'and back to where it was');
  await page.keyboard.press('ArrowDown');
  const href = await page.evaluate(() => globalThis.document.activeElement.getAttribute('href'));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${href}`);
  await page.context().close();
});

test('choosing is enough where scripts run, and nothing reloads', async () => {
  const page = await office();
  const eye = await watch(page);
  await page.evaluate(() => (globalThis.stays = true));
  await page.locator('select[name=group]').focus();
  await page.locator('select[name=group]').selectOption('towns');
  await page.waitForURL('**/overview?group=towns');
  assert.equal(await page.locator('.matrix tbody tr').count(), 5);
  await page.waitForFunction(() => globalThis.document.activeElement.name === 'group'); // the focus stays
  assert.match(await page.title(), /各镇、街道、开发区/);
  await page.locator('select[name=month]').selectOption('6');
  await page.waitForURL('**/overview?group=towns&month=6');
  assert.equal(await page.locator('.matrix a[tabindex="0"]').count(), 1);
  await page.goBack();
  await page.waitForURL('**/overview?group=towns');
  await page.waitForFunction(() => globalThis.document.querySelector('select[name=month]').value === '');
  await page.getByRole('link', { name: words('zh-CN', 'filter-clear') }).click();
  await page.waitForURL('**/overview');
  assert.equal(await page.evaluate(() => globalThis.stays), true);
  eye.none();
  await page.context().close();
});

test('without scripts a button does it, and every cell is a link', async () => {
  const page = await office({ js: false, viewport: PHONE });
  assert.equal(await page.locator('.matrix [tabindex]').count(), 0);
  await page.locator('select[name=light]').selectOption('overdue');
  await page.getByRole('button', { name: words('zh-CN', 'filter-apply') }).click();
  assert.match(page.url(), /light=overdue/);
  const cell = page.locator('.matrix tbody td a').first();
  const count = (await cell.innerText()).match(/\d+/)[0];
  await cell.click();
  await page.locator('.listed tbody tr').first().waitFor();
  assert.equal(await page.locator('.listed tbody tr').count(), Number(count));
  await page.context().close();
});

describe('on paper', () => {
  for (const [path, sheets] of [
    ['/overview', 2],
    ['/overview?group=towns', 2],
  ]) {
    test(`${path} takes ${sheets} sheets of A3, the matrix on the first`, async () => {
      const page = await office();
      await page.goto(path);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
      assert.ok(boxes.length > 0);
      for (const [, width, height] of boxes) assert.deepEqual([Math.round(width), Math.round(height)], [1191, 842], 'A3, landscape');
      assert.equal([...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length, sheets);
      await page.context().close();
    });
  }
});

test('it fits a tablet', async () => {
  const page = await office({ viewport: { width: 768, height: 1024 } });
  await fits(page);
  await page.goto('/overview/obligations?light=overdue');
  await fits(page);
  await page.context().close();
});
