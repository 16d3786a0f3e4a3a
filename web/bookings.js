// The bookings that were made in this browser and have not come to an end, so that one that still
// has to be paid is found again from every page. Their reqIds are secrets of their holder: they stay
// in this browser's storage and leave it with the booking's end.

import { call } from './api.js';
import { serverNow } from './clock.js';

const place = 'bookings';
const askEvery = 2_000; // ms, while one is under review
const most = 50;
const open = ['IN_REVIEW', 'CONFIRMED'];

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(place)) ?? [];
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

export class Bookings {
  #changed;
  #timer = 0;

  /** changed(): called when the bookings, or what is known of them, are others. */
  constructor(changed) {
    this.#changed = changed;
    addEventListener('storage', ({ key }) => key === place && this.#changed()); // another tab
    addEventListener('online', () => this.refresh());
    document.addEventListener('visibilitychange', () => document.hidden || this.refresh());
  }

  /** {reqId, show, movie, startsAt, seats, status, payBy?, paidAt?} of each, the latest first. */
  all() {
    return read().filter(({ status, startsAt }) =>
      open.includes(status) || (status === 'PAID' && Date.parse(startsAt) > serverNow()));
  }

  /** Keeps a booking that this browser has just made in that show. */
  add(reqId, show, seats) {
    const { id, movie, startsAt } = show;
    const made = { reqId, show: id, movie, startsAt, seats, status: 'IN_REVIEW' };
    this.#write([made, ...read().filter((each) => each.reqId !== reqId)]);
    this.#askLater();
  }

  /** Takes in how a booking is by now, if it is one that is kept. */
  update({ reqId, seats, status, payBy }) {
    const kept = read();
    const found = kept.find((each) => each.reqId === reqId);
    if (!found) return;
    const before = JSON.stringify(found);
    Object.assign(found, { seats, status, payBy });
    if (JSON.stringify(found) !== before) this.#write(kept);
  }

  forget(reqId) {
    this.#write(read().filter((each) => each.reqId !== reqId));
  }

  /** Asks how those are that are still open. */
  async refresh() {
    clearTimeout(this.#timer);
    const asked = this.all().filter(({ status }) => open.includes(status));
    await Promise.all(asked.map(({ reqId }) => this.#ask(reqId)));
    this.#askLater();
  }

  async #ask(reqId) {
    try {
      this.update(await call(`/api/ticket/${reqId}`));
    } catch (problem) {
      if (problem.code === 'BOOKING_NOT_FOUND') this.forget(reqId);
    }
  }

  /** Soon if one is under review, else when the first that is to be paid runs out. */
  #askLater() {
    clearTimeout(this.#timer);
    const all = this.all();
    const ends = all.filter(({ status }) => status === 'CONFIRMED')
      .map(({ payBy }) => Math.max(askEvery, Date.parse(payBy) - serverNow() + 1_000));
    const waits = all.some(({ status }) => status === 'IN_REVIEW') ? [askEvery, ...ends] : ends;
    if (waits.length) this.#timer = setTimeout(() => this.refresh(), Math.min(...waits));
  }

  #write(bookings) {
    const ended = ({ status }) => !open.includes(status) && status !== 'PAID';
    const kept = bookings.filter((each) => !ended(each)).slice(0, most);
    try {
      localStorage.setItem(place, JSON.stringify(kept));
    } catch {
      // Without room or permission the address of the ticket is the only way back to it.
    }
    this.#changed();
  }
}
