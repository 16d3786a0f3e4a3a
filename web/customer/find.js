// Finds a booking again by its reference and the mail address of its customer.

import { element } from '../dom.js';

/** A link to the form. */
export const findLink = () => element('a', { href: '#/find', hidden: true });

export function findView(page) {
  const view = element('section', { class: 'list', tabindex: '-1' });
  return { element: view, focus: () => view.focus(), go: () => page.title('') };
}
