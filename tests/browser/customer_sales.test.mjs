// Shows that are sold out, not on sale or not yet: the page says so first, and offers what works.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import {
  book, browser, choose, cinema, fillMail, looks, openHall, openTicket, says, seat, title,
  useCinema,
} from './customer.mjs';
import { until } from './until.mjs';

useCinema();

const notice = (page) => page.locator('.show > .notice:visible').first();
const find = (page) => page.getByRole('button', { name: 'Find the best' });
const hint = (page) => page.getByText('Click or touch seats in the hall');

/** No search for seats, no field for a mail address, no booking. */
async function offersNothing(page) {
  assert.equal(await find(page).count(), 0);
  assert.equal(await hint(page).count(), 0);
  assert.equal(await page.locator('#mail:visible').count(), 0);
  assert.equal(await page.locator('.choice').getByRole('button').count(), 0);
}

async function offersSeats(page) {
  await find(page).waitFor();
  await hint(page).waitFor();
  await page.getByLabel('Mail address').waitFor();
}

test('sold out: the page says so, offers nothing, and comes alive with a free seat', async () => {
  const show = await cinema.openShow(hallOf(1, 3));
  const { reqId } = await cinema.operate('POST', `/api/movieshow/${show}/sell`, {
    seats: ['A1', 'A2', 'A3'], method: 'CASH',
  });
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await notice(page).filter({ hasText: 'This show is sold out.' }).waitFor();
  await offersNothing(page);
  const [said, hall] = await Promise.all(
    ['.show > .notice:not([hidden])', '.hall'].map((each) => page.locator(each).boundingBox()));
  assert.ok(said.y < hall.y, 'it is said before the hall');
  await checkAccessible(page, 'a show that is sold out');
  await checkFits(page, 'a show that is sold out');
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`, { seats: ['A2'] });
  await looks(page, 'A2', 'available');
  await offersSeats(page);
  assert.equal(await page.locator('.show > .notice:visible').count(), 0);
  await book(page, ['A2']);
  await says(page, 'Confirmed');
  // Who has a seat is not bothered with the others.
  assert.equal(await page.locator('.show > .notice:visible').count(), 0);
  await closePage(page);
});

test('full: seats that may come back are not called sold', async () => {
  const show = await cinema.openShow(hallOf(1, 2));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await offersSeats(page);
  await cinema.book(show, ['A1', 'A2']);
  await notice(page).filter({ hasText: 'No seat is free at the moment.' }).waitFor();
  await offersNothing(page);
  await closePage(page);
});

for (const [status, command, body, says] of [
  ['cancelled', 'cancel', {}, 'This show is cancelled.'],
  ['closed', null, { salesCloseAt: '2020-01-01T00:00:00Z' }, 'Sales of this show are closed.'],
])
  test(`off: in a show that is ${status} nothing can be chosen, and nothing says it can`, async () => {
    const show = await cinema.openShow(hallOf(2, 6));
    const page = await newPage(browser);
    await openHall(page, cinema, show);
    await choose(page, ['A2']);
    if (command) await cinema.operate('POST', `/api/movieshow/${show}/${command}`);
    else await cinema.operate('PATCH', `/api/movieshow/${show}`, body);
    await notice(page).filter({ hasText: says }).waitFor();
    await page.locator('.choice .chosen li').waitFor({ state: 'detached' });
    await offersNothing(page);
    assert.equal(await page.locator('[data-mark="chosen"][data-seat]').count(), 0);
    await seat(page, 'A3').click({ force: true });
    assert.equal(await seat(page, 'A3').getAttribute('aria-selected'), 'false');
    assert.equal(await seat(page, 'A3').getAttribute('aria-disabled'), 'true');
    await until('it is said why', async () =>
      (await page.locator('#announcer').textContent()).startsWith(says));
    await checkAccessible(page, `a show that is ${status}`);
    await page.reload();
    await notice(page).filter({ hasText: says }).waitFor();
    await page.getByText('No seats can be chosen now.').waitFor();
    await offersNothing(page);
    assert.equal(await seat(page, 'A3').getAttribute('aria-disabled'), 'true');
    await closePage(page);
  });

test('off: a booking that ended in a closed show offers no seats of it', async () => {
  const show = await cinema.openShow(hallOf(2, 6));
  const reqId = await cinema.book(show, ['A1']);
  await cinema.done('DELETE', `/api/ticket/${reqId}`);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  const offer = page.getByRole('button', { name: 'Choose seats' });
  await offer.waitFor();
  await cinema.operate('PATCH', `/api/movieshow/${show}`, { salesCloseAt: '2020-01-01T00:00:00Z' });
  await notice(page).filter({ hasText: 'Sales of this show are closed.' }).waitFor();
  await offer.waitFor({ state: 'hidden' });
  assert.equal(await find(page).count(), 0);
  await closePage(page);
});

test('paused: chosen seats are kept, and others are refused with the reason', async () => {
  const show = await cinema.openShow(hallOf(2, 6));
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await choose(page, ['A2']);
  await cinema.operate('POST', `/api/movieshow/${show}/pause`);
  await notice(page).filter({ hasText: 'Sales of this show are paused.' }).waitFor();
  assert.equal(await seat(page, 'A3').getAttribute('aria-disabled'), 'true');
  await seat(page, 'A3').tap({ force: true });
  await page.locator('.bar-said[data-said^="Sales of this show are paused."]').waitFor();
  assert.equal(await page.locator('[data-mark="chosen"][data-seat]').count(), 1);
  await cinema.operate('POST', `/api/movieshow/${show}/resume`);
  await find(page).waitFor();
  assert.equal(await seat(page, 'A3').getAttribute('aria-disabled'), 'false');
  await seat(page, 'A3').tap();
  await fillMail(page);
  await page.locator('.choice').getByRole('button', { name: 'Book 2 seats' }).tap();
  await says(page, 'Confirmed');
  await closePage(page);
});

test('soon: before sales start seats can be found and chosen, and are booked from then on', async () => {
  const show = await cinema.openShow({ ...hallOf(2, 6), opensAt: '2099-12-01T06:30:00Z' });
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await notice(page).filter({ hasText: 'You can choose your seats now' }).waitFor();
  await find(page).click();
  await page.locator('.choice .total', { hasText: '2 seats' }).waitFor();
  await choose(page, ['A1']);
  await page.locator('.choice .total', { hasText: '3 seats' }).waitFor();
  await fillMail(page);
  const button = page.locator('.choice').getByRole('button', { name: 'Book 3 seats' });
  assert.equal(await button.isDisabled(), true);
  await cinema.operate('PATCH', `/api/movieshow/${show}`, { opensAt: '2020-01-01T00:00:00Z' });
  await button.click();
  await says(page, 'Confirmed');
  await closePage(page);
});

test('gone: a chosen seat that the cinema takes out of sale went to nobody', async () => {
  const show = await cinema.openShow(hallOf(2, 6));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A2', 'B2']);
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2'] });
  const said = page.locator('.choice').getByRole('status');
  await said.filter({ hasText: /^A2 is not for sale any more\.$/ }).waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/sell`, { seats: ['B2'], method: 'CASH' });
  await said.filter({ hasText: /^B2 is gone: someone else was faster\.$/ }).waitFor();
  await closePage(page);
});

test('late: when the time to pay is over without the server, no page says that it is left', async () => {
  const hasty = await Cinema.open({ 'payment.window': '4s' });
  const page = await newPage(browser);
  await openHall(page, hasty, await hasty.openShow(hallOf(2, 6)));
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  await page.getByRole('timer').waitFor();
  await hasty.stop();
  await says(page, 'The time to pay is over');
  await page.getByText('The seats are not kept for you any longer.').waitFor();
  assert.equal(await page.getByRole('timer').count(), 0);
  assert.equal(await page.getByRole('button', { name: /^Pay/ }).count(), 0);
  assert.equal(await title(page).count(), 1);
  await checkAccessible(page, 'a time to pay that is over', ['light']);
  await page.goto(`${page.url().split('#')[0]}#/bookings`);
  await page.locator('.booking-status', { hasText: 'The time to pay is over' }).waitFor();
  await closePage(page);
  await hasty.close();
});
