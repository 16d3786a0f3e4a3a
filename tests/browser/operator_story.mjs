// A show to which everything has happened, on a real server.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';

import { until } from './until.mjs';

const key = Buffer.from('of the provider, thirty-two long');

/** Short windows, and the secret with which reports of the payment provider are signed. */
export const storySettings = {
  'payment.webhook_secret': `whsec_${key.toString('base64')}`,
  'review.interval': '150ms',
  'review.contention_window': '300ms',
  'payment.window': '900ms',
};

/** 6 rows of 10 with an aisle, of two classes. */
export function storyHall(movie = 'The Third Man') {
  const row = (name, seatClass) => ({
    row: name,
    class: seatClass,
    seats: [1, 2, 3, 4, 5, null, 6, 7, 8, 9, 10].map((n) => n && `${name}${n}`),
  });
  return {
    movie,
    hall: 'Big hall',
    startsAt: '2099-12-24T18:30:00Z',
    currency: 'INR',
    price: 15000,
    classes: [
      { id: 'GOLD', name: 'Gold', price: 5000 }, { id: 'STALLS', name: 'Stalls', price: 0 },
    ],
    rows: [...'ABCDEF'].map((name, place) => row(name, place < 4 ? 'STALLS' : 'GOLD')),
  };
}

/** The booking once it has one of the statuses. */
export async function become(cinema, reqId, ...statuses) {
  let booking;
  await until(`${reqId} is ${statuses}`, async () => {
    booking = await cinema.booking(reqId);
    return statuses.includes(booking.status);
  });
  return booking;
}

export async function confirmed(cinema, show, seats) {
  return become(cinema, await cinema.book(show, seats), 'CONFIRMED');
}

/** All wishes at the same moment; the bookings once they are decided. */
export async function contest(cinema, show, wishes) {
  const reqIds = await Promise.all(wishes.map((seats) => cinema.book(show, seats)));
  return Promise.all(reqIds.map((reqId) => become(cinema, reqId, 'CONFIRMED', 'REJECTED')));
}

/** What the payment provider reports of a booking. */
export async function report(cinema, { reqId, number, amount }, status, more = {}) {
  const id = `msg_${randomUUID()}`;
  const time = Math.floor(Date.now() / 1000);
  const body = {
    reqId, paymentId: `pay-${number}`, status, amount, paidAt: new Date().toISOString(), ...more,
  };
  const signed = `${id}.${time}.${JSON.stringify(body)}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  return cinema.done('POST', '/api/payment/callback', body, {
    'webhook-id': id, 'webhook-timestamp': String(time), 'webhook-signature': `v1,${signature}`,
  });
}

export async function paid(cinema, show, seats) {
  const booking = await confirmed(cinema, show, seats);
  await report(cinema, booking, 'SUCCESS');
  return booking;
}

export const eventsOf = async (cinema, show) =>
  (await cinema.operate('GET', `/api/movieshow/${show}/events?limit=1000`)).events;

async function contested(cinema, show) {
  const decided = await contest(cinema, show,
    [['A1', 'A2', 'A3'], ['A3', 'A4'], ['A4', 'A5'], ['B1'], ['B1'], ['B1', 'B2'], ['C1']]);
  for (const booking of decided.filter(({ status }) => status === 'CONFIRMED').slice(0, 3))
    await report(cinema, booking, 'SUCCESS');
  const lost = decided.find(({ status }) => status === 'REJECTED');
  await report(cinema, lost, 'SUCCESS');
  await report(cinema, lost, 'REFUNDED');
}

async function paidInManyWays(cinema, show) {
  const declined = await confirmed(cinema, show, ['E1']);
  await report(cinema, declined, 'FAILED');
  const [late, tooLate] = await Promise.all(
    [confirmed(cinema, show, ['E5', 'E6']), confirmed(cinema, show, ['E9'])]);
  await Promise.all([late, tooLate].map(({ reqId }) => become(cinema, reqId, 'EXPIRED')));
  await report(cinema, late, 'SUCCESS', { paidAt: late.decidedAt });
  await report(cinema, tooLate, 'SUCCESS');
}

async function changedByPeople(cinema, show) {
  const operate = (verb, body) => cinema.operate('POST', `/api/movieshow/${show}/${verb}`, body);
  await operate('pause');
  await operate('unblock', { seats: ['F9', 'F10'] });
  await operate('resume');
  const refunded = await paid(cinema, show, ['C5', 'C6']);
  await cinema.operate('POST', `/api/ticket/${refunded.reqId}/cancel`);
  await cinema.done('DELETE', `/api/ticket/${await cinema.book(show, ['C9'])}`);
  await paid(cinema, show, ['F5', 'F6', 'F7']);
}

/** A show to which every type of event has happened; its id. */
export async function tellStory(cinema) {
  const show = await cinema.openShow(storyHall());
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['F1', 'F2', 'F9', 'F10'] });
  await contested(cinema, show);
  await contest(cinema, show, [['D1', 'D2'], ['D2', 'D3'], ['D3', 'D4']]);
  await paidInManyWays(cinema, show);
  await changedByPeople(cinema, show);
  await cinema.stop();
  await cinema.start({ 'review.interval': '2s', 'review.hold': '2100ms' });
  const unreviewed = await cinema.book(show, ['D8']);
  await cinema.stop(); // until its claim has run out, so that its review comes too late
  const ends = performance.now() + 2100;
  await until('the claim has run out', () => performance.now() > ends);
  await cinema.start();
  await become(cinema, unreviewed, 'EXPIRED');
  await cinema.operate('POST', `/api/movieshow/${show}/cancel`);
  const types = new Set((await eventsOf(cinema, show)).map(({ type }) => type));
  assert.equal(types.size, 16, 'all types of events have happened');
  await cinema.stop();
  await cinema.start({ 'review.interval': '200ms', 'review.hold': '30s', 'payment.window': '1m' });
  return show;
}
