/* Images and PDFs open below their link, and are loaded only then. Without it, the link opens them in a window. */
(() => {
'use strict';

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a.preview');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const place = link.closest('li');
  const shown = place.querySelector('.shown');
  link.ariaExpanded = String(!shown);
  if (shown) return shown.remove();
  const frame = document.createElement('div');
  frame.className = 'shown';
  frame.append(link.dataset.preview === 'image' ? image(link, frame) : pdf(link));
  place.append(frame);
});

function image(link, frame) {
  const picture = Object.assign(new Image(), { src: link.href, alt: link.dataset.name });
  picture.addEventListener('error', () => frame.replaceChildren(link.dataset.failed));
  return picture;
}

function pdf(link) {
  return Object.assign(document.createElement('iframe'), { src: link.href, title: link.dataset.name });
}
})();
