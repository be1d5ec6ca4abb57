// A report's files and drafts with scripts: dropped, pasted, interrupted, resumed; typed, lost with the tab, found
// again. What works without scripts is told here too, and in stories.test.mjs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, launch, open, shoot, signIn } from './browser.mjs';
import { accessible, fits, watch } from './checks.mjs';
import { demo } from './duban.mjs';
import { words } from './words.mjs';

const say = (key, values) => words('zh-CN', key, values);
/** 报送社会信用体系建设工作计划: owed on that day, wanting a file. */
const REPORT = '/obligations/2.1-plan~jiaoyu~2026';
const MEBIBYTE = 1024 * 1024;

let server;
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Each story in a demo of its own: they all write the same report. */
function story(name, tell, options) {
  test(name, async (t) => {
    server = await demo();
    t.after(() => server.stop());
    const page = await open(browser, server.base, options);
    t.after(() => page.context().close());
    await signIn(page, 'liaison');
    await page.goto(REPORT);
    await tell(page, t);
    assert.deepEqual(server.problems(), []);
  });
}

const chosen = (page) => page.locator('#chosen [name=keep]:checked');
const names = (page) => page.locator('#chosen label').allInnerTexts();
const bytes = (size) => Buffer.from(Array.from({ length: size }, (_, at) => (at * 7 + Math.floor(at / 251)) % 256));
const savedDraft = (page) => page.locator('.draft-state [data-version]').waitFor();

/** Files in a drop or a paste, as the browser would hand them over. */
function hand(page, selector, type, files, text) {
  return page.evaluate(
    ([selector, type, files, text]) => {
      const data = new DataTransfer();
      for (const [name, content, mime] of files) data.items.add(new File([content], name, { type: mime, lastModified: 1 }));
      if (text) data.setData('text/plain', text);
      const target = globalThis.document.querySelector(selector);
      const init = { bubbles: true, cancelable: true };
      if (type === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
      else for (const each of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(each, { ...init, dataTransfer: data }));
    },
    [selector, type, files, text],
  );
}

/** So slow that there is something to see. */
async function slow(page, bytesPerSecond) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const set = (offline, uploadThroughput) =>
    session.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput });
  await set(false, bytesPerSecond);
  return { offline: () => set(true, bytesPerSecond), online: () => set(false, -1) };
}

story('files are dropped and pasted, several at once, in their order', async (page) => {
  const eye = await watch(page);
  await hand(page, '.files-field', 'drop', [['乙.txt', '2', 'text/plain'], ['甲.txt', '1', 'text/plain']]);
  await chosen(page).nth(1).waitFor();
  await hand(page, 'textarea[name=text]', 'paste', [['image.png', 'png', 'image/png']]);
  await chosen(page).nth(2).waitFor();
  const [second, first, shot] = await names(page);
  assert.match(second, /^乙\.txt/);
  assert.match(first, /^甲\.txt/);
  assert.match(shot, new RegExp(`^${say('script-screenshot')} \\d{4}-\\d\\d-\\d\\d \\d{6}\\.png`));
  // What a word processor copies is text with a picture of it.
  await hand(page, 'textarea[name=text]', 'paste', [['image.png', 'other', 'image/png']], '文字');
  assert.equal(await chosen(page).count(), 3);
  // The same content under another name is one file, and that is said.
  await hand(page, '.files-field', 'drop', [['甲（副本）.txt', '1', 'text/plain']]);
  await page.locator('.twice').getByText('甲（副本）.txt').waitFor();
  assert.equal(await chosen(page).count(), 3);
  await accessible(page);
  await fits(page);
  await shoot(page, 'uploads-dropped');
  // What was dropped beside the form must not open in its place.
  await hand(page, 'h1', 'drop', [['丙.txt', '3', 'text/plain']]);
  assert.equal(await chosen(page).count(), 3);
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-submitted')).waitFor();
  const sent = await page.locator('.submission .files a[download]').allInnerTexts();
  assert.deepEqual(sent.map((name) => name[0]), ['乙', '甲', say('script-screenshot')[0]]);
  eye.none();
});

story('what is too large or empty is said at once; what is cancelled is gone', async (page) => {
  await page.evaluate(() => {
    const large = new File([], '视频.mp4');
    Object.defineProperty(large, 'size', { value: 60 * 1024 * 1024 });
    const input = globalThis.document.querySelector('[name=files]');
    const files = [large, new File([], '空白.txt')];
    Object.defineProperty(input, 'files', { value: files, configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    delete input.files;
  });
  await page.locator('.chosen.failed').getByText(say('script-too-large', { limit: 50 })).waitFor();
  await page.locator('.chosen.failed').getByText(say('script-empty')).waitFor();
  await accessible(page);
  // A report without a file somebody meant to send is not sent by accident.
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByText(say('script-files-failed')).waitFor();
  for (const name of ['视频.mp4', '空白.txt']) await page.getByRole('button', { name: `${say('script-cancel')} ${name}` }).click();
  assert.equal(await page.locator('#chosen .chosen').count(), 0);
  assert.equal(await page.evaluate(() => globalThis.document.activeElement.name), 'files');

  await slow(page, 200_000);
  await page.locator('[name=files]').setInputFiles({ name: '大文件.zip', mimeType: 'application/zip', buffer: bytes(2 * MEBIBYTE) });
  const bar = page.getByRole('progressbar', { name: '大文件.zip' });
  await page.waitForFunction(() => globalThis.document.querySelector('progress')?.value > 0);
  await page.locator('.said').getByText('%').waitFor();
  await accessible(page);
  await shoot(page, 'uploads-progress');
  await page.getByRole('button', { name: `${say('script-cancel')} 大文件.zip` }).click();
  await bar.waitFor({ state: 'detached' });
  await page.goto('about:blank');
  await page.goto(REPORT);
  assert.equal(await page.locator('#chosen .chosen').count(), 0);
});

story('an upload goes on after the line was dead, and sending waits for it', async (page) => {
  const file = { name: '汇编.zip', mimeType: 'application/zip', buffer: bytes(9 * MEBIBYTE) };
  const offsets = [];
  page.on('request', (request) => {
    const offset = request.headers()['upload-offset'];
    if (offset !== undefined) offsets.push(Number(offset));
  });
  const line = await slow(page, 4 * MEBIBYTE);
  await page.locator('[name=text]').fill('见附件。');
  await page.locator('[name=files]').setInputFiles(file);
  await page.waitForFunction((most) => globalThis.document.querySelector('progress')?.value > most, 5 * MEBIBYTE);
  await line.offline();
  await page.locator('.said').getByText(say('script-interrupted', { percent: '' }).slice(0, 4)).waitFor();
  await shoot(page, 'uploads-interrupted');
  await line.online();
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-submitted')).waitFor({ timeout: 30_000 });
  assert.equal(offsets[0], 0);
  assert.ok(offsets.slice(1).every((offset) => offset >= 4 * MEBIBYTE), `went back: ${offsets}`);
  const link = page.locator('.submission .files a[download]', { hasText: file.name }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const got = Buffer.concat(await (await download.createReadStream()).toArray());
  assert.ok(got.equals(file.buffer), 'every byte came once');
});

story('the same file chosen again after a reload goes on where it was', async (page) => {
  const offsets = [];
  page.on('request', (request) => offsets.push(Number(request.headers()['upload-offset'] ?? -1)));
  const choose = () =>
    page.evaluate((size) => {
      const content = new Uint8Array(size).map((_, at) => at % 251);
      const data = new DataTransfer();
      data.items.add(new File([content], '台账.xlsx', { lastModified: 1_760_000_000_000 }));
      const init = { bubbles: true, cancelable: true, dataTransfer: data };
      globalThis.document.querySelector('.files-field').dispatchEvent(new DragEvent('drop', init));
    }, 9 * MEBIBYTE);
  const line = await slow(page, 4 * MEBIBYTE);
  await choose();
  await page.waitForFunction((most) => globalThis.document.querySelector('progress')?.value > most, 5 * MEBIBYTE);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  offsets.length = 0;
  await line.online();
  await choose();
  await chosen(page).waitFor();
  const first = offsets.find((offset) => offset >= 0);
  assert.ok(first >= 4 * MEBIBYTE, `began again at ${first}`);
});

story('a draft survives its tab, and is offered with a way to be rid of it', async (page, t) => {
  const text = '已制定工作计划，\n附件稍后上传。';
  await page.locator('[name=text]').pressSequentially('已确定', { delay: 20 });
  await page.locator('[name=text]').fill(text);
  await savedDraft(page);
  assert.match(await page.locator('.draft-state').innerText(), new RegExp(`^${say('draft-saved-at', { at: '\\d\\d:\\d\\d' })}$`));
  await page.locator('[name=files]').setInputFiles({ name: '计划.txt', mimeType: 'text/plain', buffer: Buffer.from('计划') });
  await chosen(page).waitFor();
  page.goto('chrome://crash').catch(() => {});
  await page.waitForEvent('crash');

  const again = await page.context().newPage();
  const eye = await watch(again);
  await eye.visit(REPORT);
  await again.locator('.draft-note').waitFor();
  assert.equal(await again.locator('[name=text]').inputValue(), text);
  assert.match((await names(again))[0], /^计划\.txt/);
  await accessible(again);
  await fits(again);
  await shoot(again, 'draft-opened');
  // Left without a pause: saved on the way out, also on a page swapped in.
  await again.locator('[name=text]').fill('最后一句。');
  const left = again.waitForResponse((response) => response.url().endsWith('/draft'));
  await again.locator('nav.main a[href="/obligations"]').click();
  await left;
  await again.goto(REPORT);
  assert.equal(await again.locator('[name=text]').inputValue(), '最后一句。');
  await again.locator('#discard-button').click();
  await again.getByText(say('draft-discard-what')).waitFor();
  await again.locator('#discard button').click();
  await again.getByRole('status').getByText(say('done-draft-discarded')).waitFor();
  assert.equal(await again.locator('[name=text]').inputValue(), '');
  assert.equal(await again.locator('#chosen .chosen').count(), 0);
  t.diagnostic('discarded');
});

story('two windows: neither text is lost', async (page) => {
  const other = await page.context().newPage();
  await other.goto(REPORT);
  await page.locator('[name=text]').fill('甲窗口');
  await savedDraft(page);
  await other.locator('[name=text]').fill('乙窗口');
  await other.locator('.draft-state textarea[readonly]').waitFor();
  assert.equal(await other.locator('.draft-state textarea').inputValue(), '甲窗口');
  await accessible(other);
  await fits(other);
  await shoot(other, 'draft-two-windows');
  await other.getByRole('button', { name: say('draft-take-mine') }).click();
  await savedDraft(other);
  // And the first window is told in its turn, when it is sent.
  await page.locator('[name=text]').fill('甲窗口又写');
  await page.locator('[name=files]').setInputFiles({ name: '计划.txt', mimeType: 'text/plain', buffer: Buffer.from('计划') });
  await chosen(page).waitFor();
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByText(say('draft-changed').slice(0, 20)).waitFor();
  assert.equal(await page.locator('textarea[name=text]').inputValue(), '甲窗口又写');
  assert.equal(await page.locator('#report textarea[readonly]').inputValue(), '乙窗口');
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-submitted')).waitFor();
  await page.waitForTimeout(3_000);
  await page.goto(REPORT);
  assert.equal(await page.locator('.draft-note').count(), 0, 'the draft ended with the report');
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGNg+M+AHdFXBgEABwcD/Qq8hVQAAAAASUVORK5CYII=', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const FILES = [
  { name: '现场.png', mimeType: 'image/png', buffer: PNG },
  { name: '文件.pdf', mimeType: 'application/pdf', buffer: PDF },
  { name: '假的.png', mimeType: 'image/png', buffer: Buffer.from('<script>document.title = "taken"</script>') },
];

story('images and PDFs are shown beside the page, and nothing that only says it is one', async (page) => {
  await page.locator('[name=files]').setInputFiles(FILES);
  await chosen(page).nth(2).waitFor();
  const preview = (name) => page.getByRole('link', { name: say('preview-name', { name }) }).last();
  await preview('现场.png').click();
  await page.waitForFunction(() => globalThis.document.querySelector('.shown img')?.naturalWidth === 8);
  await page.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-submitted')).waitFor();
  const files = page.locator('.submission .files');
  const link = (name) => files.getByRole('link', { name: say('preview-name', { name }) });
  await link('现场.png').click();
  await page.waitForFunction(() => globalThis.document.querySelector('.submission .shown img')?.naturalWidth === 8);
  await link('文件.pdf').click();
  const frame = await files.locator('iframe').elementHandle();
  await (await frame.contentFrame()).waitForURL('**/preview');
  await link('假的.png').click();
  await files.getByText(say('preview-failed')).waitFor();
  assert.equal(await link('现场.png').getAttribute('aria-expanded'), 'true');
  await accessible(page);
  await fits(page);
  await shoot(page, 'previews');
  await link('现场.png').click();
  assert.equal(await files.locator('img').count(), 0);
  assert.notEqual(await page.title(), 'taken');
}, { viewport: DESK });

story('without scripts: a draft by its button, a file removed, a preview in a window', async (page) => {
  const main = page.locator('main');
  assert.ok(!(await page.locator('.paste-hint').isVisible()));
  await page.locator('[name=text]').fill('写到一半');
  await page.locator('[name=files]').setInputFiles(FILES.slice(0, 2));
  await main.getByRole('button', { name: say('draft-save'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-draft-saved')).waitFor();
  assert.equal(await page.locator('[name=text]').inputValue(), '写到一半');
  assert.equal(await chosen(page).count(), 2);
  await fits(page);
  await shoot(page, 'draft-no-scripts');
  const [window] = await Promise.all([page.waitForEvent('popup'), main.getByRole('link', { name: say('preview-name', { name: '现场.png' }) }).click()]);
  await window.waitForURL(/\/uploads\/kept\/[0-9a-f]{64}$/);
  await main.getByRole('button', { name: say('file-remove-name', { name: '现场.png' }) }).click();
  await page.getByRole('status').getByText(say('done-draft-saved')).waitFor();
  assert.deepEqual((await names(page)).map((name) => name.slice(0, 2)), ['文件']);
  await main.getByRole('button', { name: say('submit'), exact: true }).click();
  await page.getByRole('status').getByText(say('done-submitted')).waitFor();
}, { viewport: PHONE, js: false });
