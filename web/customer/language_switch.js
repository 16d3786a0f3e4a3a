// The choice of the page's language, in the header.

import { element } from '../dom.js';
import { chooseLanguage, languages, spoken, t } from '../words.js';

/** Draws the switch in `place`; `changed()` is called after the customer chose a language. */
export function drawLanguageSwitch(place, changed) {
  const select = place.querySelector('select') ?? element('select', {
    onchange: () => {
      chooseLanguage(select.value);
      changed();
    },
  }, Object.entries(languages).map(([tag, name]) =>
    element('option', { value: tag, lang: tag }, name)));
  select.setAttribute('aria-label', t('page.language'));
  select.value = spoken();
  if (!select.isConnected) place.append(select);
}
