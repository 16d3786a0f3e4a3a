// Price types, attributes of seats, the time zone and the start of sales on the customer's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import {
  book, browser, choose, cinema, fillMail, looks, openHall, openTicket, reqIdOf, says, seat,
  useCinema,
} from './customer.mjs';
import { until } from './until.mjs';

useCinema();

function pricedHall() {
  const body = hallOf(2, 4);
  body.rows[0].seats[0] = { id: 'A1', attributes: ['wheelchair'] };
  body.timeZone = 'Asia/Kolkata';
  body.priceTypes = [
    { id: 'ADULT', name: 'Adult', price: 0 },
    { id: 'CHILD', name: 'Child', price: -5000 },
    { id: 'GUEST', name: 'Guest', price: -15000 },
  ];
  return body;
}

test('prices: each seat has its price type, and the total and the ticket follow', async () => {
  const show = await cinema.openShow(pricedHall());
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A2', 'A3']);
  await page.locator('.choice .total', { hasText: '₹300.00' }).waitFor();
  await page.getByLabel('Price of A3').selectOption('CHILD');
  await page.locator('.choice .total', { hasText: '₹250.00' }).waitFor();
  await fillMail(page);
  await page.getByRole('button', { name: /^Book/ }).click();
  await page.locator('.ticket .facts', { hasText: 'A2 (Adult) and A3 (Child)' }).waitFor();
  await closePage(page);
});

test('prices: a booking that costs nothing is paid at once', async () => {
  const show = await cinema.openShow(pricedHall());
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A2']);
  await page.getByLabel('Price of A2').selectOption('GUEST');
  await fillMail(page);
  await page.getByRole('button', { name: /^Book/ }).click();
  await says(page, 'Paid');
  await closePage(page);
});

/** Waits for the form to have these seats, each with that price type. */
async function typesAre(page, types) {
  await until(`the seats are ${JSON.stringify(types)}`, async () => {
    const found = await page.locator('.choice .chosen li').evaluateAll((entries) =>
      entries.map((each) => [each.dataset.line, each.querySelector('select').value]));
    return JSON.stringify(Object.fromEntries(found)) === JSON.stringify(types);
  });
}

test('prices: seats that are taken instead of others have the price types of those', async () => {
  const strict = await Cinema.open({ 'limits.enabled': 'true', 'limits.rebook_wait': '10m' });
  const page = await newPage(browser);
  await openHall(page, strict, await strict.openShow(pricedHall()));
  await choose(page, ['A2']);
  await page.getByLabel('Price of A2').selectOption('CHILD');
  await book(page, ['A3']);
  await says(page, 'Confirmed');
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await page.getByRole('button', { name: 'Yes, cancel' }).click();
  await says(page, 'cancelled');
  await book(page, ['A2', 'A3']);
  await page.getByRole('button', { name: 'Take B2 and B3 instead' }).click();
  await typesAre(page, { B2: 'CHILD', B3: 'ADULT' });
  await page.locator('.choice .total', { hasText: '₹350.00' }).waitFor();
  await page.getByRole('button', { name: 'Book 2 seats' }).click();
  await says(page, 'Confirmed');
  const { lines } = await strict.booking(reqIdOf(page));
  assert.deepEqual(lines.map(({ type }) => type), ['CHILD', 'ADULT']);
  await closePage(page);
  await strict.close();
});

test('prices: a booking that has ended passes its price types on to the next seats', async () => {
  const show = await cinema.openShow(pricedHall());
  const { reqId } = await cinema.done('POST', '/api/ticket/book', {
    userMail: 'ada@example.org', movieShowId: show, seats: ['A3', { seat: 'A2', type: 'CHILD' }],
  });
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'cancelled');
  await cinema.book(show, ['A3']);
  await looks(page, 'A3', 'held');
  await page.getByRole('button', { name: /^Choose free seats near/ }).click();
  await typesAre(page, { B2: 'ADULT', B3: 'CHILD' });
  await closePage(page);
});

test('prices: a seat says its attributes, the show its time in the zone of the hall', async () => {
  const show = await cinema.openShow(pricedHall());
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  assert.match(await seat(page, 'A1').getAttribute('aria-label'), /wheelchair place/);
  const facts = await page.locator('.show-head time').textContent();
  assert.match(facts, /^Fri, 25 Dec 2099, 00:00 (GMT\+5:30|IST)$/);
  await closePage(page);
});

test('prices: before sales start the page says when, and nothing can be booked', async () => {
  const body = { ...pricedHall(), opensAt: '2099-12-01T06:30:00Z' };
  const show = await cinema.openShow(body);
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await page.getByText(/Sales start on Tue, 1 Dec 2099, 12:00/).waitFor();
  assert.ok(await page.getByRole('button', { name: /^Book/ }).isDisabled());
  await closePage(page);
});
