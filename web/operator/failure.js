// The notice that something could not be read: what is the matter, a button that tries again, and
// the next try of the page itself.
import { element } from '../dom.js';
import { matterOf, retryMs, retryWords } from './problems.js';

export class Failure {
  #again;
  #usual;
  #timer = 0;
  #words = element('p');

  /** `again()` tries again; `usual`: ms until the page does so by itself. */
  constructor(again, usual) {
    this.#again = again;
    this.#usual = usual;
    const button = element('button', {
      type: 'button', class: 'button', onclick: () => this.#try(),
    }, 'Try again');
    this.element = element('div', {
      class: 'failure notice notice-bad', role: 'alert', hidden: true,
    }, this.#words, button);
  }

  /** Says why a try failed, and `more` behind it. Tries again later if that may help. */
  say(problem, more = '') {
    this.stop();
    const words = problem.passing ? retryWords(problem) : matterOf(problem);
    const text = [words, more].filter(Boolean).join(' ');
    if (this.#words.textContent !== text) this.#words.textContent = text; // It is read out once.
    this.element.hidden = false;
    if (problem.passing)
      this.#timer = setTimeout(() => this.#try(), retryMs(problem, this.#usual));
  }

  /** After a try that succeeded. */
  clear() {
    this.stop();
    this.element.hidden = true;
    this.#words.textContent = '';
  }

  /** Does not try again by itself. */
  stop() {
    clearTimeout(this.#timer);
  }

  #try() {
    this.stop();
    this.#again();
  }
}
