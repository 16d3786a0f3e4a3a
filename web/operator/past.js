// Says that the page shows a past moment, with the way back.
import { element } from '../dom.js';
import { clockThere, dayThere } from './zone_times.js';

export class Past {
  #history;
  #head;
  #words = element('span');

  constructor(history, head) {
    this.#history = history;
    this.#head = head;
    this.element = element('div', { class: 'past notice notice-warn', hidden: true },
      this.#words,
      element('button', { class: 'button', onclick: () => this.#toNow() }, 'Show the present'));
  }

  draw() {
    const { seq, live } = this.#head;
    const { at } = this.#history.event(seq);
    const { show } = this.#history.now;
    this.element.hidden = live;
    this.#words.textContent = `This is the past: ${dayThere(at, show)}, ${clockThere(at, show)}. `
      + `Seats and figures are those after event ${seq} of ${this.#history.last}.`;
  }

  /** The focus goes to the page, because the button is hidden now. */
  #toNow() {
    this.#head.follow();
    document.querySelector('main').focus();
  }
}
