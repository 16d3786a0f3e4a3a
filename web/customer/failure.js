// The notice that something could not be read: what is the matter, when the page tries again by
// itself, and a button to try at once.

import { element } from '../dom.js';
import { t } from '../words.js';
import { matterOf, problemWords, waitAfter } from './problems.js';

export class Failure {
  #again;
  #failures = 0; // in a row
  #timer = 0;

  /** `again()` tries again. */
  constructor(again) {
    this.#again = again;
    this.element = element(
      'div', { class: 'notice notice-bad problem', role: 'alert', hidden: true });
  }

  /** Whether the last try failed. */
  get shown() {
    return this.#failures > 0;
  }

  /** Says why a try failed, and `more` behind it. Tries again later if that may help. */
  say(problem, ...more) {
    this.#failures += 1;
    this.stop();
    const said = [problem.passing ? matterOf(problem) : problemWords(problem)];
    if (problem.passing) {
      const count = waitAfter(problem, this.#failures);
      said.push(t('page.again', { count }));
      this.#timer = setTimeout(this.#again, count * 1000);
    }
    this.element.replaceChildren(
      element('p', {}, [...said, ...more].join(' ')),
      element(
        'button',
        { type: 'button', class: 'button', onclick: this.#again },
        t('page.tryAgain'),
      ),
    );
    this.element.hidden = false;
  }

  /** After a try that succeeded. */
  clear() {
    this.stop();
    this.#failures = 0;
    this.element.hidden = true;
  }

  /** Does not try again by itself. */
  stop() {
    clearTimeout(this.#timer);
  }
}
