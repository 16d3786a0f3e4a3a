// The details of one event: its booking as it was then, and its review round.
import { element } from '../dom.js';
import { listed, reasonWords, statusWords, sum, wordsOf } from '../event_words.js';
import { roundPanel } from './round.js';
import { bookingOf } from '../replay.js';
import { momentThere } from '../show_time.js';
import { clockThere } from './zone_times.js';

const cancellable = ['IN_REVIEW', 'CONFIRMED', 'PAID'];

export class Moment {
  #history;
  #head;
  #mayCancel;
  #cancel;
  #drawn = 0;
  #title;
  #content;

  /**
   * `cancel(booking)` cancels a booking after a confirmation; `may(scope)`: whether the token has
   * it.
   */
  constructor(history, head, may, cancel) {
    this.#history = history;
    this.#head = head;
    this.#mayCancel = may('sell');
    this.#cancel = cancel;
    this.#title = element('h2', { tabindex: -1 });
    this.#content = element('div');
    this.element = element('section', { class: 'moment card', 'aria-label': 'The event' },
      this.#title, this.#content);
  }

  draw() {
    const { seq } = this.#head;
    if (seq === this.#drawn) return;
    this.#drawn = seq;
    const event = this.#history.event(seq);
    const number = bookingOf(event);
    const round = this.#history.rounds.get(event.data.round);
    const focused = this.#content.contains(document.activeElement);
    this.#title.textContent = wordsOf(event, this.#history.showAt(seq));
    const booking = number === undefined ? null : this.#booking(number);
    const panel = round ? roundPanel(this.#history, round, number, (to) => this.#to(to)) : null;
    const parts = round?.contested ? [panel, booking] : [booking, panel];
    this.#content.replaceChildren(...[...parts, raw(event)].filter(Boolean));
    if (focused) this.#title.focus();
  }

  #to(seq) {
    this.#head.stop();
    this.#head.stay(seq);
  }

  #booking(number) {
    const booking = this.#history.bookingAt(number, this.#head.seq);
    if (!booking) return null;
    const now = this.#history.now.bookings.get(number);
    const { status, reason, seats, amount, payBy, refunds, customer } = booking;
    const words = statusWords[status] + (reason ? `: ${reasonWords[reason]}` : '');
    return element('div', {},
      element('h3', {}, `Booking ${number}`),
      facts({
        Status: words,
        Seats: listed(seats, 20),
        Amount: sum(amount),
        'Pay by': status === 'CONFIRMED' ? momentThere(payBy, this.#history.now.show) : null,
        'Refund due': refunds
          .map((due) => `${sum(due.amount)}, ${reasonWords[due.reason]}`).join('; '),
        // A sale at the counter to nobody known has zeros.
        Customer: /^0+$/.test(customer) ? null : element('code', {}, customer.slice(0, 12)),
      }),
      this.#story(number),
      element('p', {}, element('a', { href: `#/booking/${encodeURIComponent(booking.reqId)}` },
        `Open booking ${number}`)),
      this.#mayCancel && cancellable.includes(now.status)
        ? element('button', { class: 'button button-danger', onclick: () => this.#cancel(now) },
          `Cancel booking ${number}…`)
        : null);
  }

  #line({ at, type }) {
    return `${clockThere(at, this.#history.now.show)} ${type.replace(/^Booking/, '')}`;
  }

  /** The booking's events, as links to their moments. */
  #story(number) {
    return element('ol', { class: 'story' }, this.#history.storyOf(number).map((event) =>
      element('li', {}, element('button', {
        class: 'link', 'aria-current': event.seq === this.#head.seq && 'step',
        onclick: () => this.#to(event.seq),
      }, this.#line(event)))));
  }
}

function facts(known) {
  return element('dl', {}, Object.entries(known)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function raw(event) {
  return element('details', {},
    element('summary', {}, 'As stored'),
    element('pre', { tabindex: 0, role: 'region', 'aria-label': `Event ${event.seq} as stored` },
      JSON.stringify(event, null, 2)));
}
