// Refusals in words for customers.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { takenSeats, waitWords } from '../../web/customer/words.js';

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
});
