// From the hall to a paid seat, and what comes in between.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import {
  book,
  browser,
  choose,
  cinema,
  fillMail,
  looks,
  openHall,
  openTicket,
  reqIdOf,
  says,
  seat,
  title,
  useCinema,
} from './customer.mjs';
import { until } from './until.mjs';

let lottery; // leaves time for several to ask for one seat
let undecided; // whose reviews do not come

// The cinema of the fixture decides quickly.
useCinema({}, async () => {
  lottery = await Cinema.open({ 'review.interval': '8s', 'review.contention_window': '20s' });
  undecided = await Cinema.open({ 'review.interval': '10m', 'review.hold': '20m' });
});

/** Two pages on a new show. */
async function twoPages(at = lottery) {
  const show = await at.openShow();
  const pages = [await newPage(browser), await newPage(browser)];
  for (const page of pages) await openHall(page, at, show);
  return pages;
}

/** Both ask for their seats before the review comes. */
async function contest([ann, bob], seatsOfAnn, seatsOfBob) {
  await choose(ann, seatsOfAnn);
  await choose(bob, seatsOfBob);
  await Promise.all([fillMail(ann, 'ann@example.org'), fillMail(bob, 'bob@example.org')]);
  await Promise.all([ann, bob].map((page) => page.getByRole('button', { name: /^Book/ }).click()));
}

test('sales: an open page sees a pause, a resume and the end of the show', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A1']);
  const offer = page.getByRole('button', { name: 'Book 1 seat' });
  assert.ok(await offer.isEnabled());
  await cinema.operate('POST', `/api/movieshow/${show}/pause`);
  await page.locator('.show > .notice', { hasText: 'Sales of this show are paused.' }).waitFor();
  assert.ok(await offer.isDisabled());
  await cinema.operate('POST', `/api/movieshow/${show}/resume`);
  await page.locator('.show > .notice-warn').waitFor({ state: 'hidden' });
  assert.ok(await offer.isEnabled());
  await cinema.operate('POST', `/api/movieshow/${show}/cancel`);
  await page.locator('.show > .notice', { hasText: 'This show is cancelled.' }).waitFor();
  assert.equal(await offer.count(), 0);
  await closePage(page);
});

test('list: shows with their times and prices lead to their halls', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/#/?day=2099-12-24`);
  const card = page.locator(`a[href="#/show/${show}"]`);
  assert.match(await card.textContent(), /18:30.*Regal.*Base price ₹150\.00/);
  assert.match(await page.locator('[aria-selected="true"]').textContent(), /Thu.*24 Dec 2099/);
  await page.locator('.film', { has: card }).getByRole('heading', { name: 'Pyaasa' }).waitFor();
  await card.click();
  await page.getByRole('heading', { level: 1, name: 'Pyaasa' }).waitFor();
  assert.equal(await page.locator('.hall .seat').count(), 32);
  await closePage(page);
});

test('hall: rows, aisles and classes are as they are, and each seat says what it is', async () => {
  const show = await cinema.openShow();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['D8'] });
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  assert.deepEqual(await page.locator('.hall-class').allTextContents(), [
    'Silver₹150.00',
    'Gold₹200.00',
  ]);
  assert.equal(await page.locator('.hall-row').count(), 4);
  const lefts = await page.locator('.hall-row').first().locator('.seat').evaluateAll((seats) =>
    seats.map((seat) => seat.getBoundingClientRect().left));
  const step = lefts[1] - lefts[0];
  const steps = lefts.slice(1).map((left, at) => Math.round((left - lefts[at]) / step));
  assert.deepEqual(steps, [1, 2, 1, 1, 1, 2, 1]); // Aisles are before the 3rd and the 7th seat.
  await page.getByRole('gridcell', { name: 'A1, Silver, ₹150.00, available' }).waitFor();
  await page.getByRole('gridcell', { name: 'D8, Gold, ₹200.00, not for sale' }).waitFor();
  await closePage(page);
});

test('live: two browsers on one show see each other’s claims while they are open', async () => {
  const [ann, bob] = await twoPages(undecided);
  for (const [one, other, id] of [
    [ann, bob, 'A1'],
    [bob, ann, 'B2'],
  ]) {
    await choose(one, [id]);
    await fillMail(one);
    await one.getByRole('button', { name: /^Book/ }).click();
    await looks(other, id, 'in_review');
  }
  await closePage(ann);
  await closePage(bob);
});

test('contest: of two for one seat one wins, one loses, and both pages say so', async () => {
  const pages = await twoPages();
  await contest(pages, ['C4'], ['C4']);
  for (const page of pages)
    await page.locator('.ticket h2', { hasText: /Confirmed|did not get/ }).waitFor();
  const words = await Promise.all(pages.map((page) => title(page).textContent()));
  const won = words.findIndex((text) => text.startsWith('Confirmed'));
  const [winner, loser] = [pages[won], pages[1 - won]];
  const text = await loser.locator('.ticket').textContent();
  const { number } = await lottery.booking(reqIdOf(winner));
  assert.match(text, /C4 went to someone else/);
  assert.match(text, new RegExp(`booking no\\. ${number} .*Lots were drawn, and you came later`));
  assert.match(await winner.locator('.why').textContent(), /lots were drawn, and you came first/);
  for (const page of pages) {
    await page.getByText('Check the draw').click();
    await page.getByText('They agree with what the server decided.').waitFor();
    assert.equal(await page.locator('.lots tbody tr').count(), 2);
  }
  await looks(loser, 'C4', 'held');
  await loser.getByRole('button', { name: 'Choose other seats' }).click();
  await loser.locator('.choice').waitFor();
  await loser.getByRole('button', { name: 'Book 1 seat' }).waitFor();
  assert.equal(await seat(loser, 'C3').getAttribute('data-mark'), 'chosen');
  await closePage(winner);
  await closePage(loser);
});

test('contest: the larger booking wins; the other gets the nearest free seats', async () => {
  const pages = await twoPages();
  await contest(pages, ['D3', 'D4', 'D5'], ['D2', 'D3']);
  const [larger, smaller] = pages;
  await says(larger, 'Confirmed');
  assert.match(
    await larger.locator('.why').textContent(),
    /The largest booking comes first, and that was yours/,
  );
  await says(smaller, 'did not get');
  assert.match(
    await smaller.locator('.ticket').textContent(),
    /D3 went to someone else\. A booking gets all of its seats or none\..*yours was smaller/,
  );
  await smaller.getByRole('button', { name: 'Choose other seats' }).click();
  await smaller.getByRole('button', { name: 'Book 2 seats' }).waitFor();
  for (const id of ['D1', 'D2'])
    assert.equal(await seat(smaller, id).getAttribute('data-mark'), 'chosen');
  await closePage(larger);
  await closePage(smaller);
});

test('pay: a confirmed booking counts down to its end and is paid', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1', 'A2']);
  await says(page, 'Confirmed');
  const left = await page.getByRole('timer').locator('.countdown-time').textContent();
  assert.match(left, /^(2:00|[01]:\d\d)$/);
  await until(
    'it counts',
    async () => (await page.locator('.countdown-time').textContent()) !== left,
  );
  await page.getByRole('button', { name: 'Pay ₹300.00' }).click();
  await says(page, 'Paid');
  await looks(page, 'A1', 'sold');
  assert.equal(await seat(page, 'A1').getAttribute('data-mark'), 'mine');
  assert.equal((await cinema.booking(reqIdOf(page))).status, 'PAID');
  await closePage(page);
});

test('pay: without sandbox and checkout the page says how and with what to pay', async () => {
  const real = await Cinema.open({
    'payment.sandbox': 'false',
    'payment.instructions': 'Transfer the money to IBAN DE02 1203 0000 0000 2020 51.',
  });
  const page = await newPage(browser);
  await openHall(page, real, await real.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  assert.equal(await page.getByRole('button', { name: /^Pay/ }).count(), 0);
  const { reference } = await real.booking(reqIdOf(page));
  await page.locator('.notice', { hasText: `with the reference ${reference}` }).waitFor();
  await page.locator('.notice', { hasText: 'Transfer the money to IBAN DE02 1203' }).waitFor();
  assert.ok(!(await page.locator('.ticket').textContent()).includes(reqIdOf(page)));
  await closePage(page);
  await real.close();
});

test('expire: what is not paid in time runs out under the reader’s eyes', async () => {
  const hasty = await Cinema.open({ 'payment.window': '6s' });
  const page = await newPage(browser);
  await openHall(page, hasty, await hasty.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  await says(page, 'run out');
  assert.match(await page.locator('.ticket').textContent(), /was not paid in time/);
  await looks(page, 'A1', 'available');
  await page.getByRole('button', { name: 'Ask for A1 again' }).click();
  await says(page, 'Confirmed');
  await closePage(page);
  await hasty.close();
});

test('cancel: it needs a confirmation and frees the seats', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['B1']);
  await says(page, 'Confirmed');
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await page.getByRole('button', { name: 'Keep them' }).click();
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await page.getByRole('button', { name: 'Yes, cancel' }).click();
  await says(page, 'cancelled');
  await looks(page, 'B1', 'available');
  await closePage(page);
});

test('operator: a ticket learns that its show is cancelled, and where the money goes', async () => {
  const show = await cinema.openShow();
  const reqId = await cinema.book(show, ['A1']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'Confirmed');
  await cinema.operate('POST', `/api/movieshow/${show}/cancel`);
  await says(page, 'cancelled');
  assert.match(await page.locator('.ticket').textContent(), /The cinema cancelled the show/);
  await closePage(page);
});

test('refused: seats that went meanwhile are named with their reason and left', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  // A page that does not learn of it in time.
  await page.route('**/api/ticket/book', async (route) => {
    await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2'] });
    await route.continue();
  });
  await book(page, ['A1', 'A2']);
  await page.getByText('Nothing was booked. A2 is not for sale.').waitFor();
  await page.getByRole('button', { name: 'Book 1 seat' }).waitFor();
  await closePage(page);
});

test('refused: more seats than a booking may have are not chosen', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await choose(page, ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'B1', 'B2', 'B3']);
  await page.getByRole('alert').filter({ hasText: 'A booking has 10 seats at most.' }).waitFor();
  await page.getByRole('button', { name: 'Book 10 seats' }).waitFor();
  await closePage(page);
});

test('refused: without seats or with half a mail address nothing is sent', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await page.getByRole('button', { name: 'Book' }).click();
  await page.getByText('Choose at least one seat').waitFor();
  await choose(page, ['A1']);
  await fillMail(page, 'ada');
  await page.getByRole('button', { name: 'Book 1 seat' }).click();
  await page.getByText('Enter the mail address').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'mail');
  await closePage(page);
});

test('missing: unknown shows and bookings are reported', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/#/show/none`);
  await page.getByRole('heading', { name: 'There is no such show' }).waitFor();
  await openTicket(page, cinema, `${show}.AAAAAAAAAAAAAAAAAAAAAA`);
  await page.getByRole('heading', { name: 'There is no such booking' }).waitFor();
  await closePage(page);
});
