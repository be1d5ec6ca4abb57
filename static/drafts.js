/* A report's draft is saved some seconds after the last key, and when the page is left. The form works without it;
   words and addresses are the form's own `data-…` (src/web/submissions/form.rs). */
(() => {
'use strict';

const AFTER_TYPING = 2_500;
const AT_THE_LATEST = 15_000;
/** What browsers let a page send while it is left. */
const MOST_ON_LEAVING = 60_000;

const reportForm = () => document.getElementById('report-form');
const states = new WeakMap();

/** What is known of a form, for as long as it stands on the page. */
function stateOf(form) {
  if (!states.has(form)) states.set(form, { own: new Set(), dirty: false });
  return states.get(form);
}

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const parse = (html) => new DOMParser().parseFromString(html, 'text/html').body;
/** Some milliseconds, or until the network is back. */
const rest = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  addEventListener('online', () => { clearTimeout(timer); resolve(); }, { once: true });
});


function touched(form, soon = AFTER_TYPING) {
  const state = stateOf(form);
  state.dirty = true;
  state.since ??= Date.now();
  clearTimeout(state.timer);
  const wait = Math.max(0, Math.min(soon, state.since + AT_THE_LATEST - Date.now()));
  if (!state.stopped) state.timer = setTimeout(() => save(form), wait);
}

function isReport(target) {
  const form = target.closest?.('#report-form');
  return form && target.type !== 'file' ? form : null;
}

for (const type of ['input', 'change']) {
  document.addEventListener(type, ({ target }) => {
    const form = isReport(target);
    if (form) touched(form);
  });
}

/** One save at a time; what was typed meanwhile is saved by the next. */
function save(form, leaving = false) {
  const state = stateOf(form);
  if (state.stopped || !state.dirty) return state.saving ?? Promise.resolve();
  if (state.saving && !leaving) return state.saving.then(() => save(form));
  clearTimeout(state.timer);
  Object.assign(state, { dirty: false, since: undefined });
  const run = post(form, leaving).finally(() => { if (state.saving === run) state.saving = null; });
  state.saving = run;
  return run;
}

async function post(form, leaving) {
  const body = new FormData(form);
  const next = random();
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.set('next', next);
  body.set('quiet', 'yes');
  stateOf(form).own.add(next);
  const small = form.elements.text.value.length * 3 < MOST_ON_LEAVING;
  try {
    await answered(form, await fetch(form.dataset.draft, { method: 'POST', body, keepalive: leaving && small }));
  } catch {
    again(form, form.dataset.unsaved);
  }
}

async function answered(form, response) {
  if (response.ok) return saved(form, parse(await response.text()).firstElementChild);
  if (response.status === 409) return conflict(form, parse(await response.text()));
  again(form, [401, 403].includes(response.status) ? form.dataset.signedOut : form.dataset.unsaved);
}

function saved(form, word) {
  form.elements.draft.value = word.dataset.version;
  stateOf(form).tries = 0;
  show(form, word);
}

/** Not saved: said, and tried again with longer and longer pauses. */
async function again(form, words) {
  const state = stateOf(form);
  state.dirty = true;
  show(form, words, true);
  state.tries = (state.tries ?? 0) + 1;
  await rest(Math.min(30_000, 1_000 * 2 ** state.tries));
  if (form.isConnected) save(form);
}

/** Another window saved in between; or this one did, and the answer was lost on the way. */
function conflict(form, body) {
  const state = stateOf(form);
  const { version } = body.firstElementChild.dataset;
  state.dirty = true;
  if (state.own.has(version)) {
    form.elements.draft.value = version;
    return touched(form, 0);
  }
  state.stopped = true;
  state.other = version;
  show(form, body.firstElementChild, true);
}

function show(form, content, unsaved = false) {
  const line = form.querySelector('.draft-state');
  line.classList.toggle('unsaved', unsaved);
  line.replaceChildren(content);
}

document.addEventListener('click', ({ target }) => {
  const choice = target.closest?.('[data-draft=mine], [data-draft=other]');
  const form = choice && choice.closest('#report-form');
  if (!form) return;
  const state = stateOf(form);
  if (choice.dataset.draft === 'other') return location.reload();
  form.elements.draft.value = state.other;
  state.stopped = false;
  show(form, '');
  form.elements.text.focus();
  touched(form, 0);
});

function leave() {
  const form = reportForm();
  if (form && stateOf(form).dirty) save(form, true);
}

addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave(); });
document.addEventListener('htmx:before:swap', leave);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && reportForm()) stateOf(reportForm()).stopped = false;
});

/** From here on nothing is saved any more; a save that is under way goes first. */
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.id !== 'report-form') return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.stopped = true;
  if (!state.saving) return;
  event.preventDefault();
  await state.saving;
  form.requestSubmit(event.submitter);
});
})();
