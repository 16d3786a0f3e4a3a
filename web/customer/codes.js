// The codes of a paid booking as pictures, for the gate.

import { callAsCustomer } from './session.js';
import { matterOf, problemWords } from './problems.js';
import { element } from '../dom.js';
import { t } from '../words.js';

const againMs = 3_000;
const most = 2; // codes below each other; more of them are a row to swipe through

/** The picture that the server made of a code, as a part of the page, so that it is printed too. */
function pictureOf(text, name) {
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', name);
  return document.importNode(svg, true);
}

export class Codes {
  #reqId;
  #seats;
  #timer = 0;
  #closed = false;
  #said = element('p', { class: 'notice', role: 'status' }, t('booking.codesLoading'));
  #list = element('ul', { class: 'codes' });
  #title = element('h3', { id: 'codes-title' }, t('booking.codes'));

  /** `names` are the seats with their price types, in the same order as `seats`. */
  constructor(reqId, seats, names) {
    this.#reqId = reqId;
    this.#seats = seats.map((seat, at) => ({ seat, name: names[at] }));
    // On paper all codes of a booking fit one page.
    this.#list.dataset.columns = [2, 6, 12].findIndex((count) => seats.length <= count) + 2 || 5;
    if (seats.length > most) {
      this.#list.classList.add('codes-row');
      this.#list.tabIndex = 0; // So that the keyboard can scroll it.
      this.#list.setAttribute('aria-labelledby', 'codes-title');
    }
    this.element = element(
      'section',
      { class: 'ticket-codes' },
      this.#title,
      element('p', { class: 'soft small' }, t('booking.codesHow')),
      this.#said,
      this.#list,
    );
    this.#load();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #load() {
    try {
      const found = await Promise.all(this.#seats.map((each, at) => this.#entry(each, at + 1)));
      if (this.#closed) return;
      this.#list.replaceChildren(...found);
      this.#said.hidden = true;
    } catch (problem) {
      if (this.#closed) return;
      this.#said.hidden = false;
      const why = problem.passing
        ? t('booking.trying', { problem: matterOf(problem) }) : problemWords(problem);
      this.#said.textContent = t('booking.codesFailed', { problem: why });
      if (problem.passing)
        this.#timer = setTimeout(() => this.#load(),
          Math.max(againMs, 1000 * (problem.retryAfter ?? 0)));
    }
  }

  async #entry({ seat, name }, at) {
    const count = this.#seats.length;
    const path = `/api/ticket/${this.#reqId}/codes/${encodeURIComponent(seat)}.svg`;
    const text = await callAsCustomer(path, { as: 'text' });
    return element('li', {},
      pictureOf(text, t('booking.codeOf', { seat })),
      element('strong', {}, name),
      count > most
        ? element('span', { class: 'soft small' }, t('booking.codePlace', { at, count }))
        : null);
  }
}
