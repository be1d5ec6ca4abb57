// Draws the READMEs' picture anew: cargo build && node tests/browser/picture.mjs

import { writeFileSync } from 'node:fs';
import { launch, open, signIn } from './browser.mjs';
import { LATE, ROOT, demo } from './duban.mjs';
import { small } from './png.mjs';

const server = await demo(LATE);
const browser = await launch();
try {
  const page = await open(browser, server.base);
  await signIn(page, 'office');
  await page.goto('/overview');
  const picture = await small(page, await page.screenshot());
  writeFileSync(`${ROOT}docs/overview.png`, picture);
  console.log(`docs/overview.png: ${picture.length} bytes`);
} finally {
  await browser.close();
  await server.stop();
}
