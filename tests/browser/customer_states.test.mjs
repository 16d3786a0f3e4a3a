// Each state of the customer's page: accessible by axe-core, within the width of a phone, and the
// same after a reload.
import { after, before, test } from 'node:test';

import { checkAccessible, checkFits, closePage, launch, newPage } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import { choose, openHall, openTicket, says } from './customer.mjs';
import { until } from './until.mjs';

let browser;
let quick;
let slow; // decides nothing by itself
let hasty; // wants its money at once
let lottery; // leaves time for several to ask for one seat

before(async () => {
  browser = await launch();
  quick = await Cinema.open();
  slow = await Cinema.open({
    'review.interval': '10m',
    'review.contention_window': '10m',
    'review.hold': '20m',
  });
  hasty = await Cinema.open({ 'payment.window': '300ms' });
  lottery = await Cinema.open({ 'review.interval': '3s', 'review.contention_window': '5s' });
});

after(async () => {
  await browser?.close();
  await Cinema.closeAll();
});

async function ticketOf(page, cinema, status) {
  const reqId = await cinema.book(await cinema.openShow(), ['B3', 'B4']);
  await openTicket(page, cinema, reqId);
  await says(page, status);
  return reqId;
}

/** The ticket of who has that status after a draw of two for one seat. */
async function drawnTicket(page, status, title) {
  const show = await lottery.openShow();
  const both = await Promise.all([lottery.book(show, ['B3']), lottery.book(show, ['B3'])]);
  let drawn;
  await until('it is decided', async () => {
    const bookings = await Promise.all(both.map((reqId) => lottery.booking(reqId)));
    drawn = bookings.find((booking) => booking.status === status);
    return drawn;
  });
  await openTicket(page, lottery, drawn.reqId);
  await says(page, title);
  return page.getByText('Check the draw');
}

// Each leads a page to its state and tells what has to be seen there.
const states = {
  'the programme': async (page) => {
    await quick.openShow();
    await page.goto(quick.url);
    return page.locator('.showing').first();
  },
  'a hall with seats in all states': async (page) => {
    const show = await slow.openShow(hallOf(6, 12));
    await slow.operate('POST', `/api/movieshow/${show}/block`, { seats: ['F1', 'F12'] });
    await slow.book(show, ['C5', 'C6']);
    await openHall(page, slow, show);
    return page.locator('.seat[data-state="in_review"][data-seat]').first();
  },
  'a choice of seats': async (page) => {
    await openHall(page, quick, await quick.openShow());
    await choose(page, ['A1', 'A2']);
    return page.locator('[data-seat="A2"][data-mark="chosen"]');
  },
  'a choice that others want too': async (page) => {
    const show = await slow.openShow();
    await openHall(page, slow, show);
    await choose(page, ['A1']);
    await slow.book(show, ['A1']);
    await page.locator('.choice').getByText('A1 is being booked by someone else').waitFor();
    return page.locator('.seat[data-state="in_review"][data-seat="A1"]');
  },
  'a show whose sales are paused': async (page) => {
    const show = await quick.openShow();
    await quick.operate('POST', `/api/movieshow/${show}/pause`);
    await openHall(page, quick, show);
    return page.getByText('Sales of this show are paused');
  },
  'a booking under review': async (page) => {
    await ticketOf(page, slow, 'Under review');
    return page.locator('.ticket h2', { hasText: 'Under review' });
  },
  'a confirmed booking': async (page) => {
    await ticketOf(page, quick, 'Confirmed');
    return page.getByRole('timer');
  },
  'a paid booking': async (page) => {
    await quick.pay(await ticketOf(page, quick, 'Confirmed'));
    await says(page, 'Paid');
    return page.locator('.ticket h2', { hasText: 'Paid' });
  },
  'a draw that was won': (page) => drawnTicket(page, 'CONFIRMED', 'Confirmed'),
  'a draw that was lost': (page) => drawnTicket(page, 'REJECTED', 'did not get'),
  'a booking that ran out': async (page) => {
    await ticketOf(page, hasty, 'run out');
    return page.getByText('It was not paid in time');
  },
  'a cancelled booking': async (page) => {
    await quick.done('DELETE', `/api/ticket/${await ticketOf(page, quick, 'Confirmed')}`);
    await says(page, 'cancelled');
    return page.getByText('You cancelled it');
  },
  'an unknown show': async (page) => {
    await page.goto(`${quick.url}/#/show/none`);
    return page.getByRole('heading', { name: 'There is no such show' });
  },
  'an unknown booking': async (page) => {
    await openTicket(page, quick, `${await quick.openShow()}.AAAAAAAAAAAAAAAAAAAAAA`);
    return page.getByRole('heading', { name: 'There is no such booking' });
  },
};

for (const [name, reach] of Object.entries(states)) {
  test(`state: ${name} is accessible, fits a phone and survives a reload`, async () => {
    const page = await newPage(browser);
    const sign = await reach(page);
    await sign.waitFor();
    await checkAccessible(page, name);
    await page.reload();
    await sign.waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await checkFits(page, name);
    await checkAccessible(page, `${name} on a phone`, ['light']);
    await closePage(page);
  });
}

test('state: an open draw and a question are accessible and fit a phone', async () => {
  const page = await newPage(browser, { viewport: { width: 390, height: 844 } });
  await (await drawnTicket(page, 'CONFIRMED', 'Confirmed')).click();
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await checkAccessible(page, 'an open draw');
  await checkFits(page, 'an open draw');
  await closePage(page);
});

test('state: error messages of the form are accessible and fit a phone', async () => {
  const page = await newPage(browser, { viewport: { width: 390, height: 844 } });
  await openHall(page, quick, await quick.openShow());
  await page.getByRole('button', { name: 'Book' }).click();
  await page.getByRole('alert').waitFor();
  await checkAccessible(page, 'no seat chosen');
  await choose(page, ['A1']);
  await page.getByRole('button', { name: 'Book 1 seat' }).click();
  await page.getByText('Enter the mail address').waitFor();
  await checkAccessible(page, 'no mail address');
  await checkFits(page, 'no mail address');
  await closePage(page);
});

test('state: a lost connection is accessible and fits a phone', async () => {
  const cinema = await Cinema.open();
  const page = await newPage(browser, { viewport: { width: 390, height: 844 } });
  await openHall(page, cinema, await cinema.openShow());
  await cinema.stop();
  await page.getByText('Connection lost').waitFor();
  await checkAccessible(page, 'a lost connection');
  await checkFits(page, 'a lost connection');
  await closePage(page);
  await cinema.close();
});
