// A letter that its server refused is found by the office and sent once more, after it was asked; the mail server
// here first knows nobody, and then everybody.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
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
const REPORT = '/obligations/2.1-plan~jiaoyu~2026';
const RETURNED = 'main tbody a[href^="/messages/returned-"]';
const FILE = { name: '工作计划.txt', mimeType: 'text/plain', buffer: Buffer.from('工作计划') };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** As much of SMTP (RFC 5321) as it takes to refuse a recipient, or to take a letter. */
async function mailServer() {
  const state = { refuses: true, taken: [] };
  const sockets = new Set();
  const server = createServer(async (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('220 mail.test\r\n');
    let letter = null;
    for await (const line of createInterface({ input: socket })) {
      if (letter !== null && line !== '.') {
        letter.push(line);
        continue;
      }
      if (letter !== null) {
        state.taken.push(letter.join('\n'));
        letter = null;
        socket.write('250 taken\r\n');
      } else if (/^RCPT/i.test(line) && state.refuses) socket.write('550 5.1.1 no such mailbox\r\n');
      else if (/^DATA/i.test(line)) {
        letter = [];
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { state, port: server.address().port, close };
}

for (const telling of TELLINGS) {
  test(telling.name, async (t) => {
    const { lang } = telling;
    const say = (key, values) => words(lang, key, values);
    const mail = await mailServer();
    t.after(() => mail.close());
    const server = await serve({
      DUBAN_SMTP__HOST: '127.0.0.1',
      DUBAN_SMTP__PORT: String(mail.port),
      DUBAN_SMTP__ENCRYPTION: 'none',
      DUBAN_SMTP__FROM: 'duban@duban.test',
    });
    t.after(() => server.stop());

    /** Whoever opens a link, with a password from then on. */
    const arrive = async (link) => {
      const page = await open(browser, server.base, telling);
      await page.goto(new URL(link).pathname);
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('[name=again]').fill(PASSWORD);
      await page.locator('main button').click();
      await page.waitForURL(/\/start/);
      return page;
    };
    const admin = await arrive(await server.said(/\/links\//));
    const invite = async (role, login, unit) => {
      await admin.goto('/accounts/new');
      await admin.locator('main [name=role]').selectOption(role);
      if (unit) await admin.locator('main [name=unit]').selectOption(unit);
      await admin.locator('main [name=login]').fill(login);
      await admin.locator('main [name=name]').fill(login);
      await admin.locator('main [name=email]').fill(`${login}@mail.test`);
      await admin.locator('main').getByRole('button', { name: say('account-create') }).click();
      return arrive(await admin.locator('.secret').innerText());
    };
    /** The outbox changes by itself; somebody reloads until it has. */
    const reload = async (page, path, selector) => {
      for (let left = 60; left > 0; left -= 1) {
        await page.goto(path);
        if ((await page.locator(selector).count()) > 0) return;
        await page.waitForTimeout(500);
      }
      assert.fail(`${selector} does not come on ${path}`);
    };
    const office = await invite('office', 'ban');
    const liaison = await invite('liaison', 'wang', 'jiaoyu');

    await t.test('a report is returned, and the mail server knows nobody', async () => {
      await liaison.goto(REPORT);
      await liaison.getByLabel(say('report-text')).fill('计划见附件。');
      await liaison.locator('input[type=file]').setInputFiles(FILE);
      await liaison.locator('main').getByRole('button', { name: say('submit'), exact: true }).click();
      await liaison.getByRole('status').getByText(say('done-submitted')).waitFor();
      await office.goto(REPORT.replace('obligations', 'reviews'));
      await office.getByLabel(say('review-reason')).fill('请补盖公章。');
      await office.locator('main').getByRole('button', { name: say('return'), exact: true }).click();
      await office.waitForURL(/\/reviews(\?|$|\/)/);
      await reload(office, '/messages?state=failed', RETURNED);
      await office.locator('main tbody tr:has(a[href^="/messages/returned-"])').locator('.reply').getByText('no such mailbox').waitFor();
    });

    await t.test('it is sent once more, and arrives', async () => {
      const path = await office.locator(RETURNED).getAttribute('href');
      await office.goto(path);
      if (telling.js) await accessible(office);
      await fits(office);
      await shoot(office, `resending-${lang}-${telling.viewport.width}`);
      mail.state.refuses = false;
      const opener = telling.js ? '[data-opens=resending]' : 'a[href="#resending"]';
      await office.locator(opener).click();
      const really = office.locator('form[action$="/resending"] button');
      await really.waitFor();
      await shoot(office, `resending-asked-${lang}-${telling.viewport.width}`);
      await really.click();
      await office.getByRole('status').getByText(say('done-mail-resent')).waitFor();
      await reload(office, '/messages?state=sent', `main tbody a[href="${path}"]`);
      // Whatever else is sent that day.
      const letters = mail.state.taken.filter((letter) => letter.includes(`.${path.split('/').pop()}@`));
      assert.equal(letters.length, 1, 'once');
    });

    for (const page of [admin, office, liaison]) await page.context().close();
  });
}
