/* duban's own script; htmx stands before it in the same file (src/web/statics.rs). No page needs it: it only makes
   them smoother. It finds what it works on by attributes, listens on the document, and so survives every swap. */
(() => {
'use strict';

/* --- Pages without a reload ---------------------------------------------------------------------------------
   Every link and form of this site is boosted (the body says so, src/web/layout.rs): htmx fetches the page and
   puts its body in the place of this one. What follows makes that feel like a page of its own: address, language,
   scroll and focus are as they would be, and what cannot be swapped in is opened the ordinary way. */

const STYLES = document.querySelector('link[rel=stylesheet]').getAttribute('href');
const isPage = (ctx) => ctx.target === document.body;
const isRestored = (ctx) => 'HX-History-Restore-Request' in ctx.request.headers;
/** A form's own address answers POST alone, so nobody can come back to it. */
const isAddress = (ctx) => ctx.request.method === 'GET' || ctx.response.raw.redirected;

/** The same element on the page that comes: by its id, where it leads, or its name in its form. */
function selectorOf(element) {
  const mark = ['id', 'href', 'name'].find((name) => element?.getAttribute?.(name));
  if (!mark || element === document.body) return null;
  const form = element.form?.getAttribute('action');
  const within = form ? `form[action=${CSS.escape(form)}] ` : '';
  return `${within}${element.localName}[${mark}=${CSS.escape(element.getAttribute(mark))}]`;
}

/** An address without what `?done=` says once. */
function plain(url) {
  const address = new URL(url);
  address.searchParams.delete('done');
  return address.pathname + address.search + address.hash;
}

/** A download, say: the browser knows what to do with it. */
document.addEventListener('htmx:before:response', (event) => {
  const { ctx } = event.detail;
  if (!isPage(ctx) || ctx.response.headers.get('content-type')?.startsWith('text/html')) return;
  event.preventDefault();
  if (isAddress(ctx)) location.assign(ctx.response.raw.url);
  else unsent();
});

let before = {};

document.addEventListener('htmx:before:swap', (event) => {
  const { ctx } = event.detail;
  if (!isPage(ctx)) return;
  const url = new URL(ctx.response.raw.url);
  const old = !ctx.text.includes(STYLES); // the program was updated, or this is somebody else's page
  if (old && isAddress(ctx)) {
    event.preventDefault();
    return location.assign(url);
  }
  const lang = ctx.text.match(/<html lang="([\w-]+)"/)?.[1];
  if (lang) document.documentElement.lang = lang;
  before = { focus: selectorOf(document.activeElement), samePath: url.pathname === location.pathname };
  if (isRestored(ctx)) return;
  visits.set(here(), before.focus);
  if (ctx.request.anchor) url.hash = ctx.request.anchor;
  const path = plain(url);
  const isOnward = ctx.request.method === 'GET' ? path !== plain(location) : !before.samePath;
  if (!isAddress(ctx)) ctx.push = 'false';
  else if (isOnward) ctx.push = path;
  else ctx.replace = path;
});

/** What had the focus when a page was left, for coming back to it. */
const visits = new Map();
const here = () => globalThis.navigation?.currentEntry?.key ?? location.href;

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (!isPage(ctx)) return;
  if (isRestored(ctx)) return focus(find(visits.get(here())), { preventScroll: true }); // the browser scrolls
  if (ctx.request.anchor && isAddress(ctx)) return toAnchor();
  // A tab, a filter, an order: the same page in another view, so eyes and focus stay where they are.
  const stayed = ctx.request.method === 'GET' && before.samePath && find(before.focus);
  if (stayed) return focus(stayed, { preventScroll: true });
  scrollTo(0, 0);
  arrive(ctx.response.status);
});

const find = (selector) => (selector ? document.querySelector(selector) : null);

/** What is wrong comes first, then what was done, then the heading of the page. */
function arrive(status) {
  if (document.activeElement?.matches('[autofocus]')) return;
  const main = document.querySelector('main');
  const wrong = status >= 400 ? ['[aria-invalid=true]', '.fault'] : [];
  const first = [...wrong, '.done', 'h1'].map((each) => main?.querySelector(each)).find(Boolean);
  focus(first ?? main);
}

function focus(element, options) {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus(options);
}

/** Swapped-in pages know no `:target` until the browser goes there itself; that forgets htmx's mark. */
function toAnchor() {
  location.replace(location.href);
  history.replaceState({ htmx: true }, '', location.href);
  focus(document.querySelector(':target'), { preventScroll: true });
}

/** No answer: the browser has its own page for an address; what was typed into a form must stay. */
document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
  if (!ctx || !isPage(ctx)) return;
  if (ctx.request.method === 'GET') location.assign(ctx.request.action);
  else unsent();
});

function unsent() {
  document.getElementById('unsent').hidden = false;
}

history.replaceState(history.state, '', plain(location));
// A form that a reload sent: browsers leave the focus at the top.
if (performance.getEntriesByType('navigation')[0]?.responseStatus >= 400) arrive(400);

/* --- Pieces -------------------------------------------------------------------------------------------------
   `onPage` runs for the page that is loaded and for every page or part that is swapped in. */

function onPage(dress) {
  dress(document);
  document.addEventListener('htmx:after:process', ({ target }) => dress(target));
}

/** What was just done can be put away. */
onPage((part) => part.querySelectorAll('[data-dismiss]').forEach((button) => (button.hidden = false)));
document.addEventListener('click', ({ target }) => {
  if (target.matches?.('[data-dismiss]')) target.closest('[role=status]').remove();
});

/** An address to copy: the button is there only where it can. */
onPage((part) => part.querySelectorAll('[data-copy]').forEach((button) => (button.hidden = false)));
document.addEventListener('click', async ({ target }) => {
  if (!target.matches?.('[data-copy]')) return;
  const source = document.getElementById(target.dataset.copy);
  getSelection().selectAllChildren(source);
  // Without https there is no clipboard but the old way.
  const isDone = navigator.clipboard
    ? await navigator.clipboard.writeText(source.textContent).then(() => true, () => false)
    : document.execCommand('copy');
  if (isDone) target.textContent = target.dataset.copied;
});

/** Asking first: the link opens the dialog as the browser's own, which keeps the focus inside and closes on Esc. */
document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-opens]');
  const closer = event.target.closest?.('[data-closes]');
  if (!opener && !closer) return;
  event.preventDefault();
  const dialog = opener ? document.getElementById(opener.dataset.opens) : closer.closest('dialog');
  const isModal = dialog.matches(':modal');
  dialog.close();
  if (opener) dialog.showModal();
  else if (!isModal) focus(document.querySelector(`[data-opens="${dialog.id}"]`));
});

/** Files can be dropped anywhere in their frame; what was chosen is listed in our own words. */
onPage((part) =>
  part.querySelectorAll('[data-drop]:not(.live)').forEach((zone) => {
    const input = zone.querySelector('input[type=file]');
    const words = document.createElement('p');
    const choose = document.createElement('strong');
    const names = document.createElement('ul');
    choose.textContent = zone.dataset.choose;
    words.append(choose, zone.dataset.hint);
    zone.append(words, names);
    zone.classList.add('live');
    const list = () =>
      names.replaceChildren(
        ...[...input.files].map((file) => Object.assign(document.createElement('li'), { textContent: file.name })),
      );
    input.addEventListener('change', list);
    for (const type of ['dragover', 'dragleave', 'drop'])
      zone.addEventListener(type, () => zone.classList.toggle('over', type === 'dragover'));
    list();
  }),
);

/* --- The matrix -----------------------------------------------------------------------------------------------
   One stop of the Tab key for the whole table; arrow keys go from link to link, Home and End along a row, with Ctrl
   to the table's corners. Without scripts every link is a stop of its own. */

const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Lets the Tab key stop at this link alone. */
function stopAt(link) {
  for (const each of link.closest('table').querySelectorAll('a[href]')) each.tabIndex = each === link ? 0 : -1;
}

function rove() {
  for (const table of document.querySelectorAll('table.matrix')) {
    const first = table.querySelector('tbody a[href]') ?? table.querySelector('a[href]');
    if (first && !table.querySelector('a[tabindex="-1"]')) stopAt(first);
  }
}

/** The next link from a cell in this direction, past cells that have none. */
function linkFrom(cell, down, across) {
  const rows = [...cell.closest('table').rows];
  let row = rows.indexOf(cell.parentElement) + down;
  let column = cell.cellIndex + across;
  for (; rows[row]?.cells[column]; row += down, column += across) {
    const link = rows[row].cells[column].querySelector('a[href]');
    if (link) return link;
  }
  return null;
}

/** The first or last link of a row, or of the table's body. */
function linkAtEnd(cell, key, all) {
  const links = (all ? cell.closest('table') : cell.parentElement).querySelectorAll('a[href]');
  return links[key === 'Home' ? 0 : links.length - 1];
}

document.addEventListener('keydown', (event) => {
  const cell = event.target.closest?.('table.matrix :is(td, th)');
  if (!cell || event.altKey || event.metaKey || event.shiftKey) return;
  const arrow = event.ctrlKey ? null : ARROWS[event.key];
  const isEnd = event.key === 'Home' || event.key === 'End';
  const link = arrow ? linkFrom(cell, ...arrow) : isEnd ? linkAtEnd(cell, event.key, event.ctrlKey) : null;
  if (!arrow && !isEnd) return;
  event.preventDefault();
  link?.focus();
});

document.addEventListener('focusin', ({ target }) => {
  if (target.matches?.('table.matrix a[href]')) stopAt(target);
});

document.addEventListener('htmx:after:swap', rove);
rove();

/* --- Choices ------------------------------------------------------------------------------------------------------
   Choosing is enough, and what was not chosen stays out of the address. */

document.addEventListener('change', ({ target }) => target.closest('[data-choices]')?.requestSubmit());
document.addEventListener('formdata', ({ target, formData }) => {
  if (!target.matches('[data-choices]')) return;
  for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
});

/* --- Selecting (reviews, reminders) --------------------------------------------------------------------------- */

/** Above a column of boxes: one that ticks them all. */
onPage((part) => part.querySelectorAll('[data-all]').forEach((box) => (box.disabled = false)));
document.addEventListener('change', ({ target }) => {
  const name = target.dataset?.all ?? target.name;
  const all = target.form?.querySelector(`[data-all="${name}"]`);
  if (!all) return;
  const boxes = [...target.form.querySelectorAll(`[type=checkbox][name="${name}"]:not(:disabled)`)];
  if (target === all) for (const box of boxes) box.checked = all.checked;
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
});

/* --- Keys (reviews) -----------------------------------------------------------------------------------------
   A key follows the link that carries it, or moves the focus to what does; nothing is decided by a single key.
   They can be switched off (WCAG 2.1.4), and the switch is remembered in this browser. */

const KEYS = 'duban-keys';
const keysAreOn = () => {
  try {
    return localStorage.getItem(KEYS) !== 'off';
  } catch {
    return true;
  }
};

onPage((part) =>
  part.querySelectorAll('[data-keys] input').forEach((box) => (box.checked = keysAreOn())),
);

document.addEventListener('change', ({ target }) => {
  if (target.closest?.('[data-keys]')) localStorage.setItem(KEYS, target.checked ? 'on' : 'off');
});

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || key.length !== 1 || !keysAreOn()) return;
  if (target.closest?.('input:not([type=checkbox]), select, textarea, [contenteditable]')) return;
  const wanted = document.querySelector(`main [data-key=${CSS.escape(key.toLowerCase())}]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches('a')) wanted.click();
  else wanted.focus();
});

})();

/* --- Search: `/` leads to the field, unless something is being typed --------------------------------------- */
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.('input, select, textarea, [contenteditable]')) return;
  const field = document.getElementById('search');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
