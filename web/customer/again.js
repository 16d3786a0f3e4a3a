// After a booking has ended without seats: the ways to others, or to the same ones again.

import { newBooking } from './booking.js';
import { nearestFree } from './near.js';
import { signedInAs } from './session.js';
import { waitUntil } from './waits.js';
import { listed } from './words.js';
import { serverNow } from '../clock.js';
import { element } from '../dom.js';
import { clock } from '../times.js';
import { t } from '../words.js';

export class Again {
  #booking;
  #show;
  #on;
  #timer = 0; // until the seats can be requested again
  #first = element('button', { type: 'button', class: 'button button-primary' });
  #later = element('button', { type: 'button', class: 'button', disabled: true, hidden: true });
  #asks = false; // whether the first button may ask for the same seats

  /** `on` has isFree(id) of a seat and again(ids, {lines, request}), as in ticket.js. */
  constructor(booking, show, on) {
    this.#booking = booking;
    this.#show = show;
    this.#on = on;
    this.element = element('p', { class: 'ticket-keep' }, this.#first, this.#later);
    this.#begin();
  }

  /** Takes what web/customer/sales.js says about the show: seats may not be for sale any more. */
  onSale({ choose }) {
    this.element.hidden = !choose;
  }

  /** The hall has changed. */
  seatsChanged() {
    if (this.#asks) this.#draw();
  }

  close() {
    clearTimeout(this.#timer);
  }

  #begin() {
    const { status, reason } = this.#booking;
    const lead = (key, onclick) => {
      this.#first.textContent = t(key);
      this.#first.addEventListener('click', onclick);
    };
    if (status === 'REJECTED') return lead('booking.chooseOther', () => this.#near());
    // Who gave seats back is led to the hall, and does not book the same ones by one touch.
    if (reason === 'by_customer') return lead('booking.chooseSeats', () => this.#on.again([]));
    this.#asks = true;
    this.#first.addEventListener('click', () => this.#ask());
    this.#draw();
  }

  /** Whether this customer can have that seat now. */
  #isFree(id) {
    return this.#on.isFree(id) && !waitUntil(this.#show.id, [id]);
  }

  /** While only others may have these seats, the first button offers different ones. */
  #draw() {
    clearTimeout(this.#timer);
    const { seats } = this.#booking;
    const names = listed(seats);
    const until = seats.every(this.#on.isFree) ? waitUntil(this.#show.id, seats) : null;
    const free = seats.every((id) => this.#isFree(id));
    this.#first.textContent = t(free ? 'booking.askAgain' : 'booking.chooseNear', { seats: names });
    this.#later.hidden = !until;
    if (!until) return;
    const time = clock(until).slice(0, 8);
    this.#later.textContent = t('booking.askAgainFrom', { seats: names, time });
    this.#timer = setTimeout(() => this.#draw(), Date.parse(until) - serverNow() + 1);
  }

  #ask() {
    const { seats, lines } = this.#booking;
    const mail = signedInAs() ?? sessionStorage.getItem('mail');
    if (!mail || !seats.every((id) => this.#isFree(id))) return this.#near();
    const wanted = lines.map(({ seat, type }) => (type === undefined ? seat : { seat, type }));
    this.#on.again(seats, { request: () => newBooking(this.#show.id, seats, mail, wanted) });
  }

  /** To the form, with the free seats chosen that are nearest to those of this booking. */
  #near() {
    const { seats, lines } = this.#booking;
    const near = nearestFree(this.#show.rows, seats, (id) => this.#isFree(id));
    this.#on.again(near, { lines });
  }
}
