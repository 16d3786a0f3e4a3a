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

const said = (code, body = {}) => refusalWords({ code, body, message: 'of the server' }, show);

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

test('refusals: a limit says what is true of paid seats, and of no seats', () => {
  const limited = { ...show, maxSeatsPerCustomer: 6 };
  const words = (body) => refusalWords({ code: 'CUSTOMER_LIMIT', body }, limited);
  const ofShow = words({ limit: 6, have: 5 });
  assert.match(ofShow, /You have 5 seats of this show already, and one customer can have 6 seats/);
  assert.doesNotMatch(ofShow, /Pay/);
  assert.match(words({ limit: 20, have: 18 }), /Pay for those/);
  assert.equal(words({ limit: 6, have: 0 }),
    'Nothing was booked. You can book 6 seats of this show at most now. Remove the others.');
});

test('refusals: before sales start the time is named', () => {
  assert.match(said('SALES_NOT_OPEN', { opensAt: '2099-12-01T12:00:00Z' }),
    /Sales start on Tue, 1 Dec 2099, 12:00/);
});

test('refusals: a bad mail address and closed sales are explained by the page', () => {
  assert.match(said('INVALID_REQUEST', { errors: [{ field: 'userMail', detail: 'too long' }] }),
    /^Nothing was booked\. Enter the mail address/);
  assert.equal(said('SALES_CLOSED'),
    'Nothing was booked. Sales of this show are paused or closed.');
});

test('refusals: what the page does not know is not said in the words of the server', () => {
  const errors = [{ field: 'seats[0]', detail: 'no such seat' }];
  for (const words of [said('INVALID_REQUEST', { errors }), said('OTHER')])
    assert.match(words, /^Nothing was booked\. The server did not accept it\. Load the page again/);
});

test('changes: each part of a show that the cinema changed is named, and no other', () => {
  assert.match(changeWords(show, { ...show, startsAt: '2099-12-25T18:30:00Z' }),
    /^It now starts on Fri, 25 Dec 2099, 18:30 UTC\.$/);
  assert.equal(changeWords(show, { ...show, price: 1, hall: 'Metro' }),
    'It is now in Metro. The prices have changed.');
  assert.equal(changeWords(show, { ...show, rows: [] }), 'The seats have changed.');
  assert.equal(changeWords(show, { ...show }), 'Check what you chose.');
});
