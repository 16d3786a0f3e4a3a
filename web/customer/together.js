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

  constructor(show, most, found) {
    this.#show = show;
    this.#found = found;
    this.most = most;
    this.count = wanted;
    this.element = element(
      'div',
      { class: 'together' },
      element('label', { for: 'together' }, t('choice.together')),
      this.#count,
      this.#find,
      this.#failed,
    );
  }

  /** How many seats it can ask for. */
  set most(most) {
    const before = Number(this.#count.value);
    this.#count.replaceChildren(...Array.from({ length: most }, (_, at) =>
      element('option', { value: at + 1 }, counted(at + 1, 'seat'))));
    this.count = before || 1;
  }

  /** How many seats it asks for, if it can. */
  set count(count) {
    this.#count.value = Math.min(count, this.#count.length);
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
