// What goes on behind an open page: connections and answers that get lost, servers that restart.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closePage, launch, newPage } from './chromium.mjs';
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
import { House } from './house.mjs';
import { until } from './until.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await House.closeAll();
});

/** Bookings that were ever made in a show. */
async function bookingsOf(house, show) {
  const { events } = await house.operate('GET', `/api/movieshow/${show}/events`);
  return events.filter((event) => event.type === 'BookingRequested').length;
}

test('restart: a page says that the server is gone, and later what changed', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const page = await newPage(browser);
  await openHall(page, house, show);
  await choose(page, ['A1', 'A2']);
  await house.stop();
  await page.getByText('Connection lost').waitFor();
  await house.start();
  await house.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2', 'D1'] });
  await looks(page, 'D1', 'blocked');
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await page.getByText('A2 is gone').waitFor();
  await page.getByRole('button', { name: 'Book 1 seat' }).waitFor();
  await closePage(page);
  await house.close();
});

test('network: a page without one says so, and catches up when it is back', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const page = await newPage(browser);
  await openHall(page, house, show);
  await page.context().setOffline(true);
  await page.getByText('Connection lost').waitFor();
  await house.operate('POST', `/api/movieshow/${show}/block`, { seats: ['D1'] });
  await page.context().setOffline(false);
  await looks(page, 'D1', 'blocked');
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await closePage(page);
  await house.close();
});

test('restart: a ticket goes on under the restarted server until it is paid', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const reqId = await house.book(show, ['A1']);
  const page = await newPage(browser);
  await openTicket(page, house, reqId);
  await says(page, 'Confirmed');
  await house.stop();
  await page.getByText('Connection lost').waitFor();
  await page.getByRole('timer').waitFor();
  await house.start();
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  await house.pay(reqId);
  await says(page, 'Paid');
  await closePage(page);
  await house.close();
});

test('restart: a booking that is sent meanwhile is made when the server is back', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const page = await newPage(browser);
  await openHall(page, house, show);
  await choose(page, ['A1']);
  await fillMail(page);
  await house.stop();
  await page.getByRole('button', { name: 'Book 1 seat' }).click();
  await page.getByText('you will not be booked twice').waitFor();
  await house.start();
  await says(page, 'Confirmed');
  assert.equal(await bookingsOf(house, show), 1);
  await closePage(page);
  await house.close();
});

test('retry: a booking whose answer is lost is sent again and made once', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const page = await newPage(browser);
  await openHall(page, house, show);
  let sent = 0;
  await page.route('**/api/ticket/book', async (route) => {
    if (++sent > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  assert.equal(sent, 2);
  assert.equal(await bookingsOf(house, show), 1);
  await closePage(page);
  await house.close();
});

test('retry: a page that is reloaded before the answer came finds its booking', async () => {
  const house = await House.open();
  const show = await house.openShow();
  const page = await newPage(browser);
  await openHall(page, house, show);
  let taken = false;
  await page.route('**/api/ticket/book', async (route) => {
    await route.fetch();
    taken = true; // Its answer never arrives.
  });
  await book(page, ['A1', 'A2']);
  await until('the server has the booking', () => taken);
  await page.unroute('**/api/ticket/book');
  await page.reload();
  await says(page, 'Confirmed');
  assert.equal(await seat(page, 'A2').getAttribute('data-mark'), 'mine');
  assert.equal(await bookingsOf(house, show), 1);
  await closePage(page);
  await house.close();
});

test('back: the browser’s buttons lead from the ticket to the hall and on again', async () => {
  const house = await House.open();
  const page = await newPage(browser);
  await openHall(page, house, await house.openShow());
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
  await house.close();
});

test('secret: the address of a ticket is told to nobody but its own calls', async () => {
  const house = await House.open();
  const reqId = await house.book(await house.openShow(), ['A1']);
  const page = await newPage(browser);
  const elsewhere = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const ofTicket = url.pathname === `/api/ticket/${reqId}`;
    const heads = JSON.stringify(request.headers());
    if (url.origin !== house.url || (!ofTicket && (url.href + heads).includes(reqId)))
      elsewhere.push(url.href);
  });
  await openTicket(page, house, reqId);
  await says(page, 'Confirmed');
  assert.deepEqual(elsewhere, []);
  await closePage(page);
  await house.close();
});
