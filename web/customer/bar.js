// The bar below a hall that hides the form: what is chosen, what was refused, and the way on.

import { element } from '../dom.js';
import { t } from '../words.js';

export class Bar {
  #said = element(
    'p',
    { class: 'bar-said notice notice-warn', 'aria-hidden': 'true', hidden: true },
  );
  #sum = element('span', { class: 'number' });
  #go;
  #instead;
  #sight = new IntersectionObserver((entries) =>
    this.element.classList.toggle('bar-idle', entries.at(-1).isIntersecting));

  /** It is there while `book`, the button of the form, is out of view. */
  constructor(book, { goOn, takeInstead }) {
    const made = (kind, onclick) =>
      element('button', { type: 'button', class: `button ${kind}`, hidden: true, onclick });
    this.#go = made('button-primary', goOn);
    this.#instead = made('', takeInstead);
    this.element = element(
      'div',
      { class: 'bar', role: 'group', tabindex: '-1', 'aria-label': t('choice.title') },
      this.#said,
      this.#sum,
      this.#instead,
      this.#go,
    );
    this.#sight.observe(book);
  }

  /** Whether it has something to say. */
  get hasWords() {
    return !this.#said.hidden;
  }

  /** As an attribute that the style sheet shows: the words themselves stand in the form. */
  say(text) {
    this.#said.dataset.said = text;
    this.#said.hidden = !text;
  }

  /** Offers to take other seats, with these words; empty: offers none. */
  offer(text) {
    this.#instead.textContent = text;
    this.#instead.hidden = !text;
  }

  /** `label` of the way on; empty: there is none. */
  draw({ sum, label, disabled, hidden }) {
    this.#sum.textContent = sum;
    this.#go.textContent = label;
    this.#go.hidden = !label;
    this.#go.disabled = disabled;
    this.element.hidden = hidden;
  }

  /** Takes the focus if it is in view; returns whether it did. */
  focus() {
    if (!this.element.getClientRects().length) return false;
    (this.#instead.hidden ? this.element : this.#instead).focus({ preventScroll: true });
    return true;
  }

  close() {
    this.#sight.disconnect();
    this.element.remove();
  }
}
