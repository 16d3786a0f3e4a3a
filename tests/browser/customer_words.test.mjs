// Refusals in words for customers.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  counted, endWords, listed, ruleWords, takenSeats, waitWords,
} from '../../web/customer/words.js';
import { matterOf, problemWords } from '../../web/customer/problems.js';

test('words: seats that must not be claimed again yet are named with the time', () => {
  const [one, other] = [new Date(2026, 11, 24, 18, 30, 5), new Date(2026, 11, 24, 18, 30, 12)];
  const said = takenSeats([
    { seat: 'A1', reason: 'WAIT', retryAt: other.toISOString() },
    { seat: 'B1', reason: 'SOLD' },
    { seat: 'A2', reason: 'WAIT', retryAt: one.toISOString() },
  ]);
  assert.equal(said.length, 2);
  assert.match(said[0], /^A1 and A2 are .*\. You can ask for them again from 18:30:12 on\.$/);
  assert.equal(said[1], 'B1 is sold.');
});

test('words: a reason that the page does not know is a refusal too', () => {
  assert.deepEqual(takenSeats([{ seat: 'A1', reason: 'OTHER' }]), ['A1 is not available.']);
});

test('words: a limited booking names the time of the next try', () => {
  const words = waitWords({ code: 'RATE_LIMITED', message: '' }, 2_400);
  assert.match(words, /in 3 seconds; you will not be booked twice\.$/);
  assert.match(waitWords({ code: 'RATE_LIMITED', message: '' }, 900), /in 1 second; /);
});

test('words: a booking that is sent again without an answer says why', () => {
  const words = waitWords({ code: 'UNREACHABLE', status: 0, message: 'no' }, 500);
  assert.equal(words, 'The server does not respond. It is tried again by itself; you will not '
    + 'be booked twice.');
});

test('words: items and counts read as a sentence', () => {
  assert.deepEqual([[], ['A1'], ['A1', 'A2'], ['A1', 'A2', 'A3']].map(listed),
    ['', 'A1', 'A1 and A2', 'A1, A2 and A3']);
  assert.deepEqual([1, 2].map((count) => counted(count, 'seat')), ['1 seat', '2 seats']);
});

test('words: a rule names the rivals of the booking, or nothing if it is a later one', () => {
  assert.equal(ruleWords({ rule: 'won_draw', rivals: [7] }),
    'You and booking no. 7 asked at the same time. Among bookings of one size lots were drawn, '
    + 'and you came first.');
  assert.ok(ruleWords({ rule: 'fewer_seats', lostTo: [3, 4] })
    .startsWith('You and bookings no. 3 and no. 4 asked'));
  assert.equal(ruleWords({ rule: 'of_tomorrow' }), '');
});

test('words: an end that the page does not know is an end too', () => {
  assert.match(endWords('payment_timeout'), /^It was not paid in time/);
  assert.equal(endWords('of_tomorrow'), 'It has come to an end.');
});

test('words: a problem says what it means and what to do, else what the server says', () => {
  const words = (status, code, more) => problemWords({ status, code, body: {}, ...more });
  assert.equal(words(0, 'UNREACHABLE'), 'The server does not respond. Try again in a moment.');
  assert.match(words(429, 'RATE_LIMITED', { retryAfter: 7 }), /Try again in 7 seconds\.$/);
  assert.match(words(429, '', { retryAfter: NaN }), /Try again in 1 second\.$/);
  assert.match(words(500, ''), /Try again in a moment\.$/);
  assert.equal(words(503, 'OVERLOADED'),
    'The server is very busy at the moment. Try again in a moment.');
  assert.match(words(503, 'UNAVAILABLE'), /^The server cannot answer this at the moment\. Try/);
  const detailed = { body: { detail: 'server' }, message: 'server' };
  assert.equal(words(409, 'OF_TOMORROW', detailed), 'server');
  assert.equal(words(409, 'OF_TOMORROW'), 'The server could not answer (status 409).');
  assert.equal(matterOf({ status: 429, body: {} }),
    'There were too many requests from your network.');
});
