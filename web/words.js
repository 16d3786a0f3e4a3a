// Texts of the customer's page in the language of the reader. web/words/LANGUAGE.js is the catalogue of
// a language; the English one is part of the page, another one is loaded when it is chosen.

import { locale, speak, spoken } from './language.js';
import { words as english } from './words/en.js';

export { spoken };

/** Each language by its own name. */
export const languages = { en: 'English', de: 'Deutsch', hi: 'हिन्दी' };

const kept = 'boxoffice.language';
let chosen = null;
let words = english;
let plurals = null;
let numbers = null;

function keptLanguage() {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null; // The browser keeps nothing for this page.
  }
}

/** The language that the reader chose, else the first of the browser's that has a catalogue. */
function wantedLanguage() {
  const wanted = [chosen, keptLanguage(), ...navigator.languages];
  return wanted.map((tag) => tag?.split('-')[0].toLowerCase()).find((tag) => tag in languages)
    ?? 'en';
}

/**
 * Resolves once t() has the reader's language. `addressOf(language)`: where its catalogue is. A
 * catalogue that cannot be loaded leaves the page in English.
 */
export async function loadWords(addressOf) {
  const wanted = wantedLanguage();
  let loaded = english;
  try {
    if (wanted !== 'en') loaded = (await import(addressOf(wanted))).words;
  } catch {
    // English it is.
  }
  words = loaded;
  [plurals, numbers] = [null, null];
  speak(loaded === english ? 'en' : wanted);
}

/** Keeps the reader's choice for this browser. */
export function chooseLanguage(tag) {
  chosen = tag;
  try {
    localStorage.setItem(kept, tag);
  } catch {
    // It holds until the page is left.
  }
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
  let text = found(words, key) ?? found(english, key);
  if (typeof text === 'object') {
    plurals ??= new Intl.PluralRules(spoken());
    text = text[plurals.select(values.count)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => written(values[name]));
}
