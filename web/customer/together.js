// Asks the show for so many seats side by side.

import { problemWords } from './problems.js';
import { counted } from './words.js';
import { call } from '../api.js';
import { element } from '../dom.js';
import { t } from '../words.js';

let wanted = 2; // by the customer, in whatever show

/** Controls above the hall. `found(seats)` gets the seats that the show suggests, in order. */
export class Together {
  #show;
  #found;
  #asking = null; // AbortController
  #count = element('select', {
    id: 'together', name: 'together', onchange: () => { wanted = Number(this.#count.value); },
  });
  #find = element(
    'button',
    { type: 'button', class: 'button', onclick: () => this.#ask() },
    t('choice.find'),
  );
  #failed = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });

  constructor(show, maxSeats, found) {
    this.#show = show;
    this.#found = found;
    for (let count = 1; count <= maxSeats; count += 1)
      this.#count.append(element('option', { value: count }, counted(count, 'seat')));
    this.count = Math.min(wanted, maxSeats);
    this.element = element(
      'div',
      { class: 'together' },
      element('label', { for: 'together' }, t('choice.together')),
      this.#count,
      this.#find,
      this.#failed,
    );
  }

  /** How many seats it asks for. */
  set count(count) {
    this.#count.value = count;
  }

  set disabled(value) {
    this.#count.disabled = value;
    this.#find.disabled = value;
    if (value) this.#say('');
  }

  close() {
    this.#asking?.abort();
  }

  #say(text) {
    this.#failed.textContent = text;
    this.#failed.hidden = !text;
  }

  async #ask() {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#say('');
    const count = Number(this.#count.value);
    const path = `/api/movieshow/${encodeURIComponent(this.#show)}/bestavailable?count=${count}`;
    try {
      const { seats } = await call(path, { signal: asking.signal });
      if (!asking.signal.aborted) this.#found(seats);
    } catch (problem) {
      if (asking.signal.aborted) return;
      const few = problem.code === 'NOT_ENOUGH_SEATS';
      this.#say(few ? t('choice.notEnough', { count }) : problemWords(problem));
    }
  }
}
