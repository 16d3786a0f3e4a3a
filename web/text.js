// Looks up texts in the catalogue of a page. web/words.js sets that of the customer's page,
// web/operator/hall_words.js the few texts that the operator's page shares with it.

import { locale, spoken } from './language.js';

let words = {};
let fallback = {}; // for what `words` lacks
let plurals = null;
let numbers = null;

/** Takes the texts from these catalogues: nested objects, such as web/words/en.js. */
export function useTexts(catalogue, otherwise = catalogue) {
  [words, fallback] = [catalogue, otherwise];
  [plurals, numbers] = [null, null];
}

/** Intl is left alone while it makes no difference: its first use costs milliseconds. */
function written(value) {
  if (typeof value !== 'number' || Math.abs(value) < 1000) return String(value);
  numbers ??= new Intl.NumberFormat(locale());
  return numbers.format(value);
}

const found = (catalogue, key) =>
  key.split('.').reduce((part, name) => part?.[name], catalogue);

/**
 * The text of `key`, such as `hall.screen`, with `{name}` replaced by `values.name`. A text in
 * several forms ({one, other}) is taken by the plural rules of the language for `values.count`.
 * Numbers are grouped as usual in the language.
 */
export function t(key, values = {}) {
  let text = found(words, key) ?? found(fallback, key);
  if (typeof text === 'object') {
    plurals ??= new Intl.PluralRules(spoken());
    text = text[plurals.select(values.count)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => written(values[name]));
}
