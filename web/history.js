// The history of one show, indexed so that any moment can be shown at once: each seat keeps the
// seqs of its changes, so a jump costs one binary search a seat, however long the history is.
import { apply, bookingOf, nothingYet, stateOf } from './replay.js';
import { Rounds } from './rounds.js';

/** Jumps over more events than this read all seats instead of those that the events changed. */
const longJump = 200;

/** The state of a seat that the hall does not have, or not yet. */
const gone = 'gone';

export class History {
  #events = [];
  #touched = []; // ids of the seats that each event changed
  #figures = [];
  #seats = new Map(); // id -> {seqs, states, requests: numbers of the bookings that requested it}
  #stories = new Map(); // number -> events
  #now = nothingYet();
  #shows = []; // {seq, show} of ShowOpened and each ShowChanged
  #counts = { available: 0, in_review: 0, held: 0, sold: 0, blocked: 0 };

  rounds = new Rounds();

  /** Appends the events after the last known one; ignores those known already. */
  append(events) {
    for (const event of events) if (event.seq === this.last + 1) this.#add(event);
  }

  /** seq of the last known event; 0 before the first. */
  get last() {
    return this.#events.length;
  }

  /** The newest state, as replay.js has it. */
  get now() {
    return this.#now;
  }

  event(seq) {
    return this.#events[seq - 1];
  }

  /** {available, in_review, held, sold, blocked, revenue, sales} after an event. */
  figuresAt(seq) {
    return this.#figures[seq - 1];
  }

  /** The show's layout, prices and times after an event; the same object until they change. */
  showAt(seq) {
    return this.#shows.findLast((each) => each.seq <= seq).show;
  }

  /** The state of every seat that the hall has after an event: {id: state}. */
  seatsAt(seq) {
    const seats = {};
    for (const id of this.#seats.keys()) {
      const state = this.seatAt(id, seq);
      if (state !== gone) seats[id] = state;
    }
    return seats;
  }

  seatAt(id, seq) {
    const { seqs, states } = this.#seats.get(id);
    return states[countUpTo(seqs, seq) - 1] ?? gone;
  }

  /** The bookings whose claim, hold or sale is on a seat after an event. */
  bookingsOn(id, seq) {
    return this.#seats.get(id).requests
      .filter((number) => number <= seq)
      .map((number) => this.bookingAt(number, seq))
      .filter(({ status }) => ['IN_REVIEW', 'CONFIRMED', 'PAID'].includes(status));
  }

  /** Seats that an event changed. */
  touchedBy(seq) {
    return this.#touched[seq - 1];
  }

  /** The states at `to` of the seats that differ between two moments; null if the jump is long. */
  changedBetween(from, to) {
    const [first, last] = from < to ? [from, to] : [to, from];
    if (last - first > longJump) return null;
    const changed = {};
    for (let seq = first + 1; seq <= last; ++seq)
      for (const id of this.touchedBy(seq)) changed[id] = this.seatAt(id, to);
    return changed;
  }

  /** The events of one booking, in order. */
  storyOf(number) {
    return this.#stories.get(number) ?? [];
  }

  /** A booking as it was after an event; undefined before its request. */
  bookingAt(number, seq) {
    const state = nothingYet();
    for (const event of this.storyOf(number)) if (event.seq <= seq) apply(state, event);
    return state.bookings.get(number);
  }

  #add(event) {
    const before = this.#now.show;
    const touched = apply(this.#now, event);
    if (this.#now.show !== before) this.#shows.push({ seq: event.seq, show: this.#now.show });
    this.#events.push(event);
    this.#touched.push(touched.filter((id) => this.#remember(id, event.seq)));
    const { revenue, sales } = this.#now;
    this.#figures.push({ ...this.#counts, revenue, sales });
    this.rounds.add(event);
    const number = bookingOf(event);
    if (number !== event.seq) this.#stories.get(number)?.push(event);
    else {
      this.#stories.set(number, [event]);
      for (const id of event.data.seats) this.#seats.get(id)?.requests.push(number);
    }
  }

  /** Records the seat's state; true if it changed. */
  #remember(id, seq) {
    const seat = this.#now.seats.get(id);
    const state = seat ? stateOf(seat) : gone;
    if (!this.#seats.has(id)) this.#seats.set(id, { seqs: [], states: [], requests: [] });
    const past = this.#seats.get(id);
    const before = past.states.at(-1);
    if (state === before) return false;
    past.seqs.push(seq);
    past.states.push(state);
    if (state !== gone) this.#counts[state] += 1;
    if (before && before !== gone) this.#counts[before] -= 1;
    return true;
  }
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
