// Finds a booking again by its reference and the mail address of its customer.

import { element } from '../dom.js';

/** `token`: that of a link in a mail, or undefined. */
export function findView(page) {
  const view = element('section', { class: 'list', tabindex: '-1' });
  return { element: view, focus: () => view.focus(), go: () => page.title('') };
}
