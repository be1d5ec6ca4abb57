// Draws the READMEs' pictures anew: cargo build && node tests/browser/picture.mjs

import { writeFileSync } from 'node:fs';
import { DESK, PHONE, launch, open, signIn } from './browser.mjs';
import { LATE, ROOT, demo } from './duban.mjs';
import { small } from './png.mjs';

const PICTURES = [
  { name: 'overview', who: 'office', path: '/overview', viewport: DESK },
  { name: 'mine', who: 'liaison', path: '/obligations', viewport: PHONE },
  { name: 'obligation', who: 'liaison', path: '/obligations/1.3-liaison~jiaoyu~2026', viewport: PHONE },
  { name: 'calendar', who: 'liaison', path: '/calendar', viewport: PHONE },
];

const server = await demo(LATE);
const browser = await launch();
try {
  for (const { name, who, path, viewport } of PICTURES) {
    const page = await open(browser, server.base, { viewport });
    await signIn(page, who);
    await page.goto(path);
    const picture = await small(page, await page.screenshot());
    writeFileSync(`${ROOT}docs/${name}.png`, picture);
    console.log(`docs/${name}.png: ${picture.length} bytes`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
