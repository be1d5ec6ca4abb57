/* A report's files: dropped, pasted or chosen, sent piece by piece (tus 1.0.0), and going on where they broke off.
   Without it, the form's own field sends them along. Words and addresses are the form's own `data-…`. */
(() => {
'use strict';

const PIECE = 4 * 1024 * 1024;
const AT_ONCE = 2;
/** A connection on which nothing moves for so long is dead. */
const SILENCE = 30_000;

const reportForm = () => document.getElementById('report-form');
const states = new WeakMap();

/** The files of a form that are on their way, for as long as it stands on the page. */
function stateOf(form) {
  if (!states.has(form)) states.set(form, { items: new Set(), queue: [], running: 0 });
  return states.get(form);
}

const say = (form, key, value) => form.dataset[key].replace('{}', value);
const parse = (html) => new DOMParser().parseFromString(html, 'text/html').body;
/** Some milliseconds, or until the network is back. */
const rest = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  addEventListener('online', () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** What goes wrong for good, with the words for it. */
class Final extends Error {}
/** The server has never heard of it, or no longer. */
class Gone extends Error {}

document.addEventListener('change', ({ target }) => {
  const form = target.type === 'file' && target.closest('#report-form');
  if (!form) return;
  const files = [...target.files];
  if (files.length === 0) return;
  target.value = '';
  target.dispatchEvent(new Event('change')); // what lists the field's own files has none to list
  add(form, files);
});

/** A file dropped beside the form would otherwise open in its place. */
const dragsFiles = (event) => reportForm() && event.dataTransfer?.types.includes('Files');
const zone = () => reportForm().querySelector('[data-drop]');
const isOver = (target) => Boolean(target.closest?.('#report'));

document.addEventListener('dragover', (event) => {
  if (!dragsFiles(event)) return;
  event.preventDefault();
  const over = isOver(event.target);
  event.dataTransfer.dropEffect = over ? 'copy' : 'none';
  zone().classList.toggle('over', over);
});
document.addEventListener('dragleave', (event) => {
  if (dragsFiles(event) && !event.relatedTarget) zone().classList.remove('over');
});
document.addEventListener('drop', (event) => {
  if (!dragsFiles(event)) return;
  event.preventDefault();
  zone().classList.remove('over');
  if (isOver(event.target)) add(reportForm(), [...event.dataTransfer.files]);
});

/** A screenshot; but what a word processor copies is text with a picture of it. */
document.addEventListener('paste', (event) => {
  const form = reportForm();
  const files = [...(event.clipboardData?.files ?? [])];
  if (!form || files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
  event.preventDefault();
  add(form, files.map((file) => (/^image\.\w+$/.test(file.name) ? screenshot(form, file) : file)));
});

function screenshot(form, file) {
  const two = (number) => String(number).padStart(2, '0');
  const now = new Date();
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
  return new File([file], `${form.dataset.screenshot} ${day} ${time}.${file.name.split('.').pop()}`, { type: file.type });
}

/** Rows stand in the order in which files were chosen, whichever is sent first. */
function add(form, files) {
  for (const file of files) {
    const item = row(form, file);
    if (file.size > Number(form.dataset.most)) fail(item, form.dataset.tooLarge);
    else if (file.size === 0) fail(item, form.dataset.empty);
    else enqueue(item);
  }
}

function row(form, file) {
  const element = document.createElement('li');
  const [name, bar, words, button] = ['span', 'progress', 'span', 'button'].map((kind) => document.createElement(kind));
  Object.assign(name, { className: 'name', textContent: file.name });
  Object.assign(bar, { max: file.size || 1, value: 0, ariaLabel: file.name });
  Object.assign(words, { className: 'said', textContent: form.dataset.waiting });
  Object.assign(button, { type: 'button', className: 'link', textContent: form.dataset.cancel, ariaLabel: `${form.dataset.cancel} ${file.name}` });
  element.className = 'chosen';
  element.append(name, bar, words, button);
  form.querySelector('#chosen').append(element);
  const item = { form, file, element, bar, words, isOpen: true };
  stateOf(form).items.add(item);
  button.addEventListener('click', () => cancel(item));
  return item;
}

function enqueue(item) {
  const state = stateOf(item.form);
  state.queue.push(item);
  work(state);
}

function work(state) {
  while (state.running < AT_ONCE && state.queue.length > 0) {
    const item = state.queue.shift();
    state.running += 1;
    send(item).catch((error) => fail(item, error instanceof Final ? error.message : item.form.dataset.failed)).finally(() => {
      state.running -= 1;
      work(state);
      if (state.running + state.queue.length === 0) state.onSettled?.();
    });
  }
}

async function send(item) {
  for (let tries = 0; item.isOpen; ) {
    try {
      item.url ??= remembered(item) ?? (await announce(item));
      for (let offset = await ask(item); item.isOpen; tries = 0) {
        progress(item, offset);
        if (offset === item.file.size) return await arrived(item);
        offset = await piece(item, offset);
      }
    } catch (error) {
      if (error instanceof Final || !item.isOpen) throw error;
      if (error instanceof Gone) forget(item);
      else if (tries === 1) tell(item, say(item.form, 'broken', item.file.name));
      item.words.textContent = error.message || say(item.form, 'interrupted', percent(item));
      tries += 1;
      await rest(Math.min(30_000, 500 * 2 ** tries));
    }
  }
}

const headers = (form, more) => ({ 'Tus-Resumable': '1.0.0', 'X-Form-Token': form.elements.form_token.value, ...more });

function checked({ form }, status) {
  if (status >= 200 && status < 300) return;
  if (status === 413) throw new Final(form.dataset.tooLarge);
  if (status === 403 || status === 429) throw new Final(form.dataset.failed);
  if (status === 404) throw new Gone();
  throw new Error(status === 401 ? form.dataset.signedOut : '');
}

/** An answer that nobody reads to its end counts as broken off. */
async function ended(request) {
  const response = await request;
  await response.text();
  return response;
}

async function announce(item) {
  const bytes = new TextEncoder().encode(item.file.name);
  const name = btoa(String.fromCharCode(...bytes));
  const more = { 'Upload-Length': item.file.size, 'Upload-Metadata': `filename ${name}` };
  const response = await ended(fetch(item.form.dataset.uploads, { method: 'POST', headers: headers(item.form, more) }));
  if (response.status === 404) throw new Final(item.form.dataset.failed);
  checked(item, response.status);
  const url = response.headers.get('location');
  storage((store) => store.setItem(mark(item), url));
  return url;
}

async function ask(item) {
  const response = await ended(fetch(item.url, { method: 'HEAD', headers: headers(item.form) }));
  checked(item, response.status);
  if (Number(response.headers.get('upload-length')) !== item.file.size) throw new Gone();
  return Number(response.headers.get('upload-offset'));
}

/** By POST: many an office's proxy lets no PATCH by. `fetch` knows no progress. */
function piece(item, offset) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const alive = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), SILENCE); };
    request.open('POST', item.url);
    const all = headers(item.form, { 'X-HTTP-Method-Override': 'PATCH', 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' });
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => { alive(); progress(item, offset + loaded); };
    request.onloadend = () => {
      clearTimeout(timer);
      try {
        checked(item, request.status);
        resolve(Number(request.getResponseHeader('upload-offset')));
      } catch (error) {
        reject(error);
      }
    };
    item.request = request;
    alive();
    request.send(item.file.slice(offset, offset + PIECE));
  });
}

/** The row that the server makes of it; the same content twice is one file. */
async function arrived(item) {
  const response = await fetch(item.url);
  checked(item, response.status);
  const rows = parse(await response.text()).children;
  const made = rows[0];
  const { value } = made.querySelector('[name=keep]');
  const twin = [...item.form.querySelectorAll('[name=keep]')].find((box) => box.value === value);
  if (twin) twin.checked = true;
  item.element.replaceWith(...[...rows].slice(twin ? 1 : 0));
  storage((store) => store.removeItem(mark(item)));
  close(item);
  tell(item, say(item.form, 'uploaded', item.file.name));
  item.form.dispatchEvent(new Event('input', { bubbles: true }));
}

function fail(item, words) {
  if (!item.isOpen) return;
  item.hasFailed = true;
  item.bar.remove();
  item.words.textContent = words;
  item.element.classList.add('failed');
  item.isOpen = false;
  tell(item, `${item.file.name} ${words}`);
}

function cancel(item) {
  const wasFailed = item.hasFailed;
  close(item);
  item.request?.abort();
  item.element.remove();
  const { queue } = stateOf(item.form);
  if (queue.includes(item)) queue.splice(queue.indexOf(item), 1);
  storage((store) => store.removeItem(mark(item)));
  if (item.url && !wasFailed) end(item);
  tell(item, say(item.form, 'cancelled', item.file.name));
  announceState(item.form, '');
  item.form.elements.files.focus();
}

/** What is not ended is swept after a week. */
function end({ form, url }) {
  fetch(url, { method: 'POST', headers: headers(form, { 'X-HTTP-Method-Override': 'DELETE' }) }).catch(() => {});
}

function close(item) {
  item.isOpen = false;
  item.hasFailed = false;
  stateOf(item.form).items.delete(item);
}

const percent = ({ bar }) => Math.floor((bar.value / bar.max) * 100);

function progress(item, bytes) {
  item.bar.value = bytes;
  item.words.textContent = say(item.form, 'percent', percent(item));
}

/** To screen readers: what began, ended or broke, and not every percent. */
function tell({ form }, words) {
  form.querySelector('.files-said').textContent = words;
}

/** The same file chosen again goes on where it broke off, also after the page was loaded anew. */
function mark({ form, file }) {
  let hash = 5381;
  for (const unit of file.name) hash = (hash * 33 + unit.codePointAt(0)) % 2 ** 40;
  return `upload ${form.dataset.uploads} ${file.size} ${file.lastModified} ${hash}`;
}

const remembered = (item) => storage((store) => store.getItem(mark(item)));

function forget(item) {
  storage((store) => store.removeItem(mark(item)));
  item.url = undefined;
}

/** Some browsers are told to keep nothing. */
function storage(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

addEventListener('beforeunload', (event) => {
  const form = reportForm();
  if (form && [...stateOf(form).items].some((item) => item.isOpen)) event.preventDefault();
});

/** Sending waits for what is on its way. */
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.id !== 'report-form') return;
  const state = stateOf(form);
  const failed = () => [...state.items].some((item) => item.hasFailed);
  if (state.running + state.queue.length === 0 && !failed()) return;
  event.preventDefault();
  event.stopPropagation();
  if (!failed()) announceState(form, form.dataset.afterFiles);
  await settled(state);
  if (failed()) return announceState(form, form.dataset.filesFailed);
  announceState(form, '');
  form.requestSubmit(event.submitter);
}, true);

async function settled(state) {
  while (state.running + state.queue.length > 0) await new Promise((resolve) => { state.onSettled = resolve; });
}

function announceState(form, words) {
  form.querySelector('.files-wait').textContent = words;
}
})();
