// Finds a booking again by its reference and the mail address of its customer.

import { element } from '../dom.js';
import { t } from '../words.js';

/** `token`: that of a link in a mail, or undefined. */
export function findView(page) {
  const title = element('h1', { tabindex: '-1' }, t('page.find'));
  return {
    element: element('section', { class: 'list' }, title),
    focus: () => title.focus(),
    go: () => page.title(t('page.find')),
  };
}
