// Debian's Chromium, and a person in it.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PASSWORD, ROOT } from './duban.mjs';

/** Installed there by bin/test, outside the sources. */
const require = createRequire(`${ROOT}target/tools/browser/package.json`);
const { chromium } = require('playwright-core');
export const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const PROGRAM = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox', // it only ever sees this program's pages, and root cannot have the sandbox
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How many times slower pages run than they could: a story that does not wait for what it looks at fails then. */
const SLOWDOWN = Number(process.env.TEST_SLOWDOWN ?? 1);

/** The two widths that every page is made for. */
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };

export async function launch() {
  try {
    return await chromium.launch({ executablePath: PROGRAM, args: FLAGS, timeout: 60_000 });
  } catch (error) {
    throw new Error(`Chromium cannot be started from ${PROGRAM}; on Debian: apt-get install chromium\n${error.message}`);
  }
}

/** A window with its own cookies. */
export async function open(browser, base, { lang = 'zh-CN', viewport = DESK, js = true, colorScheme = 'light' } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport,
    colorScheme,
    javaScriptEnabled: js,
    hasTouch: viewport === PHONE,
    isMobile: viewport === PHONE,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  await speak(context, base, lang);
  const page = await context.newPage();
  if (SLOWDOWN > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  return page;
}

/** What the language switch leaves behind. */
export async function speak(context, base, lang) {
  await context.addCookies([{ name: 'lang', value: lang, url: base }]);
}

export async function signIn(page, login, password = PASSWORD) {
  await page.goto('/sign-in');
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.locator('main button').click();
  await page.locator('form[action="/sign-out"]').waitFor();
}

const SHOTS = `${ROOT}target/screenshots`;

/** An artefact of the run: target/screenshots/NAME.png. */
export async function shoot(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}
