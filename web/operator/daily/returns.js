// Chooses the seats of a booking that go back on sale.
import { element } from '../../dom.js';
import { counted, sum } from '../../event_words.js';
import { money } from '../../money.js';

export class Returns {
  #booking;
  #boxes;
  #words = element('p', { role: 'status' });
  #give;

  /** `booking`: an entry of the list; `ends`: {done(seats, worth), back()}. */
  constructor(booking, ends) {
    this.#booking = booking;
    const { number, lines, amount } = booking;
    this.#boxes = lines.map(({ seat }) => element('input', {
      type: 'checkbox', value: seat, onchange: () => this.#draw(),
    }));
    this.#give = element('button', {
      class: 'button button-danger', onclick: () => ends.done(this.#back(), this.#worth()),
    }, 'Return…');
    this.element = element('section', { class: 'panel card', 'aria-label': 'Return seats' },
      element('fieldset', {},
        element('legend', {}, `Seats of booking ${number} that go back on sale`),
        lines.map(({ seat, price }, place) => element('label', { class: 'check' },
          this.#boxes[place], `${seat}, ${money(price, amount.currency)}`))),
      this.#words,
      element('div', { class: 'buttons' }, this.#give,
        element('button', { class: 'button', onclick: () => ends.back() }, 'Back')));
  }

  async open() {
    this.#draw();
    this.#boxes[0].focus();
  }

  close() {}

  #back() {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  #worth() {
    const back = this.#back();
    const value = this.#booking.lines.filter(({ seat }) => back.includes(seat))
      .reduce((worth, { price }) => worth + price, 0);
    return { value, currency: this.#booking.amount.currency };
  }

  #draw() {
    const count = this.#back().length;
    const all = count === this.#boxes.length;
    this.#give.disabled = count === 0 || all;
    this.#words.textContent = all ? 'That is the whole booking: cancel it instead.'
      : `${counted(count, 'seat')}, sold at ${sum(this.#worth())}.`;
  }
}
