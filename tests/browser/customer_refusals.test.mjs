// Refusals of a booking in words: what is, and what can be done.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refusalWords } from '../../web/customer/refusals.js';
import { changeWords } from '../../web/customer/show_words.js';

const show = {
  movie: 'Pyaasa',
  hall: 'Regal',
  startsAt: '2099-12-24T18:30:00Z',
  currency: 'INR',
  price: 15000,
  classes: [{ id: 'GOLD', name: 'Gold', price: 0 }],
  rows: [{ row: 'A', class: 'GOLD', seats: ['A1'] }],
};

const said = (code, body = {}) =>
  refusalWords({ status: 409, code, body, message: 'of the server' }, show);

test('refusals: a single seat that would be left is named', () => {
  const words = said('LEAVES_SINGLE_SEAT', { singleSeats: ['A1'], suggestion: ['A3'] });
  assert.match(words, /^Nothing was booked\. A1 would be left alone/);
  assert.doesNotMatch(words, /Choose seats that leave none alone/);
});

test('refusals: without a suggestion the customer is asked to choose otherwise', () => {
  assert.match(said('LEAVES_SINGLE_SEAT', { singleSeats: ['A1', 'A5'] }),
    /A1 and A5 would be left alone.* Choose seats that leave none alone\.$/);
});

test('refusals: a customer with the most seats learns how many and what to do', () => {
  assert.match(said('CUSTOMER_LIMIT', { limit: 6, have: 5 }),
    /You have 5 seats of this show already, and 6 seats are the most\. Pay for those/);
});

test('refusals: before sales start the time is named', () => {
  assert.match(said('SALES_NOT_OPEN', { opensAt: '2099-12-01T12:00:00Z' }),
    /Sales start on Tue, 1 Dec 2099, 12:00/);
});

test('refusals: invalid members are named, and other refusals are those of the server', () => {
  assert.equal(said('INVALID', { errors: [{ field: 'userMail', detail: 'too long' }] }),
    'userMail: too long');
  assert.equal(said('OTHER', { detail: 'of the server' }), 'of the server');
  assert.equal(said('SALES_CLOSED'), 'This show is not on sale at the moment.');
});

test('changes: each part of a show that the cinema changed is named, and no other', () => {
  assert.match(changeWords(show, { ...show, startsAt: '2099-12-25T18:30:00Z' }),
    /^It starts on Fri, 25 Dec 2099, 18:30 UTC now\.$/);
  assert.equal(changeWords(show, { ...show, price: 1, hall: 'Metro' }),
    'The hall is Metro now. The prices have changed.');
  assert.equal(changeWords(show, { ...show, rows: [] }), 'The seats have changed.');
  assert.equal(changeWords(show, { ...show }), 'Check what you chose.');
});
