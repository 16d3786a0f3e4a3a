// All that can happen to a show, made to happen at a real server.
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
export async function become(house, reqId, ...statuses) {
  let booking;
  await until(`${reqId} is ${statuses}`, async () => {
    booking = await house.booking(reqId);
    return statuses.includes(booking.status);
  });
  return booking;
}

export async function confirmed(house, show, seats) {
  return become(house, await house.book(show, seats), 'CONFIRMED');
}

/** All wishes at the same moment; the bookings once they are decided. */
export async function contest(house, show, wishes) {
  const asked = await Promise.all(wishes.map((seats) => house.book(show, seats)));
  return Promise.all(asked.map((reqId) => become(house, reqId, 'CONFIRMED', 'REJECTED')));
}

/** What the payment provider reports of a booking. */
export async function report(house, { reqId, number, amount }, status, more = {}) {
  const id = `msg_${randomUUID()}`;
  const time = Math.floor(Date.now() / 1000);
  const body = {
    reqId, paymentId: `pay-${number}`, status, amount, paidAt: new Date().toISOString(), ...more,
  };
  const signed = `${id}.${time}.${JSON.stringify(body)}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  return house.done('POST', '/api/payment/callback', body, {
    'webhook-id': id, 'webhook-timestamp': String(time), 'webhook-signature': `v1,${signature}`,
  });
}

export async function paid(house, show, seats) {
  const booking = await confirmed(house, show, seats);
  await report(house, booking, 'SUCCESS');
  return booking;
}

export const eventsOf = async (house, show) =>
  (await house.operate('GET', `/api/movieshow/${show}/events?limit=1000`)).events;

async function contested(house, show) {
  const decided = await contest(house, show,
    [['A1', 'A2', 'A3'], ['A3', 'A4'], ['A4', 'A5'], ['B1'], ['B1'], ['B1', 'B2'], ['C1']]);
  for (const booking of decided.filter(({ status }) => status === 'CONFIRMED').slice(0, 3))
    await report(house, booking, 'SUCCESS');
  const lost = decided.find(({ status }) => status === 'REJECTED');
  await report(house, lost, 'SUCCESS');
  await report(house, lost, 'REFUNDED');
}

async function paidInManyWays(house, show) {
  const declined = await confirmed(house, show, ['E1']);
  await report(house, declined, 'FAILED');
  const [late, tooLate] = await Promise.all(
    [confirmed(house, show, ['E5', 'E6']), confirmed(house, show, ['E9'])]);
  await Promise.all([late, tooLate].map(({ reqId }) => become(house, reqId, 'EXPIRED')));
  await report(house, late, 'SUCCESS', { paidAt: late.decidedAt });
  await report(house, tooLate, 'SUCCESS');
}

async function changedByPeople(house, show) {
  const operate = (verb, body) => house.operate('POST', `/api/movieshow/${show}/${verb}`, body);
  await operate('pause');
  await operate('unblock', { seats: ['F9', 'F10'] });
  await operate('resume');
  const refunded = await paid(house, show, ['C5', 'C6']);
  await house.operate('POST', `/api/ticket/${refunded.reqId}/cancel`);
  await house.done('DELETE', `/api/ticket/${await house.book(show, ['C9'])}`);
  await paid(house, show, ['F5', 'F6', 'F7']);
}

/** A show to which every type of event has happened; its id. */
export async function tellStory(house) {
  const show = await house.openShow(storyHall());
  await house.operate('POST', `/api/movieshow/${show}/block`, { seats: ['F1', 'F2', 'F9', 'F10'] });
  await contested(house, show);
  await contest(house, show, [['D1', 'D2'], ['D2', 'D3'], ['D3', 'D4']]);
  await paidInManyWays(house, show);
  await changedByPeople(house, show);
  await house.stop();
  await house.start({ 'review.interval': '2s', 'review.hold': '2100ms' });
  const unreviewed = await house.book(show, ['D8']);
  await house.stop(); // until its claim has run out, so that its review comes too late
  const ends = performance.now() + 2100;
  await until('the claim has run out', () => performance.now() > ends);
  await house.start();
  await become(house, unreviewed, 'EXPIRED');
  await house.operate('POST', `/api/movieshow/${show}/cancel`);
  const types = new Set((await eventsOf(house, show)).map(({ type }) => type));
  assert.equal(types.size, 16, 'all types of events have happened');
  await house.stop();
  await house.start({ 'review.interval': '200ms', 'review.hold': '30s', 'payment.window': '1m' });
  return show;
}
