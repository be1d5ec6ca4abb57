// How long until a page is painted: `node tests/browser/paint.mjs ADDRESS SESSION [PATH]`, which
// `cargo bench --bench overview` calls. Each time in a new window with nothing in the cache.

import assert from 'node:assert/strict';
import { launch, open } from './browser.mjs';
import { watch } from './checks.mjs';

const TIMES = 15;

const [base, session, path = '/overview'] = process.argv.slice(2);
await answers(`${base}/healthz`);
const browser = await launch();
try {
  const painted = [];
  for (let time = 0; time < TIMES; time += 1) painted.push(await paint());
  painted.sort((a, b) => a - b);
  const middle = painted[(TIMES - 1) / 2];
  console.log(`${path} first painted after ${middle.toFixed(0)} ms (median of ${TIMES}; ${painted[0].toFixed(0)} to ${painted.at(-1).toFixed(0)})`);
} finally {
  await browser.close();
}

async function paint() {
  const page = await open(browser, base);
  await page.context().addCookies([{ name: 'duban', value: session, url: base }]);
  // No layout shift, no more than 100 KB over the wire, nothing on the console.
  await (await watch(page)).visit(path);
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
