// Every page there is, as everyone who may open it sees it: in both languages, by day and by night, on a phone
// and on a desk. The pages are found as people find them, from the menu and the links on.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn, speak } from './browser.mjs';
import { accessible, fits, watch } from './checks.mjs';
import { LATE, ROOT, demo } from './duban.mjs';

const ROLES = ['liaison', 'leader', 'office', 'scoring', 'district', 'admin'];

/** Contents that were looked at already: many pages are the same for every role, menu aside. */
const looked = new Set();
/** Kinds of pages that axe has looked at in both dresses. */
const met = new Set();

/** Not pages: a redirect, a sign of life, files; what only a one-time link opens (stories.test.mjs does), and
 * a row of somebody's draft (sheets.test.mjs does). */
const NO_PAGES = ['/', '/healthz', '/readyz', '/metrics', '/static/{hash}/{name}', '/obligations/{id}/evidence/{revision}/{position}', '/obligations/{id}/evidence/{revision}/{position}/preview',
  '/obligations/{id}/uploads/{upload}', '/obligations/{id}/uploads/kept/{sha256}', '/links/{token}', '/feeds/{file}', '/notices/{id}/document',
  '/invitations/template.xlsx', '/invitations/template.csv', '/assessments/{period}/marks/{mark}/evidence/{position}',
  '/assessments/{period}/replies/{unit}/{item}/evidence/{revision}/{position}', '/bulletins/{period}/{edition}/document', '/bulletins/{period}/{edition}/pdf',
  '/scores/{period}/ledger.xlsx', '/scores/{period}/{unit}/card.xlsx', '/ledgers/{form}/export.xlsx', '/ledgers/{form}/export.csv', '/obligations/{id}/sheets/{form}/template.xlsx',
  '/obligations/{id}/sheets/{form}/rows/{position}'];

const literal = (path) => path.replaceAll(/\{\w+\}/g, '').length;

/** The route table's GET routes, those with the most literal text first. */
const ROUTES = [...readFileSync(`${ROOT}src/web/mod.rs`, 'utf8').matchAll(/\b(?:get\(\s*|public\("GET", )"(\/[^"]*)"/g)]
  .map(([, path]) => path)
  .sort((a, b) => literal(a) - literal(b))
  .reverse();

const routeOf = (path) => ROUTES.find((route) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));

let server;
let browser;
const seen = new Set();

before(async () => {
  server = await demo(LATE);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const role of ROLES) {
  test(`${role}: every page the menu leads to, and one of each kind behind it`, async (t) => {
    const page = await open(browser, server.base);
    await signIn(page, role);
    const eye = await watch(page);
    const kinds = new Set();
    const queue = [];
    const note = (hrefs) => {
      for (const href of hrefs) {
        const { pathname, search } = new URL(href, server.base);
        const route = routeOf(pathname);
        assert.ok(route, `${href} is no page of this program`);
        // Tabs are pages of their own; other queries are views of the same.
        const kind = route + (/^\?(tab|state)=\w+$/.test(search) ? search : '');
        if (NO_PAGES.includes(route) || kinds.has(kind)) continue;
        kinds.add(kind);
        queue.push([kind, pathname + search]);
      }
    };
    note(await page.locator('nav.main a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))));
    assert.ok(queue.length > 1, 'there is a menu');
    while (queue.length > 0) {
      const [kind, path] = queue.shift();
      await page.goto(path);
      note(await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href'))));
      seen.add(routeOf(new URL(page.url()).pathname));
      if (looked.has(await content(page))) continue;
      looked.add(await content(page));
      await t.test(`${role} ${kind}`, () => look(page, eye, path, 200, `${role}${kind}`));
    }
    await page.context().close();
  });
}

describe('pages that no menu leads to', () => {
  for (const [name, login, path, status] of [
    ['sign-in', null, '/sign-in', 200],
    ['style guide', null, '/styleguide', 200],
    ['signed out, elsewhere', null, '/no/such/page', 404],
    ['not found', 'liaison', '/obligations/nothing~of~this', 404],
    ['two revisions', 'office', '/obligations/7.1-lists~dishui~2026/revisions/2', 200],
    ['accepting several, none of which waits', 'office', '/reviews/batch?pick=7.1-lists~dishui~2026:1', 200],
    ['what is judged', 'scoring', '/assessments/half-year-2/marks', 200],
    ['a reply', 'scoring', '/assessments/two-monthly-5/replies/minzheng/quality', 200],
    ['editions proved', 'scoring', '/assessments/half-year-1/verification', 200],
    ['corrections', 'scoring', '/assessments/half-year-1/corrections', 200],
    ['a report form', 'liaison', '/obligations/4.2-weekly~jiaoyu~2026-W48/sheets/licences', 200],
    ['a row of it', 'liaison', '/obligations/4.2-weekly~jiaoyu~2026-W48/sheets/licences/rows/new', 200],
    ['rows that were sent', 'district', '/obligations/1.3-liaison~jiaoyu~2026/revisions/1/sheets/liaisons', 200],
    ['another unit', 'liaison', '/scores/two-monthly-1/keji', 403],
    ['another role', 'liaison', '/accounts', 403],
    ['calendar as a list', 'liaison', '/calendar?view=list', 200],
    ['calendar as a list, all units', 'office', '/calendar?view=list', 200],
    ['search', 'office', '/search?q=jyj', 200],
    ['search reports', 'liaison', '/search?q=%E6%8A%A5%E9%80%81&kind=reports', 200],
    ['search nothing', 'admin', '/search?q=zzzz', 200],
    ['broken query', 'liaison', '/obligations?tab=none', 404],
  ]) {
    test(name, async () => {
      const page = await open(browser, server.base);
      if (login) await signIn(page, login);
      await look(page, await watch(page), path, status, name);
      if (status === 200) seen.add(routeOf(path.split('?')[0]));
      await page.context().close();
    });
  }
});

test('no page was left out', () => {
  const left = ROUTES.filter((route) => !NO_PAGES.includes(route) && !seen.has(route));
  assert.ok(ROUTES.length > 15, 'the route table was read');
  assert.deepEqual(left, []);
});

test('the server has nothing to complain of', () => {
  assert.deepEqual(server.problems(), []);
});

/** Chinese by day and English by night, both on both widths. Axe looks at the one on the desk, and at the other on the phone
 * where no role had a page of this kind before: so each language, each palette and each width had it. */
async function look(page, eye, path, status, name) {
  const file = name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  await dress(page, 'zh-CN', 'light', DESK);
  await eye.visit(path, status);
  await shoot(page, `${file}-zh-1440`);
  await accessible(page);
  await fits(page);
  await page.setViewportSize(PHONE);
  await fits(page);
  await dress(page, 'en', 'dark', DESK);
  await eye.visit(path, status);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await fits(page);
  await page.setViewportSize(PHONE);
  await shoot(page, `${file}-en-dark-360`);
  const kind = routeOf(path.split('?')[0]);
  if (!kind || !met.has(kind)) await accessible(page);
  met.add(kind);
  await fits(page);
  eye.none();
  await dress(page, 'zh-CN', 'light', DESK);
}

/** What is on the page, apart from its frame, from whose form it is, and from what the clock shows. */
const content = (page) =>
  page.locator('main').evaluate((main) => main.innerHTML.replaceAll(/name="form_token" value="\w+"|\d\d:\d\d/g, ''));

async function dress(page, lang, colorScheme, viewport) {
  await speak(page.context(), server.base, lang);
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
}
