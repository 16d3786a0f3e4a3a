// What the states of seats are called on the operator's page, and the legend of a hall.
import { element } from '../dom.js';

export const stateWords = {
  available: 'free', in_review: 'in review', held: 'held', sold: 'sold', blocked: 'blocked',
};

export function legend() {
  return element('ul', { class: 'legend', 'aria-label': 'Legend' },
    Object.entries(stateWords).map(([state, words]) => element('li', {},
      element('span', { class: 'seat', 'data-state': state, 'aria-hidden': 'true' }), words)));
}
