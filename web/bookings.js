// The open bookings of this browser, so that every page can lead back to one that must be paid.
// A reqId is its holder's secret: it is kept in this browser's local storage only, and removed when
// the booking ends.

import { serverNow } from './clock.js';
import { callAsCustomer } from './customer/session.js';

const place = 'bookings';
const pollMs = 2_000; // while a booking is under review
const mostPollMs = 30_000; // while the server does not answer
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
  #failures = 0; // refreshes in a row that got no answer
  problem = null; // of the last refresh, if the server did not answer

  /** `changed()` is called after each change of the bookings or their states. */
  constructor(changed) {
    this.#changed = changed;
    addEventListener('storage', ({ key }) => key === place && this.#changedElsewhere());
    addEventListener('online', () => this.refresh());
    document.addEventListener('visibilitychange', () => document.hidden || this.refresh());
  }

  /**
   * {reqId, show, movie, startsAt, seats, status, payBy?, paidAt?, reference?} of each: those that
   * are to be paid, then the others, the latest first.
   */
  all() {
    const due = ({ status }) => Number(status === 'CONFIRMED');
    return read().filter(({ status, startsAt }) =>
      open.includes(status) || (status === 'PAID' && Date.parse(startsAt) > serverNow()))
      .sort((a, b) => due(b) - due(a));
  }

  /** Adds a booking that was just made. */
  add(reqId, show, seats) {
    const { id, movie, startsAt, timeZone } = show;
    const made = { reqId, show: id, movie, startsAt, timeZone, seats, status: 'IN_REVIEW' };
    this.#write([made, ...read().filter((each) => each.reqId !== reqId)]);
    this.#fetchLater();
  }

  /** Adds a booking that was made elsewhere; what it is for comes with showRead() and update(). */
  adopt(reqId) {
    if (read().some((each) => each.reqId === reqId)) return;
    const [show] = reqId.split('.');
    this.#write([{ reqId, show, movie: show, seats: [], status: 'IN_REVIEW' }, ...read()]);
    this.#fetchLater();
  }

  /** Updates a booking, if it is one of this browser's. */
  update({ reqId, seats, status, payBy, reference }) {
    const kept = read();
    const found = kept.find((each) => each.reqId === reqId);
    if (!found) return;
    const before = JSON.stringify(found);
    Object.assign(found, { seats, status, payBy, reference });
    if (JSON.stringify(found) !== before) this.#write(kept);
  }

  /** The booking with that payment reference, if it is one of this browser's. */
  reqIdOf(reference) {
    return read().find((each) => each.reference === reference)?.reqId;
  }

  /** The show was read; it may have another time than when its seats were booked. */
  showRead({ id, movie, startsAt, timeZone }) {
    const kept = read();
    const before = JSON.stringify(kept);
    for (const each of kept)
      if (each.show === id) Object.assign(each, { movie, startsAt, timeZone });
    if (JSON.stringify(kept) !== before) this.#write(kept);
  }

  forget(reqId) {
    this.#write(read().filter((each) => each.reqId !== reqId));
  }

  forgetAll() {
    this.#write([]);
  }

  /** Fetches the states of the open bookings. */
  async refresh() {
    clearTimeout(this.#timer);
    const pending = this.all().filter(({ status }) => open.includes(status));
    const failed = await Promise.all(pending.map(({ reqId }) => this.#fetch(reqId)));
    const [problem, before] = [failed.find(Boolean) ?? null, this.problem];
    this.problem = problem;
    this.#failures = problem ? this.#failures + 1 : 0;
    if (problem || before) this.#changed();
    this.#fetchLater();
  }

  /** In another tab, which may be closed before the booking ends. */
  #changedElsewhere() {
    this.#changed();
    this.#fetchLater();
  }

  /** Resolves to a problem if the server did not answer. */
  async #fetch(reqId) {
    try {
      this.update(await callAsCustomer(`/api/ticket/${reqId}`));
    } catch (problem) {
      // FORBIDDEN: another customer has signed in.
      if (['BOOKING_NOT_FOUND', 'FORBIDDEN'].includes(problem.code)) this.forget(reqId);
      return problem.passing ? problem : null;
    }
    return null;
  }

  /**
   * Soon if a booking is under review or the server did not answer, else when the first payment
   * deadline passes.
   */
  #fetchLater() {
    clearTimeout(this.#timer);
    const all = this.all();
    const least = Math.min(pollMs * 2 ** this.#failures, mostPollMs);
    const ends = all.filter(({ status }) => status === 'CONFIRMED')
      .map(({ payBy }) => Math.max(least, Date.parse(payBy) - serverNow() + 1_000));
    const soon = this.#failures > 0 || all.some(({ status }) => status === 'IN_REVIEW');
    const waits = soon ? [least, ...ends] : ends;
    if (waits.length) this.#timer = setTimeout(() => this.refresh(), Math.min(...waits));
  }

  #write(bookings) {
    const ended = ({ status }) => !open.includes(status) && status !== 'PAID';
    const kept = bookings.filter((each) => !ended(each)).slice(0, most);
    try {
      localStorage.setItem(place, JSON.stringify(kept));
    } catch {
      // Storage is full or forbidden: the ticket's address is the only way back to it.
    }
    this.#changed();
  }
}
