// The server is down, slow, busy or refuses, or the show is cancelled: what a customer looks at says
// what is and what to do, and goes on by itself when it can.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { browser, choose, cinema, fillMail, openHall, says, useCinema } from './customer.mjs';

useCinema();

const phone = { viewport: { width: 390, height: 844 } };
const alert = (page) => page.getByRole('alert').filter({ visible: true });

const refusal = (status, code = '') => ({
  status,
  headers: { 'Retry-After': '7' },
  contentType: 'application/problem+json',
  body: JSON.stringify({ code, status, title: 'Of the server' }),
});

for (const [status, code, words] of [
  [429, 'RATE_LIMITED', 'There were too many requests from your network.'],
  [503, 'OVERLOADED', 'The server is very busy at the moment.'],
  [503, 'UNAVAILABLE', 'The server cannot answer this at the moment.'],
  [500, '', 'The server has failed.'],
]) {
  const name = code || status;
  test(`hall: after ${name} the page says why, and tries again by itself`, async () => {
    const show = await cinema.openShow();
    const page = await newPage(browser, phone);
    await page.clock.install();
    const path = `**/api/movieshow/${show}/seats`;
    await page.route(path, (route) => route.fulfill(refusal(status, code)));
    await page.goto(`${cinema.url}/#/show/${show}`);
    await alert(page).getByText(`${words} The page tries again in 7 seconds.`).waitFor();
    await checkAccessible(page, `a hall after ${name}`);
    await checkFits(page, `a hall after ${name}`);
    await page.unroute(path);
    await page.clock.fastForward(70_000);
    await page.locator('.choice').waitFor();
    assert.equal(await alert(page).count(), 0);
    await closePage(page);
  });
}

test('hall: one that takes long says so, and a button tries at once after a failure', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  const path = `**/api/movieshow/${show}/seats`;
  let answer;
  await page.route(path, (route) => { answer = () => route.abort(); });
  await page.goto(`${cinema.url}/#/show/${show}`);
  await page.getByText('This takes longer than usual').waitFor();
  await answer();
  await alert(page).getByText('The server does not respond.').waitFor();
  assert.equal(await page.getByText('This takes longer than usual').count(), 0);
  await page.unroute(path);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.choice').waitFor();
  await closePage(page);
});

test('book: while the server is busy the page says that nothing is booked twice', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await choose(page, ['A1']);
  await fillMail(page);
  const path = '**/api/ticket/book';
  await page.route(path, (route) => route.fulfill({
    ...refusal(503, 'OVERLOADED'), headers: { 'Retry-After': '1' },
  }));
  await page.locator('.choice').getByRole('button', { name: 'Book 1 seat' }).click();
  await page.getByText('The server is very busy at the moment. It is tried again by itself; you will '
    + 'not be booked twice.').waitFor();
  await page.unroute(path);
  await says(page, 'Confirmed');
  await closePage(page);
});

test('together: a server that is busy is said beside the button, with what to do', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await page.route('**/bestavailable*', (route) => route.fulfill(refusal(503, 'OVERLOADED')));
  await page.getByRole('button', { name: 'Find the best' }).click();
  await alert(page).getByText('The server is very busy at the moment. Try again in a moment.')
    .waitFor();
  await checkAccessible(page, 'seats that cannot be found', ['light']);
  await closePage(page);
});

test('show: one that is cancelled while a customer chooses takes no booking and says so', async () => {
  const own = await Cinema.open();
  const show = await own.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, own, show);
  await choose(page, ['A1']);
  await own.operate('POST', `/api/movieshow/${show}/cancel`);
  await page.locator('.show > .notice').getByText('This show is cancelled. Choose another show.')
    .waitFor();
  assert.equal(await page.locator('.choice').getByRole('button', { name: /^Book/ }).count(), 0);
  await checkAccessible(page, 'a cancelled show');
  await checkFits(page, 'a cancelled show');
  await page.getByRole('link', { name: 'All shows' }).first().click();
  await page.getByText('There are no shows on sale at the moment').waitFor();
  await closePage(page);
  await own.close();
});

test('bookings: a server that is busy is said, and what is kept is shown', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await choose(page, ['A1']);
  await fillMail(page);
  await page.locator('.choice').getByRole('button', { name: 'Book 1 seat' }).click();
  await says(page, 'Confirmed');
  await page.route('**/api/ticket/*', (route) => route.fulfill(refusal(503, 'OVERLOADED')));
  await page.goto(`${cinema.url}/#/bookings`);
  await page.getByText('The server is very busy at the moment.').waitFor();
  await page.getByRole('link', { name: 'Pay', exact: true }).waitFor();
  await checkAccessible(page, 'bookings that cannot be read', ['light']);
  await page.unroute('**/api/ticket/*');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('The server is very busy at the moment.').waitFor({ state: 'hidden' });
  await closePage(page);
});
