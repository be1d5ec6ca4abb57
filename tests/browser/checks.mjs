// What holds on every page, whoever looks at it.

import assert from 'node:assert/strict';
import { AXE } from './browser.mjs';

/** All that a page may load, as it comes over the wire, with nothing in the cache. */
const MOST_BYTES = 100_000;

const AXE_OPTIONS = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  rules: { 'target-size': { enabled: true } }, // WCAG 2.2, and off by default
  resultTypes: ['violations'],
  preload: false, // no rule above reads stylesheets
  selectors: false, // what is found is shown as HTML
};

/** Listens to a page from now on: what it complains of, and what it loads. */
export async function watch(page) {
  const problems = [];
  const requests = new Set();
  let bytes = 0;
  page.on('console', (message) => {
    // Chromium calls every answer above 399 an error; what was expected is said to `visit`.
    const status = message.text().startsWith('Failed to load resource: the server responded with a status of');
    if (['error', 'warning'].includes(message.type()) && !status) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('request', (request) => requests.add(request));
  page.on('requestfailed', (request) => {
    if (requests.has(request)) problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    const itself = response.request().isNavigationRequest();
    if (response.status() >= 400 && !itself) problems.push(`${response.status()}: ${response.url()}`);
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  return {
    /** Opens an address and says what its answer was. */
    async visit(path, status = 200) {
      // What the page before had not finished loading (its icon, say) is broken off here, and is no problem.
      await page.goto('about:blank');
      requests.clear();
      problems.length = 0;
      bytes = 0;
      const response = await page.goto(path, { waitUntil: 'load' });
      assert.equal(response.status(), status, `status of ${path}`);
      assert.deepEqual(problems, [], path);
      assert.ok(bytes > 0 && bytes < MOST_BYTES, `${path} takes ${bytes} bytes, allowed are ${MOST_BYTES}`);
      assert.deepEqual(await shifted(page), [], 'the layout shifted while it loaded');
    },
    none() {
      assert.deepEqual(problems, []);
    },
  };
}

/** axe-core finds nothing. */
export async function accessible(page) {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(globalThis.document, options), AXE_OPTIONS);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map((node) => `${id}: ${help}\n    ${node.html}\n    ${node.failureSummary.replaceAll('\n', '\n    ')}`),
  );
  assert.equal(found.length, 0, `axe-core at ${page.url()}:\n  ${found.join('\n  ')}`);
}

/** The page does not scroll sideways, no table sticks out of its frame, and heads stand over their columns. */
export async function fits(page) {
  const wide = await page.evaluate(() => {
    const { documentElement: root, body } = globalThis.document;
    const frames = [...body.querySelectorAll('.scroll, .panel')].filter(
      (frame) => frame.scrollWidth > frame.clientWidth && getComputedStyle(frame).overflowX === 'visible',
    );
    const tables = [...body.querySelectorAll('table')].filter((table) => getComputedStyle(table).display !== 'table');
    if (tables.length > 0) return tables.map((table) => `a table, but not laid out as one: ${table.outerHTML.slice(0, 120)}`);
    if (frames.length > 0) return frames.map((frame) => `sticks out by ${frame.scrollWidth - frame.clientWidth}: ${frame.outerHTML.slice(0, 120)}`);
    const width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const beyond = [...body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > width + 0.5);
    const names = beyond.slice(0, 8).map((each) => each.outerHTML.slice(0, 120));
    return [`the page is ${root.scrollWidth} wide in a window of ${width}`, ...names];
  });
  assert.deepEqual(wide, []);
}

/** What moved while it loaded, and by how much. */
function shifted(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const moved = [];
        const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        const name = ({ node, previousRect, currentRect }) =>
          `${(node?.outerHTML ?? node?.textContent ?? '').slice(0, 100)}: ${place(previousRect)} → ${place(currentRect)}`;
        const add = (entries) => entries.forEach(({ value, sources }) => moved.push([value, ...sources.map(name)]));
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        // Two frames: what was buffered has been handed over by then.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            add(observer.takeRecords());
            resolve(moved);
          }),
        );
      }),
  );
}
