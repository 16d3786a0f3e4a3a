// Asks the show for so many seats side by side.

import { counted } from './words.js';
import { call } from '../api.js';
import { element } from '../dom.js';

/**
 * A row of controls for a form. `found(seats)` gets the seats that the show suggests, in the order
 * of the rows; `failed(text)` says why there are none, or is empty while a request is under way.
 */
export class Together {
  #show;
  #on;
  #asking = null; // AbortController
  #count = element('select', { id: 'together', name: 'together' });
  #find = element('button', { type: 'button', class: 'button', onclick: () => this.#ask() });

  constructor(show, maxSeats, on) {
    this.#show = show;
    this.#on = on;
    for (let count = 1; count <= maxSeats; count += 1)
      this.#count.append(element('option', { value: count }, counted(count, 'seat')));
    this.#count.value = Math.min(2, maxSeats);
    this.#find.textContent = 'Find the best';
    this.element = element(
      'div',
      { class: 'together' },
      element('label', { for: 'together' }, 'Seats together'),
      this.#count,
      this.#find,
    );
  }

  set disabled(value) {
    this.#count.disabled = value;
    this.#find.disabled = value;
  }

  close() {
    this.#asking?.abort();
  }

  async #ask() {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#on.failed('');
    const count = Number(this.#count.value);
    const path = `/api/movieshow/${encodeURIComponent(this.#show)}/bestavailable?count=${count}`;
    try {
      const { seats } = await call(path, { signal: asking.signal });
      if (!asking.signal.aborted) this.#on.found(seats);
    } catch (problem) {
      if (asking.signal.aborted) return;
      const few = problem.code === 'NOT_ENOUGH_SEATS';
      this.#on.failed(few ? `${counted(count, 'seat')} are not free any more.` : problem.message);
    }
  }
}
