// Texts of the customer's page in the language of the reader. web/words/LANGUAGE.js is the catalogue of
// a language; the English one is part of the page, another one is loaded when it is chosen.

import { speak, spoken } from './language.js';
import { t, useTexts } from './text.js';
import { words as english } from './words/en.js';

export { spoken, t };

/** Each language by its own name. */
export const languages = { en: 'English', de: 'Deutsch', hi: 'हिन्दी' };

const kept = 'boxoffice.language';
let chosen = null;

useTexts(english);

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
  useTexts(loaded, english);
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
