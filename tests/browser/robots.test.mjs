// Chat groups' robots in a real browser: the first administrator of a new system tries each, one posts, one is
// refused, and its message says why. On a phone and on a desk, with scripts and without, in both languages.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot } from './browser.mjs';
import { accessible, fits } from './checks.mjs';
import { serve } from './duban.mjs';
import { words } from './words.mjs';

const TELLINGS = [
  { name: 'desk, scripts, 中文', viewport: DESK, js: true, lang: 'zh-CN' },
  { name: 'phone, no scripts, English', viewport: PHONE, js: false, lang: 'en' },
];
const PASSWORD = '春眠不觉晓处处闻啼鸟';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Takes what comes for /ban, refuses all else as WeCom does where a robot was removed. */
async function webhook() {
  const taken = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const well = request.url.startsWith('/ban');
    if (well) taken.push(JSON.parse(body).markdown.content);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(well ? { errcode: 0, errmsg: 'ok' } : { errcode: 93000, errmsg: 'invalid webhook url' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { base: `http://127.0.0.1:${server.address().port}`, taken, close };
}

for (const telling of TELLINGS) {
  test(telling.name, async (t) => {
    const { lang } = telling;
    const say = (key, values) => words(lang, key, values);
    const hook = await webhook();
    t.after(() => hook.close());
    const server = await serve({
      DUBAN_ROBOTS__BAN__KIND: 'wecom',
      DUBAN_ROBOTS__BAN__URL: `${hook.base}/ban?key=1`,
      DUBAN_ROBOTS__BAN__OFFICE: 'true',
      DUBAN_ROBOTS__TOWNS__KIND: 'wecom',
      DUBAN_ROBOTS__TOWNS__URL: `${hook.base}/towns?key=2`,
      DUBAN_ROBOTS__TOWNS__GROUPS: 'towns',
    });
    t.after(() => server.stop());
    const page = await open(browser, server.base, telling);
    const look = async (name) => {
      if (telling.js) await accessible(page);
      await fits(page);
      await shoot(page, `robots-${name}-${lang}-${telling.viewport.width}`);
    };
    const step = page.locator('#robots');
    const send = (name) => step.getByRole('button', { name: `${say('start-robots-send')} ${name}` }).click();

    await t.test('a new system names its robots', async () => {
      await page.goto(new URL(await server.said(/\/links\//)).pathname);
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('[name=again]').fill(PASSWORD);
      await page.locator('main button').click();
      await step.getByText(`${say('robot-wecom')} towns`).waitFor();
    });

    await t.test('one posts', async () => {
      await send('ban');
      await step.getByText(say('start-robots-taken')).waitFor();
      assert.ok(hook.taken.some((text) => text.includes('测试消息')), String(hook.taken));
    });

    await t.test('one is refused, and says so', async () => {
      await send('towns');
      await step.locator('.fault').getByText('errcode 93000').waitFor();
      await look('start');
    });

    await t.test('its message stands among those that failed', async () => {
      await page.goto('/messages?state=failed');
      await look('failed');
      await page.locator('main tbody a[href*="test-robot.towns"]').click();
      await page.locator('dl').getByText('errcode 93000').waitFor();
      assert.ok(await page.locator('dl').getByText(`${say('robot-wecom')} towns`).count() > 0);
      await look('message');
    });

    await page.context().close();
  });
}
