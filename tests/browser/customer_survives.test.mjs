// An open page survives lost connections, lost responses and restarts of the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closePage, launch, newPage } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import {
  book,
  choose,
  fillMail,
  looks,
  openHall,
  openTicket,
  reqIdOf,
  says,
  seat,
} from './customer.mjs';
import { until } from './until.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await Cinema.closeAll();
});

/** Bookings that were ever made in a show. */
async function bookingsOf(cinema, show) {
  const { events } = await cinema.operate('GET', `/api/movieshow/${show}/events`);
  return events.filter((event) => event.type === 'BookingRequested').length;
}

test('restart: a page says that the server is gone, and later what changed', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A1', 'A2']);
  await cinema.stop();
  await page.getByText('Connection lost').waitFor();
  await cinema.start();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2', 'D1'] });
  await looks(page, 'D1', 'blocked');
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await page.getByText('A2 is not for sale any more.').waitFor();
  await page.getByRole('button', { name: 'Book 1 seat' }).waitFor();
  await closePage(page);
  await cinema.close();
});

test('network: a page without a network says so, and catches up when it is back', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await page.context().setOffline(true);
  await page.getByText('Connection lost').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['D1'] });
  await page.context().setOffline(false);
  await looks(page, 'D1', 'blocked');
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await closePage(page);
  await cinema.close();
});

test('restart: a ticket goes on under the restarted server until it is paid', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const reqId = await cinema.book(show, ['A1']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'Confirmed');
  await cinema.stop();
  await page.getByText('Connection lost').waitFor();
  await page.getByRole('timer').waitFor();
  await cinema.start();
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await cinema.pay(reqId);
  await says(page, 'Paid');
  await closePage(page);
  await cinema.close();
});

test('restart: a booking that is sent meanwhile is made when the server is back', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A1']);
  await fillMail(page);
  await cinema.stop();
  await page.getByRole('button', { name: 'Book 1 seat' }).click();
  await page.getByText('you will not be booked twice').waitFor();
  await cinema.start();
  await says(page, 'Confirmed');
  assert.equal(await bookingsOf(cinema, show), 1);
  await closePage(page);
  await cinema.close();
});

test('retry: a booking whose response is lost is sent again and made once', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  let sent = 0;
  await page.route('**/api/ticket/book', async (route) => {
    if (++sent > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  assert.equal(sent, 2);
  assert.equal(await bookingsOf(cinema, show), 1);
  await closePage(page);
  await cinema.close();
});

test('retry: a page reloaded before the response arrives finds its booking', async () => {
  const cinema = await Cinema.open();
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  let taken = false;
  await page.route('**/api/ticket/book', async (route) => {
    await route.fetch();
    taken = true; // The response never arrives.
  });
  await book(page, ['A1', 'A2']);
  await until('the server has the booking', () => taken);
  await page.unroute('**/api/ticket/book');
  await page.reload();
  await says(page, 'Confirmed');
  assert.equal(await seat(page, 'A2').getAttribute('data-mark'), 'mine');
  assert.equal(await bookingsOf(cinema, show), 1);
  await closePage(page);
  await cinema.close();
});

test('back: the browser’s buttons lead from the ticket to the hall and on again', async () => {
  const cinema = await Cinema.open();
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await page.goBack();
  await page.locator('.choice').waitFor();
  assert.equal(await page.locator('[data-mark="mine"][data-seat]').count(), 0);
  await page.goForward();
  await says(page, 'Confirmed');
  assert.equal(reqIdOf(page), reqId);
  await closePage(page);
  await cinema.close();
});

test('secret: the address of a ticket is sent in its own requests only', async () => {
  const cinema = await Cinema.open();
  const reqId = await cinema.book(await cinema.openShow(), ['A1']);
  const page = await newPage(browser);
  const elsewhere = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const ofTicket = url.pathname === `/api/ticket/${reqId}`;
    const heads = JSON.stringify(request.headers());
    if (url.origin !== cinema.url || (!ofTicket && (url.href + heads).includes(reqId)))
      elsewhere.push(url.href);
  });
  await openTicket(page, cinema, reqId);
  await says(page, 'Confirmed');
  assert.deepEqual(elsewhere, []);
  await closePage(page);
  await cinema.close();
});
