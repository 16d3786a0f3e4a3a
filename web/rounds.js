// The review rounds of a show: contested seats, winners and rules (spec section 4).
import { lotOf } from './lot.js';

/** Collects the rounds from the events of a stream. */
export class Rounds {
  #rounds = new Map();

  /** The highest number of a round; 0 before the first. */
  last = 0;

  add(event) {
    const { round } = event.data;
    if (round === undefined) return;
    if (!this.#rounds.has(round))
      this.#rounds.set(round, { round, at: event.at, seed: null, contested: false, events: [] });
    const known = this.#rounds.get(round);
    known.events.push(event);
    this.last = Math.max(this.last, round);
    known.seed ??= event.data.seed ?? null;
    known.contested ||= othersOf(event).length !== 0;
  }

  get(round) {
    return this.#rounds.get(round);
  }

  get contested() {
    return [...this.#rounds.values()].filter((round) => round.contested);
  }

  /** The nearest contested round wholly after (or before) an event. */
  next(seq) {
    return this.contested.find(({ events }) => events[0].seq > seq);
  }
  previous(seq) {
    return this.contested.findLast(({ events }) => events.at(-1).seq < seq);
  }
}

/** The seats that more than one booking of a round requested. */
export function seatsContested(round) {
  return [...new Set(round.events.flatMap(({ data }) => data.seatsLost ?? []))];
}

/** Numbers of the bookings that this decision was made against. */
export function othersOf({ data }) {
  return data.rivals ?? data.lostTo ?? [];
}

/**
 * The contests of a round. Each is a list of bookings that share seats, directly or through others,
 * in the order in which they were decided. `seatsOf(number)` returns the seats of a booking.
 */
export function contestsOf(round, seatsOf) {
  const group = new Map(); // number -> the contest that it is in
  for (const event of round.events) {
    if (othersOf(event).length === 0) continue;
    const members = new Set([event.data.number]);
    for (const number of [event.data.number, ...othersOf(event)])
      for (const met of group.get(number) ?? [number]) members.add(met);
    for (const number of members) group.set(number, members);
  }
  return [...new Set(group.values())].map((members) =>
    round.events
      .filter(({ data }) => members.has(data.number) && data.rule !== undefined)
      .map(({ data, type }) => ({
        number: data.number,
        seats: seatsOf(data.number),
        won: type === 'BookingConfirmed',
        rule: data.rule,
        rivals: data.rivals ?? [],
        lostTo: data.lostTo ?? [],
        seatsLost: data.seatsLost ?? [],
        lot: lotOf(round.seed, data.number),
      })));
}

/**
 * Decides a contest again from sizes and lots alone: the largest first, among equals the lowest lot
 * first; a booking wins if all of its seats are still free.
 */
export function recompute(contest) {
  const order = [...contest].sort((one, other) =>
    other.seats.length - one.seats.length || (one.lot < other.lot ? -1 : 1));
  const taken = new Set();
  return order.map(({ number, seats }) => {
    const won = seats.every((seat) => !taken.has(seat));
    if (won) for (const seat of seats) taken.add(seat);
    return { number, won };
  });
}

/** Whether the log agrees with the recomputed draw. */
export function holds(contest) {
  return recompute(contest).every(({ number, won }, place) =>
    contest[place].number === number && contest[place].won === won);
}
