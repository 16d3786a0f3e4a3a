// Events, decisions and reasons in plain words.
import { idsOf } from './layout.js';
import { money } from './money.js';

export const statusWords = {
  IN_REVIEW: 'in review',
  CONFIRMED: 'confirmed, to be paid',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
  PAID: 'paid',
};

export const reasonWords = {
  uncontested: 'nobody else asked',
  most_seats: 'asked for the most seats',
  won_draw: 'won the draw',
  fewer_seats: 'asked for fewer seats',
  lost_draw: 'lost the draw',
  counter: 'sold at the counter',
  review_timeout: 'not reviewed in time',
  payment_timeout: 'not paid in time',
  by_customer: 'by the customer',
  by_operator: 'by the operator',
  show_cancelled: 'with the whole show',
  payment_reversed: 'because its payment was taken back',
  seats_returned: 'seats returned',
  late_delivery: 'paid in time, reported late',
  already_paid: 'was paid already',
  rejected: 'was rejected',
  cancelled: 'was cancelled',
  not_confirmed: 'was not confirmed yet',
  wrong_currency: 'wrong currency',
  wrong_amount: 'wrong amount',
  too_late: 'paid too late',
  seats_gone: 'seats gone to others',
};

export const methodWords = { CASH: 'in cash', CARD: 'by card', COMPLIMENTARY: 'complimentary' };

/** `A1, A2 and 7 more`. */
export function listed(items, most = 6) {
  const more = items.length - most;
  return more > 1 ? `${items.slice(0, most).join(', ')} and ${more} more` : items.join(', ');
}

export function counted(count, word) {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

/** `{value, currency}` as text. */
export function sum({ value, currency }) {
  return money(value, currency);
}

/** Who of the operators caused the event, by the name of the token; empty if it was none of them. */
export function whoDid({ type, data }) {
  const by = type === 'BookingCancelled' ? data.operator : data.by;
  if (!by) return '';
  if (by === 'token') return "the server's own token";
  return by === 'control-socket' ? 'the control socket' : by.replace(/^token:/, '');
}

/** The name of a price type of the show; its id if the show has it no more. */
export function typeName(show, id) {
  return show.priceTypes?.find((type) => type.id === id)?.name ?? id;
}

/** One line that describes what happened to `show`, which has the price types of that moment. */
export function deedOf({ type, data, seq }, show) {
  return sentences[type](data, seq, show);
}

/** The same, and who did it. */
export function wordsOf(event, show) {
  const who = whoDid(event);
  return deedOf(event, show) + (who ? ` (${who})` : '');
}

const memberWords = {
  startsAt: 'start',
  salesCloseAt: 'close of sales',
  rows: 'layout',
  timeZone: 'time zone',
  opensAt: 'start of sales',
  priceTypes: 'price types',
  maxSeatsPerCustomer: 'seats per customer',
  singleSeats: 'single seats',
  runningTime: 'running time',
};
const memberWord = (name) => memberWords[name] ?? name;

const booking = ({ number }) => `Booking ${number}`;
const byDispute = ({ dispute }) => (dispute ? ` by dispute ${dispute}` : '');

const sentences = {
  ShowOpened: ({ rows }) => {
    return `Show opened with ${counted(rows.flatMap(idsOf).length, 'seat')}`;
  },
  ShowChanged: ({ changes }) => `Show changed: ${listed(Object.keys(changes).map(memberWord))}`,
  RulesChanged: () => 'Rules changed',
  SalesPaused: () => 'Sales paused',
  SalesResumed: () => 'Sales resumed',
  ShowCancelled: () => 'Show cancelled',
  SeatsBlocked: ({ seats }) => `Blocked ${listed(seats)}`,
  SeatsUnblocked: ({ seats }) => `Unblocked ${listed(seats)}`,
  BookingRequested: ({ seats, types }, seq, show) => {
    const lines = types
      ? seats.map((seat, place) => `${seat} (${typeName(show, types[place])})`) : seats;
    return `Booking ${seq} asks for ${listed(lines)}`;
  },
  BookingConfirmed: (data) => `${booking(data)} confirmed: ${reasonWords[data.rule]}`,
  BookingRejected: (data) =>
    `${booking(data)} rejected: ${reasonWords[data.rule]} (${listed(data.seatsLost)})`,
  BookingExpired: (data) => `${booking(data)} expired: ${reasonWords[data.reason]}`,
  BookingCancelled: (data) => `${booking(data)} cancelled ${reasonWords[data.by]}`,
  BookingPaid: (data) => (data.paymentId === 'free' && data.amount.value === 0
    ? `${booking(data)} costs nothing and is paid`
    : `${booking(data)} paid ${sum(data.amount)}`)
    + (data.method ? `: ${methodWords[data.method]}` : '')
    + (data.reason ? `: ${reasonWords[data.reason]}` : ''),
  PaymentFailed: (data) => `Payment of ${sum(data.amount)} for booking ${data.number} failed`,
  RefundDue: (data) =>
    `Refund of ${sum(data.amount)} due to booking ${data.number}: ${reasonWords[data.reason]}`,
  RefundCompleted: (data) =>
    `Refunded ${sum(data.amount)} to booking ${data.number}${byDispute(data)}`,
  BookingMoved: (data) => `${booking(data)} moved from ${listed(data.from)} to ${listed(data.to)}`,
  SeatsReturned: (data) =>
    `${booking(data)} returned ${listed(data.seats)}, sold at ${sum(data.amount)}`,
  PaymentReversed: (data) =>
    `${sum(data.amount)} of booking ${data.number} taken back${byDispute(data)}`
    + (data.excess ? `, and ${sum({ ...data.amount, value: data.excess })} too much` : ''),
  SeatAdmitted: (data) => `Admitted ${data.seat} of booking ${data.number}`
    + (data.gate ? ` at gate ${data.gate}` : ''),
};
