// Applies the events of a show's stream (spec sections 2 and 7; events/state/show_state.cpp). Only
// events change the state: an overdue hold stays a hold until its BookingExpired.

import { idsOf } from './layout.js';

/** A show before its first event. */
export function nothingYet() {
  return {
    seq: 0,
    at: null,
    show: null, // the data of ShowOpened, with the changes since
    rules: null,
    sales: 'OPEN',
    seats: new Map(), // id -> {claims: Set of numbers, owner: number or 0, sold, blocked}
    bookings: new Map(), // number -> booking
    revenue: 0, // of bookings that are PAID, in minor units
  };
}

/** The seat's state by its name in the API. */
export function stateOf(seat) {
  if (seat.blocked) return 'blocked';
  if (seat.owner !== 0) return seat.sold ? 'sold' : 'held';
  return seat.claims.size === 0 ? 'available' : 'in_review';
}

/** Changes the state by one event and returns the ids of the seats that it may have changed. */
export function apply(state, event) {
  state.seq = event.seq;
  state.at = event.at;
  return changes[event.type](state, event.data, event);
}

/** The number of the event's booking; undefined if it has none. */
export function bookingOf(event) {
  return event.type === 'BookingRequested' ? event.seq : event.data.number;
}

const nowhere = [];

const changes = {
  ShowOpened(state, data) {
    state.show = data;
    state.rules = data.rules;
    for (const id of data.rows.flatMap(idsOf)) state.seats.set(id, freeSeat());
    return [...state.seats.keys()];
  },
  ShowChanged(state, { changes }) {
    state.show = { ...state.show, ...changes }; // Another object, so that it can be told apart.
    for (const name of Object.keys(changes)) if (changes[name] === null) delete state.show[name];
    if (!changes.rows) return nowhere;
    const before = state.seats;
    const ids = changes.rows.flatMap(idsOf);
    state.seats = new Map(ids.map((id) => [id, before.get(id) ?? freeSeat()]));
    return [...before.keys()].filter((id) => !state.seats.has(id))
      .concat(ids.filter((id) => !before.has(id)));
  },
  RulesChanged(state, data) {
    state.rules = data.rules;
    return nowhere;
  },
  SalesPaused: (state) => sales(state, 'PAUSED'),
  SalesResumed: (state) => sales(state, 'OPEN'),
  ShowCancelled: (state) => sales(state, 'CANCELLED'),
  SeatsBlocked: (state, data) => block(state, data.seats, true),
  SeatsUnblocked: (state, data) => block(state, data.seats, false),

  BookingRequested(state, data, { seq, at }) {
    const { reqId, customer, seats, types, amount } = data;
    state.bookings.set(seq, {
      number: seq, reqId, customer, seats, types, amount, status: 'IN_REVIEW', requestedAt: at,
      refunds: [], // those still due
    });
    for (const seat of known(state, seats)) seat.claims.add(seq);
    return seats;
  },
  BookingConfirmed(state, data, { at }) {
    return close(state, data.number, 'CONFIRMED', (booking) => {
      const { round, rule, payBy } = data;
      Object.assign(booking, { round, rule, payBy, decidedAt: at });
      own(state, booking);
    });
  },
  BookingRejected(state, data, { at }) {
    const { round, rule } = data;
    return close(state, data.number, 'REJECTED', (booking) =>
      Object.assign(booking, { round, rule, reason: rule, decidedAt: at }));
  },
  BookingExpired: (state, data) =>
    close(state, data.number, 'EXPIRED', (booking) => { booking.reason = data.reason; }),
  BookingCancelled: (state, data) =>
    close(state, data.number, 'CANCELLED', (booking) => { booking.reason = data.by; }),
  BookingPaid(state, data) {
    return close(state, data.number, 'PAID', (booking) => {
      booking.paid = data.amount;
      booking.reason = data.reason;
      state.revenue += data.amount.value;
      own(state, booking);
    });
  },

  PaymentFailed: () => nowhere,
  RefundDue(state, data) {
    const booking = state.bookings.get(data.number);
    booking?.refunds.push(data);
    if (data.reason === 'seats_returned') keepLess(state, booking, data.amount);
    return nowhere;
  },
  RefundCompleted(state, data) {
    const { refunds } = state.bookings.get(data.number) ?? { refunds: [] };
    // The oldest of several for one payment.
    const settled = refunds.findIndex(({ paymentId, amount }) =>
      paymentId === data.paymentId && amount.value === data.amount.value
      && amount.currency === data.amount.currency);
    if (settled >= 0) refunds.splice(settled, 1);
    return nowhere;
  },
  PaymentReversed(state, data) {
    keepLess(state, state.bookings.get(data.number), data.amount);
    return nowhere;
  },

  BookingMoved(state, { number, from, to }) {
    const booking = state.bookings.get(number);
    if (!booking) return nowhere;
    leave(state, booking, from);
    booking.seats = to;
    own(state, booking);
    return [...from, ...to];
  },
  SeatsReturned(state, { number, seats, amount }) {
    const booking = state.bookings.get(number);
    if (!booking) return nowhere;
    leave(state, booking, seats);
    booking.seats = booking.seats.filter((id) => !seats.includes(id));
    booking.amount = { ...booking.amount, value: booking.amount.value - amount.value };
    return seats;
  },
  SeatAdmitted: () => nowhere,
};

function freeSeat() {
  return { claims: new Set(), owner: 0, sold: false, blocked: false };
}

function sales(state, status) {
  state.sales = status;
  return nowhere;
}

function known(state, ids) {
  return ids.map((id) => state.seats.get(id)).filter(Boolean);
}

function block(state, ids, blocked) {
  for (const seat of known(state, ids)) seat.blocked = blocked;
  return ids;
}

function own(state, { number, seats, status }) {
  for (const seat of known(state, seats)) {
    seat.owner = number;
    seat.sold = status === 'PAID';
  }
}

/** Money of a PAID booking that is due back or was taken back. */
function keepLess(state, booking, { value }) {
  if (!booking?.paid) return;
  booking.paid = { ...booking.paid, value: booking.paid.value - value };
  state.revenue -= value;
}

function leave(state, { number }, ids) {
  for (const seat of known(state, ids)) {
    seat.claims.delete(number);
    if (seat.owner === number) {
      seat.owner = 0;
      seat.sold = false;
    }
  }
}

/** Releases the booking's seats, sets its new status and calls `then(booking)`. */
function close(state, number, status, then) {
  const booking = state.bookings.get(number);
  if (!booking) return nowhere;
  leave(state, booking, booking.seats);
  if (booking.status === 'PAID') state.revenue -= booking.paid.value;
  booking.status = status;
  then(booking);
  return booking.seats;
}
