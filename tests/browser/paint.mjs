// How long until a page is painted: `node tests/browser/paint.mjs ADDRESS SESSION [PATH]`, which
// `cargo bench --bench overview` calls. Nothing is ever in the cache. Once in a new window, for which the browser
// has to start a process first, and once in a window that shows another page of this site already.

import assert from 'node:assert/strict';
import { launch, open } from './browser.mjs';
import { watch } from './checks.mjs';

const TIMES = 15;

const [base, session, path = '/overview'] = process.argv.slice(2);
await answers(`${base}/healthz`);
const browser = await launch();
try {
  for (const [where, from] of [['a new window', null], ['a window of this site', '/guides/office']]) {
    const painted = [];
    for (let time = 0; time < TIMES; time += 1) painted.push(await paint(from));
    painted.sort((a, b) => a - b);
    const middle = painted[(TIMES - 1) / 2];
    const range = `median of ${TIMES}; ${painted[0].toFixed(0)} to ${painted.at(-1).toFixed(0)}`;
    console.log(`${path} in ${where}: first painted after ${middle.toFixed(0)} ms (${range})`);
  }
} finally {
  await browser.close();
}

async function paint(from) {
  const page = await open(browser, base);
  await page.context().addCookies([{ name: 'duban', value: session, url: base }]);
  // No layout shift, no more than 100 KB over the wire, nothing on the console, nothing from the cache.
  const eye = await watch(page);
  if (from) {
    await page.goto(from);
    await page.goto(path);
  } else {
    await eye.visit(path);
  }
  // The entry comes some frames after the paint that it tells of.
  const entry = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const at = await entry.jsonValue();
  await page.context().close();
  return at;
}

async function answers(url) {
  for (let left = 200; ; left -= 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    assert.ok(left > 0, `${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
