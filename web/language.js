// The language of the page, for modules that know no catalogue: money.js, times.js, show_time.js.
// Pages in one language never set it.

const rightToLeft = ['ar', 'fa', 'he', 'ur'];

let language = null;

/** The language as Intl takes it. */
export const spoken = () => language ?? 'en';

/** Sets the language of the page and the direction in which it is read. */
export function speak(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = rightToLeft.includes(tag) ? 'rtl' : 'ltr';
}

/**
 * What Intl takes for amounts and names: the browser's own variant of the language, such as en-IN;
 * undefined, which is the browser's choice, on pages that never set a language.
 */
export function locale() {
  if (language === null) return undefined;
  return navigator.languages.find((tag) => tag.split('-')[0].toLowerCase() === language) ?? language;
}

/** The same for dates. English ones have the day first and 24 hours, whatever the browser's variant. */
export const dateLocale = () => (spoken() === 'en' ? 'en-GB' : locale());

/** The name of a language by its tag, "Hindi" of "hi"; the tag itself if the browser has none. */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(tag);
  } catch {
    return tag;
  }
}
