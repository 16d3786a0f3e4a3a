// Seats that the show suggests, and single seats that it refuses to leave.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import {
  book, browser, choose, cinema, fillMail, openHall, says, useCinema,
} from './customer.mjs';

useCinema();

const chosen = (page, id) => page.locator('.choice .chosen li', { hasText: id }).waitFor();

test('together: the page chooses the seats that the show suggests, and books them', async () => {
  const show = await cinema.openShow(hallOf(4, 8));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await page.getByLabel('Seats together').selectOption('2');
  await page.getByRole('button', { name: 'Find the best' }).click();
  await chosen(page, 'C3');
  await chosen(page, 'C4');
  await page.getByLabel('Seats together').selectOption('3');
  await page.getByRole('button', { name: 'Find the best' }).click();
  await page.locator('.choice .total', { hasText: '3 seats' }).waitFor();
  await fillMail(page);
  await page.getByRole('button', { name: /^Book 3 seats/ }).click();
  await page.locator('.ticket').waitFor();
  await closePage(page);
});

test('together: it says so if there are not as many seats', async () => {
  const show = await cinema.openShow(hallOf(1, 3));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await page.getByLabel('Seats together').selectOption('4');
  await page.getByRole('button', { name: 'Find the best' }).click();
  await page.getByRole('alert').filter({ hasText: 'Fewer than 4 free seats were found.' }).waitFor();
  await closePage(page);
});

test('single seats: the page says which is left, and one click takes others', async () => {
  const body = hallOf(1, 8);
  body.singleSeats = 'refuse';
  const show = await cinema.openShow(body);
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await book(page, ['A2']);
  await page.getByRole('alert').filter({ hasText: 'A1 would be left alone' }).waitFor();
  await page.getByRole('button', { name: 'Take A3 instead' }).click();
  await chosen(page, 'A3');
  await choose(page, ['A4']);
  await page.getByRole('button', { name: /^Book 2 seats/ }).click();
  await page.locator('.ticket').waitFor();
  await closePage(page);
});

const counts = (page) => page.getByLabel('Seats together').locator('option').count();

test('limit: a show that limits the seats of a customer lets no more be chosen', async () => {
  const show = await cinema.openShow({ ...hallOf(2, 8), maxSeatsPerCustomer: 4 });
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  assert.equal(await counts(page), 4);
  await choose(page, ['A3', 'A4', 'A5', 'A6', 'B3']);
  await page.getByRole('alert').filter({
    hasText: 'One customer can have 4 seats of this show at most. Remove one of yours to choose B3',
  }).waitFor();
  assert.equal(await page.locator('.choice .chosen li').count(), 4);
  await closePage(page);
});

test('limit: a change of it changes what can be found, and more than it are refused', async () => {
  const show = await cinema.openShow(hallOf(2, 8));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  assert.equal(await counts(page), 10);
  await choose(page, ['A3', 'A4', 'A5']);
  await cinema.operate('PATCH', `/api/movieshow/${show}`, { maxSeatsPerCustomer: 2 });
  await page.locator('.show > .notice', { hasText: 'The cinema changed this show.' }).waitFor();
  assert.equal(await counts(page), 2);
  await fillMail(page);
  await page.getByRole('button', { name: 'Book 3 seats' }).click();
  const said = page.locator('.choice').getByRole('alert');
  await said.filter({ hasText: 'You can book 2 seats of this show at most now.' }).waitFor();
  assert.doesNotMatch(await said.innerText(), /already|Pay/);
  await closePage(page);
});

test('wait: who let seats go must wait for them, learns why, and is offered others', async () => {
  const strict = await Cinema.open({ 'limits.enabled': 'true', 'limits.rebook_wait': '10m' });
  const page = await newPage(browser);
  await openHall(page, strict, await strict.openShow(hallOf(2, 6)));
  await book(page, ['A1', 'A2']);
  await says(page, 'Confirmed');
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await page.getByRole('button', { name: 'Yes, cancel' }).click();
  await says(page, 'cancelled');
  await book(page, ['A1', 'A2']);
  await page.getByRole('alert').filter({ hasText: 'A1 and A2 are open to others first' }).waitFor();
  await page.getByRole('button', { name: /^Take A\d and A\d instead$/ }).click();
  await page.getByRole('button', { name: 'Book 2 seats' }).click();
  await says(page, 'Confirmed');
  await closePage(page);
  await strict.close();
});
