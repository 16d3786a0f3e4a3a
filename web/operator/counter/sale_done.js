// The last sale at the counter, with its ticket.
import { element } from '../../dom.js';
import { listed, methodWords, sum } from '../../event_words.js';
import { problemWords } from '../problems.js';

export class SaleDone {
  #print;
  #ticket = null;
  #words = element('p', { role: 'status' });
  #error = element('p', { class: 'field-error', role: 'alert' });
  #open = element('a', { class: 'button' }, 'Open the booking');

  /** `print(ticket)` prints it; throws a Problem. */
  constructor(print) {
    this.#print = print;
    this.element = element('section', {
      class: 'card sale-done', 'aria-label': 'The last sale', hidden: true,
    },
      element('h2', {}, 'Sold'), this.#words, this.#error,
      element('div', { class: 'buttons' },
        element('button', { class: 'button', onclick: () => this.print() },
          'Print tickets ', element('kbd', {}, 'P')),
        this.#open));
  }

  show(ticket, method) {
    const { number, reqId, seats, amount } = ticket;
    this.#ticket = ticket;
    this.element.hidden = false;
    this.#error.textContent = '';
    this.#words.textContent =
      `Booking ${number}: ${listed(seats, 20)}, ${sum(amount)} ${methodWords[method]}.`;
    this.#open.href = `#/booking/${encodeURIComponent(reqId)}`;
  }

  async print() {
    if (this.#ticket === null) return;
    this.#error.textContent = '';
    try {
      await this.#print(this.#ticket);
    } catch (problem) {
      this.#error.textContent = `The tickets cannot be printed. ${problemWords(problem)}`;
    }
  }
}
