// The words on the buttons: the program's own catalogue, so that a test names a thing and not a language.

import { readFileSync } from 'node:fs';
import { ROOT } from './duban.mjs';

const read = (tag) => {
  const text = readFileSync(`${ROOT}src/locales/${tag}/duban.ftl`, 'utf8');
  return Object.fromEntries([...text.matchAll(/^([a-z][a-z0-9-]*) = (.*)$/gm)].map(([, key, words]) => [key, words]));
};
const CATALOGUE = { 'zh-CN': read('zh-CN'), en: read('en') };

/** A message with its values put in. */
export function words(lang, key, values = {}) {
  const text = CATALOGUE[lang][key];
  if (text === undefined) throw new Error(`the catalogue has no ${key}`);
  return text.replaceAll(/\{ (?:\$([a-z]+)|"( *)") \}/g, (_, name, space) => (name ? String(values[name]) : space));
}
