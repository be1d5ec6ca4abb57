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
  arrive();
});

const find = (selector) => (selector ? document.querySelector(selector) : null);

/** What is wrong comes first, then what was done, then the heading of the page. */
function arrive() {
  if (document.activeElement?.matches('[autofocus]')) return;
  const main = document.querySelector('main');
  const first = ['[aria-invalid=true]', '.fault', '.done', 'h1'].map((each) => main?.querySelector(each)).find(Boolean);
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
const fault = document.querySelector('main [aria-invalid=true]');
if (fault) focus(fault);
})();
