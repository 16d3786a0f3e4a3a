// In place of a view that is there only to do what the token cannot do.
import { element } from '../dom.js';
import { needsScope } from './session.js';

export function lackingView(title, scope) {
  return {
    title,
    element: element('section', {},
      element('div', { class: 'head' }, element('h1', {}, title)),
      element('p', { class: 'notice notice-warn' }, needsScope(scope))),
  };
}
