// Sales at the counter on the operator's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Order } from '../../web/operator/counter/order.js';
import { closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator, openShow, seat } from './operator.mjs';
import { checkSound } from './operator_forms.mjs';
import { eventsOf, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const priceTypes = [
  { id: 'ADULT', name: 'Adult', price: 0 }, { id: 'CHILD', name: 'Child', price: -5000 },
];
const typed = (movie) => ({ ...storyHall(movie), priceTypes });
const soldOf = async (show) => Object.entries(await cinema.seats(show))
  .filter(([, state]) => state === 'sold').map(([id]) => id);
const sales = async (show) => (await cinema.operate('GET', `/api/movieshow/${show}/bookings`)).bookings;
const last = (page) => page.getByLabel('The last sale');
const chosen = (page) => page.locator('.sale-seats');

async function openCounter(show, options) {
  const page = await openOperator(browser, cinema, `counter/${show}`, options);
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor();
  return page;
}

/** The counter of a show of A1, A2 and the wheelchair place A3. */
async function openSmallCounter() {
  const seats = ['A1', 'A2', { id: 'A3', attributes: ['wheelchair'] }];
  const rows = [{ row: 'A', class: 'GOLD', seats }];
  const show = await cinema.openShow({ ...storyHall(), rows });
  const page = await openCounter(show);
  return { show, page, alert: page.locator('.sale-form').getByRole('alert') };
}

/** Presses the keys one after another; how many they were. */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

test('keyboard: two seats are sold with two keys, and the next customers at once', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  const field = page.getByLabel('Seats', { exact: true });
  await until('the number has the focus', async () => field.evaluate((it) => it === document.activeElement));
  const keys = await press(page, '2', 'c');
  await last(page).getByText(/Booking 2: \w+, \w+, ₹[34]00\.00 in cash\./).waitFor();
  assert.ok(keys < 10);
  assert.equal((await soldOf(show)).length, 2);
  await until('the number has the focus again', async () =>
    (await field.evaluate((it) => it === document.activeElement)) && (await field.inputValue()) === '');
  await press(page, '1', 'Enter');
  await until('Enter goes to the ways to pay', async () => page.evaluate(
    () => document.activeElement.dataset.method === 'CASH'));
  await press(page, 'k');
  await last(page).getByText(/by card\./).waitFor();
  assert.equal((await soldOf(show)).length, 3);
  await closePage(page);
});

test('keyboard: price types, and the total before it is sold', async () => {
  const show = await cinema.openShow(typed('Types'));
  const page = await openCounter(show);
  await press(page, '2', 'Tab', '1');
  await chosen(page).getByText(/^Best available: \w+ \(Adult\), \w+ \(Adult\), \w+ \(Child\)$/).waitFor();
  const total = await page.locator('.sale-total').innerText();
  await press(page, 'c');
  await last(page).getByText('in cash').waitFor();
  const [sale] = await sales(show);
  assert.deepEqual(sale.lines.map(({ type }) => type), ['ADULT', 'ADULT', 'CHILD']);
  assert.equal(total, `₹${(sale.amount.value / 100).toFixed(2)}`);
  await closePage(page);
});

test('keyboard: seats in the hall by the arrow keys, complimentary', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  await press(page, '9', '9');
  await page.getByRole('alert').getByText('A sale has 10 seats at most.').waitFor();
  await press(page, 'Escape', 'h', 'ArrowDown', 'Enter', 'ArrowRight', 'Enter');
  await chosen(page).getByText('Chosen: B1, B2').waitFor();
  await press(page, 'f');
  await last(page).getByText('Booking 2: B1, B2, ₹0.00 complimentary.').waitFor();
  assert.deepEqual(await soldOf(show), ['B1', 'B2']);
  await closePage(page);
});

test('mouse: numbers by buttons, a class, and the way from a chosen seat of a show', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  await button(page, 'More Seats').click();
  await page.getByLabel('Class').selectOption('GOLD');
  await button(page, 'More Seats').click();
  await chosen(page).getByText(/^Best available: [EF]\d+, [EF]\d+$/).waitFor();
  await page.getByRole('button', { name: 'Card K' }).click();
  await last(page).getByText('by card').waitFor();
  await closePage(page);
  const other = await openShow(browser, cinema, show);
  await seat(other, 'C3').click();
  await other.getByLabel('Chosen seats').getByRole('link', { name: 'Sell…' }).click();
  await chosen(other).getByText('Chosen: C3').waitFor();
  await other.getByRole('button', { name: 'Cash C' }).click();
  await last(other).getByText('C3, ₹150.00 in cash').waitFor();
  await closePage(other);
});

test('order: seats chosen by hand keep their number when a price type changes', () => {
  const order = new Order({
    price: 100, classes: [{ id: 'GOLD', price: 50 }], priceTypes,
    rows: [{ row: 'A', class: 'GOLD', seats: ['A1', 'A2', null, 'A3'] }],
  });
  for (const id of ['A3', 'A1']) order.toggle(id);
  assert.deepEqual(order.typeList, ['ADULT', 'ADULT']);
  order.want('CHILD', 1);
  assert.deepEqual(order.body('CARD'), {
    seats: [{ seat: 'A3', type: 'ADULT' }, { seat: 'A1', type: 'CHILD' }], method: 'CARD',
  });
  order.want('ADULT', 2);
  assert.deepEqual(order.typeList, ['ADULT', 'ADULT']);
  order.want('ADULT', 5);
  assert.deepEqual(order.body('CASH'),
    { bestAvailable: { count: 5, types: Array(5).fill('ADULT') }, method: 'CASH' });
});

test('touch: two of the best seats on a phone', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show, phone);
  await button(page, 'More Seats').tap();
  await button(page, 'More Seats').tap();
  await chosen(page).getByText(/^Best available: \w+, \w+$/).waitFor();
  await page.getByRole('button', { name: 'Cash C' }).tap();
  await last(page).getByText('in cash').waitFor();
  assert.equal((await soldOf(show)).length, 2);
  await closePage(page);
});

test('a lost answer: it is asked for again, also after a reload, and sells once', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  let lost = 2;
  await page.route('**/sell', async (route) => {
    if (lost === 0) return route.continue();
    lost -= 1;
    await route.fetch(); // The server makes the sale, its answer is lost.
    return route.abort();
  });
  await press(page, '2', 'c');
  await page.getByText('It is not known whether the sale was made.').waitFor();
  await press(page, 'c'); // Nothing else is sold meanwhile.
  await page.reload();
  await button(page, 'Ask again').click();
  await page.getByText('It is not known whether the sale was made.').waitFor();
  await until('the button has the focus', async () =>
    button(page, 'Ask again').evaluate((it) => it === document.activeElement));
  await press(page, 'Enter');
  await last(page).getByText('Booking 2').waitFor();
  assert.equal((await sales(show)).length, 1);
  await closePage(page);
});

test('seats that somebody else took meanwhile: named, and the next best are chosen', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  await page.routeWebSocket(/movieshow/, () => {}); // The page does not learn of it.
  await page.reload();
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor();
  await press(page, '2');
  await chosen(page).getByText(/^Best available: /).waitFor();
  const seats = (await chosen(page).innerText()).replace('Best available: ', '').split(', ');
  await cinema.operate('POST', `/api/movieshow/${show}/sell`, { seats, method: 'CASH' });
  await press(page, 'c');
  await page.getByRole('alert').getByText(`Nothing was sold. Not available: ${seats.join(', ')} (sold).`)
    .waitFor();
  await press(page, 'c');
  await last(page).getByText('in cash').waitFor();
  assert.equal((await soldOf(show)).length, 4);
  await closePage(page);
});

test('seats that go while they are chosen by hand are given up', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openCounter(show);
  await seat(page, 'A1').click();
  await seat(page, 'A2').click();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A1'] });
  await page.getByRole('alert').getByText('A1 went to somebody else.').waitFor();
  await chosen(page).getByText('Chosen: A2').waitFor();
  await closePage(page);
});

test('what cannot be sold is said: too few left, sales paused, a token without sell', async () => {
  const show = await cinema.openShow({ ...storyHall(), rows: [{ row: 'A', class: 'GOLD', seats: 3 }] });
  const page = await openCounter(show);
  const alert = page.locator('.sale-form').getByRole('alert');
  await press(page, 'c');
  await alert.getByText('Say how many first').waitFor();
  await press(page, '4');
  await alert.getByText('Only 3 seats are free.').waitFor();
  assert.equal(await chosen(page).innerText(), '');
  await press(page, 'Escape');
  await page.evaluate(([key, token]) => sessionStorage.setItem(key, token),
    ['boxoffice.operator.token', cinema.createToken('reader', 'read')]);
  await press(page, '1', 'c');
  await alert.getByText('The token needs the scope sell.').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/pause`);
  await page.getByText('Sales of this show are paused: nothing can be sold.').waitFor();
  assert.deepEqual(await soldOf(show), []);
  await closePage(page);
});

test('tickets: one with its code for each seat is printed, and nothing of the page', async () => {
  const show = await cinema.openShow(typed('Printed'));
  const page = await openCounter(show);
  await page.evaluate(() => {
    window.print = () => { window.printed = document.querySelectorAll('.print-sheet svg').length; };
  });
  await press(page, '2', 'c');
  await last(page).getByText('in cash').waitFor();
  await press(page, 'p');
  await until('two codes are printed', () => page.evaluate(() => window.printed === 2));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.paper-ticket').count(), 2);
  assert.ok(await page.locator('.paper-ticket').first().isVisible());
  assert.ok(!(await page.locator('main').isVisible()));
  assert.match(await page.locator('.paper-ticket').first().innerText(), /Printed[\s\S]*Seat \w+[\s\S]*Adult/);
  await closePage(page);
});

test('a sale names the token that made it', async () => {
  const show = await cinema.openShow(storyHall());
  const token = cinema.createToken('till-1', 'read,sell');
  const page = await openCounter(show);
  await page.evaluate((kept) => sessionStorage.setItem('boxoffice.operator.token', kept), token);
  await press(page, '1', 'c');
  await last(page).getByRole('link', { name: 'Open the booking' }).click();
  await page.getByLabel('Its story').getByText('by till-1').waitFor();
  assert.ok((await eventsOf(cinema, show)).some(({ data }) => data.by === 'token:till-1'));
  await closePage(page);
});

test('a show that is sold out says so, and suggests seats once there are some again', async () => {
  const { show, page, alert } = await openSmallCounter();
  const place = page.locator('[data-seat="A3"]');
  const [outside, sign] = await Promise.all([place, place.locator('.sign')].map((each) =>
    each.boundingBox()));
  assert.ok(sign.width > outside.width / 2, `a sign of ${sign.width} px in ${outside.width}`);
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A1', 'A2'] });
  await press(page, '2');
  await alert.getByText('No other seat is free. 1 wheelchair or companion place is free: '
    + 'choose them in the hall.').waitFor();
  assert.equal(await chosen(page).innerText(), '');
  await cinema.operate('POST', `/api/movieshow/${show}/sell`, { seats: ['A3'], method: 'CASH' });
  await page.getByText('This show is sold out: no seat is free.').first().waitFor();
  await press(page, 'Escape', '2');
  await alert.getByText('This show is sold out: no seat is free.').waitFor();
  assert.equal(await chosen(page).innerText(), '');
  await checkSound(page, 'a show that is sold out');
  await cinema.operate('POST', `/api/movieshow/${show}/unblock`, { seats: ['A1', 'A2'] });
  await chosen(page).getByText('Best available: A1, A2').waitFor();
  assert.equal(await page.getByText('sold out').filter({ visible: true }).count(), 0);
  await closePage(page);
});

test('a refusal that comes before the news of the seats is explained anew with them', async () => {
  const { show, page, alert } = await openSmallCounter();
  await page.route(/bestavailable/, (route) => route.fulfill({
    status: 409,
    contentType: 'application/problem+json',
    body: JSON.stringify({ status: 409, code: 'NOT_ENOUGH_SEATS' }),
  }));
  await press(page, '2');
  await alert.getByText('There are no 2 free seats any more.').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A1'] });
  await alert.getByText('Only 1 seat is free. 1 wheelchair or companion place is free').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2'] });
  await alert.getByText('No other seat is free. 1 wheelchair or companion place is free').waitFor();
  await seat(page, 'A1').click({ force: true }); // It is disabled for choosing.
  await alert.getByText('A1 is not free.').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A3'] });
  await page.locator('.map [data-seat="A3"][data-state="blocked"]').waitFor();
  assert.equal(await alert.innerText(), 'A1 is not free.');
  await closePage(page);
});

test('the list offers shows that can be sold, not those that are cancelled or over', async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const open = (movie, more) => cinema.openShow({ ...storyHall(movie), startsAt: soon, ...more });
  await open('On sale');
  const [cancelled, paused] = [await open('Called off'), await open('Paused')];
  await open('Begun', { startsAt: new Date(Date.now() - 60_000).toISOString() });
  await cinema.operate('POST', `/api/movieshow/${cancelled}/cancel`);
  await cinema.operate('POST', `/api/movieshow/${paused}/pause`);
  const page = await openOperator(browser, cinema, 'counter');
  const option = (movie) => page.locator('#show option').filter({ hasText: movie });
  await option('On sale').waitFor({ state: 'attached' });
  assert.equal(await option('Paused').count(), 1);
  assert.equal(await option('Called off').count() + await option('Begun').count(), 0);
  await closePage(page);
});
