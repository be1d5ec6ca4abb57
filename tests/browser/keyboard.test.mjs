// Without a mouse: the skip link, signing in, sending a report, and a focus that can be seen wherever it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, signIn } from './browser.mjs';
import { PASSWORD, demo } from './duban.mjs';
import { words } from './words.mjs';

const say = (key) => words('zh-CN', key);
const OBLIGATION = '/obligations/2.1-plan~jiaoyu';
/** One that nobody sends here. */
const OTHER = '/obligations/1.1-group~jiaoyu';

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

test('signing in and sending a report takes no mouse', async () => {
  const page = await open(browser, server.base);
  page.on('filechooser', (chooser) => chooser.setFiles({ name: '计划.txt', mimeType: 'text/plain', buffer: Buffer.from('工作计划') }));
  await page.goto('/sign-in');
  assert.equal((await focus(page)).name, 'login', 'the first field has the focus');
  await page.keyboard.type('liaison');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('form[action="/sign-out"]').waitFor();

  await page.keyboard.press('Tab');
  assert.equal((await focus(page)).text, say('skip-to-content'));
  await seen(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok((await focus(page)).inMain, 'the skip link leads past the menu');

  await tabTo(page, (at) => at.href?.startsWith(OBLIGATION));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${OBLIGATION}*`);
  await tabTo(page, (at) => at.name === 'text');
  await page.keyboard.type('已确定1名联络员。');
  await tabTo(page, (at) => at.name === 'files');
  await page.keyboard.press('Enter');
  await page.locator('#chosen [name=keep]:checked').waitFor();
  await tabTo(page, (at) => at.text === say('submit'));
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(say('done-submitted')).waitFor();
  await page.context().close();
});

for (const [login, path] of [
  [null, '/sign-in'],
  ['liaison', '/obligations'],
  ['liaison', OTHER],
  ['office', '/overview'],
  ['office', '/reviews'],
  ['office', '/calendar'],
  ['scoring', '/scores'],
  ['admin', '/accounts/new'],
]) {
  for (const viewport of [DESK, PHONE]) {
    test(`the focus can be seen at every stop: ${path}, ${viewport.width} px`, async () => {
      const page = await open(browser, server.base, { viewport });
      if (login) await signIn(page, login);
      await page.goto(path === OTHER ? await page.locator(`main a[href^="${OTHER}"]`).getAttribute('href') : path);
      let stops = 0;
      // The big tables repeat themselves: their first hundred stops show how all of them look.
      for (; stops < 100; stops += 1) {
        await page.keyboard.press('Tab');
        if ((await focus(page)).text === null) break;
        await seen(page);
      }
      assert.ok(stops > 1, `only ${stops} stops`);
      await page.context().close();
    });
  }
}

async function tabTo(page, wanted) {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (wanted(await focus(page))) return seen(page);
  }
  assert.fail(`not reached with the Tab key from ${page.url()}`);
}

/** Where the focus is; `text` is null when it has left the page. */
function focus(page) {
  return page.evaluate(() => {
    const at = globalThis.document.activeElement;
    if (!at || at === globalThis.document.body) return { text: null };
    const { name, innerText: text } = at;
    return { name, text, href: at.getAttribute('href'), inMain: at.closest('main') !== null };
  });
}

/** WCAG 2.4.7 and 2.4.11: an outline, and nothing that lies over all of it. */
async function seen(page) {
  const problem = await page.evaluate(() => {
    const at = globalThis.document.activeElement;
    const style = getComputedStyle(at);
    const what = at.outerHTML.slice(0, 160);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no outline: ${what}`;
    const boxes = [...at.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    const points = boxes.flatMap(({ left, top, width, height }) =>
      [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y])),
    );
    const shown = points.some(([x, y]) => {
      const hit = globalThis.document.elementFromPoint(x, y);
      return hit !== null && (at.contains(hit) || hit.contains(at));
    });
    return shown ? null : `hidden or off screen: ${what}`;
  });
  assert.equal(problem, null);
}
