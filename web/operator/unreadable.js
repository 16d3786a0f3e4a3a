// What stands in place of a page that could not be read.
import { element } from '../dom.js';
import { problemWords } from './problems.js';

/** Why, a button that calls `again()`, and `links` to pages that may help. */
export const unreadable = (problem, again, ...links) => [
  element('p', { class: 'notice notice-bad', role: 'alert' }, problemWords(problem)),
  element('div', { class: 'buttons' },
    element('button', { class: 'button', onclick: again }, 'Try again'),
    links.map(([href, words]) => element('a', { class: 'button', href }, words))),
];
