// What happened to a booking before, from its history: seats that the cinema moved or returned,
// money that did not reach the booking or goes back.

import { callAsCustomer } from './session.js';
import { listed } from './words.js';
import { money } from '../money.js';
import { t } from '../words.js';

const waits = [0, 2_000, 3_000, 5_000, 10_000, 10_000, 15_000, 15_000, 30_000, 30_000]; // ms
const lateReasons = ['too_late', 'seats_gone', 'show_cancelled', 'cancelled'];

const whyRefunded = (reason) => {
  if (reason === 'seats_returned') return '';
  if (reason === 'already_paid') return t('booking.paidTwice');
  return t(lateReasons.includes(reason) ? 'booking.tooLate' : 'booking.payUnused');
};

/** The refunds of a history, each with whether it was settled. */
function refundsOf(events) {
  const refunds = [];
  for (const { seq, type, data } of events) {
    if (type === 'RefundDue') refunds.push({ seq, ...data, settled: false });
    if (type !== 'RefundCompleted') continue;
    const open = refunds.filter((each) => !each.settled && each.paymentId === data.paymentId);
    const settled = open.find((each) => each.seq === data.due)
      ?? open.find((each) => each.amount.value === data.amount.value);
    if (settled) settled.settled = true;
  }
  return refunds;
}

function refundWords({ amount, reason, settled }, cancelled) {
  const price = money(amount.value, amount.currency);
  const said = t(settled ? 'booking.refundDone' : 'booking.refundDue', { price });
  const why = cancelled ? '' : whyRefunded(reason);
  return why ? `${why} ${said}` : said;
}

/** Whether the last attempt to pay failed, and none has begun to succeed since. */
function lastPaymentFailed(events) {
  const payments = events.filter(({ type }) =>
    ['PaymentFailed', 'BookingPaid', 'RefundDue'].includes(type));
  return payments.at(-1)?.type === 'PaymentFailed';
}

/** Sentences for the holder of a booking that has this history and status. */
export function pastWords(events, status) {
  const said = [];
  for (const { type, data } of events)
    if (type === 'BookingMoved')
      said.push(t('booking.moved', {
        from: listed(data.from.filter((seat) => !data.to.includes(seat))),
        to: listed(data.to.filter((seat) => !data.from.includes(seat))),
      }));
    else if (type === 'SeatsReturned')
      said.push(t('booking.returned', { seats: listed(data.seats), count: data.seats.length }));
  // Why a paid booking was cancelled is said with its end.
  const wasPaid = events.some(({ type }) => type === 'BookingPaid');
  for (const refund of refundsOf(events))
    said.push(refundWords(refund, wasPaid && refund.reason !== 'already_paid'));
  if (status === 'CONFIRMED' && lastPaymentFailed(events)) said.push(t('booking.payFailed'));
  return said;
}

/**
 * Reads the history of a booking, once or, with `again`, several times within two minutes: what a
 * payment provider knows comes after the customer did. Calls `read(events)` each time.
 */
export class Past {
  #reqId;
  #read;
  #waits;
  #timer = 0;
  #closed = false;

  constructor(reqId, read, again = false) {
    this.#reqId = reqId;
    this.#read = read;
    this.#waits = again ? [...waits] : [0];
    this.#next();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next() {
    if (this.#closed || !this.#waits.length) return;
    this.#timer = setTimeout(() => this.#look(), this.#waits.shift());
  }

  async #look() {
    try {
      const { events } = await callAsCustomer(`/api/ticket/${this.#reqId}/history`);
      if (!this.#closed) this.#read(events);
    } catch {
      // The ticket says what failed; the next look may succeed.
    }
    this.#next();
  }
}
