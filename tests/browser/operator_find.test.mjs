// Bookings on the operator's page: found by whatever is known of them, and what is done with them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wantedBy } from '../../web/operator/daily/search.js';
import { closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { agree, button, dialog, openOperator, seat } from './operator.mjs';
import { become, confirmed, paid, report, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const booked = (page, number) => page.getByRole('heading', { name: new RegExp(`^Booking ${number} `) });
const facts = (page) => page.getByLabel('The booking', { exact: true });
const story = (page) => page.getByLabel('Its story');

async function openFind(show, options) {
  const page = await openOperator(browser, cinema, show ? `find//${show}` : 'find', options);
  await until('the show is chosen', async () =>
    (await page.getByLabel('Show', { exact: true }).inputValue()) === (show ?? ''));
  return page;
}

async function find(page, text) {
  await page.getByRole('searchbox').fill(text);
  await page.keyboard.press('Enter');
}

async function openBooking(reqId, options) {
  const page = await openOperator(browser, cinema, `booking/${reqId}`, options);
  await facts(page).waitFor();
  return page;
}

test('search: what a text means follows from its form', () => {
  const check = '0123456789abcdef0123';
  assert.deepEqual(wantedBy(' ada@example.org ', 's'), { kind: 'mail', q: 'ada@example.org' });
  assert.deepEqual(wantedBy(`a-1-22-${check}`),
    { kind: 'reference', show: 'a-1', q: '22', reference: `a-1-22-${check}` });
  assert.deepEqual(wantedBy('a-1.x_-Y'), { kind: 'reqId', show: 'a-1', q: 'a-1.x_-Y' });
  assert.deepEqual(wantedBy('B7', 's'), { kind: 'in_show', show: 's', q: 'B7' });
  assert.deepEqual(wantedBy('7'), { kind: 'needs_show', q: '7' });
});

test('find: by number, seat, reference and reqId, the only one is opened at once', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId, reference } = await confirmed(cinema, show, ['A1', 'A2']);
  await confirmed(cinema, show, ['B1']);
  const page = await openFind(show);
  for (const text of [String(number), 'a2', reference, reqId]) {
    await page.goto(`${cinema.url}/operator#/find//${show}`);
    await page.getByRole('heading', { name: 'Find a booking' }).waitFor();
    await until('the show is chosen', async () =>
      (await page.getByLabel('Show', { exact: true }).inputValue()) === show);
    await find(page, text);
    await booked(page, number).waitFor();
    await facts(page).getByText(reference).waitFor();
  }
  await closePage(page);
});

test('find: by mail over all shows, as a list; unknown texts and shows are said', async () => {
  const [one, other] = [await cinema.openShow(storyHall('One')), await cinema.openShow(storyHall('Other'))];
  const mail = 'grace@example.org';
  for (const show of [one, other])
    await cinema.operate('POST', `/api/movieshow/${show}/sell`,
      { seats: ['A1'], method: 'CASH', userMail: mail });
  const page = await openFind();
  await find(page, mail);
  await page.getByText(`2 bookings found by ${mail}.`).waitFor();
  assert.equal(await page.getByRole('row').filter({ hasText: mail }).count(), 2);
  await find(page, 'nobody@example.org');
  await page.getByText('No booking is found by nobody@example.org.').waitFor();
  await find(page, '7');
  await page.getByText('Choose the show: 7 may be in many.').waitFor();
  await find(page, 'no-such-show.AAAAAAAAAAAAAAAAAAAAAA');
  await page.getByRole('alert').getByText('There is no show no-such-show.').waitFor();
  await closePage(page);
});

test('find: the show that was open last is the one that is searched', async () => {
  const show = await cinema.openShow(storyHall());
  const { number } = await confirmed(cinema, show, ['C3']);
  const page = await openOperator(browser, cinema, `show/${show}`);
  await page.getByRole('slider').waitFor();
  await page.getByRole('link', { name: 'Find', exact: true }).click();
  await until('the show is chosen', async () =>
    (await page.getByLabel('Show', { exact: true }).inputValue()) === show);
  await find(page, 'C3');
  await booked(page, number).waitFor();
  await closePage(page);
});

test('booking: its story says who did what, and it follows what happens', async () => {
  const show = await cinema.openShow(storyHall());
  const booking = await confirmed(cinema, show, ['A1', 'A2']);
  const page = await openBooking(booking.reqId);
  await story(page).getByText('nobody else asked').waitFor();
  await report(cinema, booking, 'SUCCESS');
  await story(page).getByText('paid ₹300.00').waitFor();
  const till = cinema.createToken('till-2', 'sell');
  await cinema.done('POST', `/api/ticket/${booking.reqId}/cancel`, { seats: ['A2'] },
    { Authorization: `Bearer ${till}` });
  await story(page).getByText('by till-2').waitFor();
  await facts(page).getByText('₹150.00 due, seats returned').waitFor();
  await report(cinema, booking, 'REFUNDED', { amount: { value: 15000, currency: 'INR' } });
  await facts(page).getByText(/^₹150\.00 paid back on /).waitFor();
  await closePage(page);
});

test('booking: its story and that of the show have the names of price types', async () => {
  const show = await cinema.openShow({ ...storyHall(), priceTypes: [
    { id: 'A', name: 'Adult', price: 0 }, { id: 'C', name: 'Child', price: -5000 }] });
  const { reqId } = await confirmed(cinema, show, ['A1', { seat: 'A2', type: 'C' }]);
  const page = await openBooking(reqId);
  await story(page).getByText(/asks for A1 \(Adult\), A2 \(Child\)$/).waitFor();
  await page.goto(`${cinema.url}/operator#/show/${show}`);
  await page.getByRole('option', { name: /asks for A1 \(Adult\), A2 \(Child\)/ }).click();
  await page.getByRole('heading', { name: /asks for A1 \(Adult\), A2 \(Child\)$/ }).waitFor();
  await closePage(page);
});

test('booking: moved to seats that are chosen in the hall', async () => {
  const show = await cinema.openShow(storyHall());
  const { reqId } = await paid(cinema, show, ['A1', 'A2']);
  await paid(cinema, show, ['B1']);
  const page = await openBooking(reqId);
  await button(page, 'Move…').click();
  const panel = page.getByLabel('Move the booking');
  await panel.getByText('The booking has A1, A2.').waitFor();
  await seat(page, 'C1').click();
  await panel.getByText('Give up a seat first.').waitFor();
  await seat(page, 'A2').click();
  await seat(page, 'B1').click();
  await panel.getByText('B1 is not free.').waitFor();
  await seat(page, 'C2').click();
  await button(panel, 'Move to C2…').click();
  await agree(page, 'Move to C2');
  await story(page).getByText('moved from A1, A2 to A1, C2').waitFor();
  assert.deepEqual((await cinema.booking(reqId)).seats, ['A1', 'C2']);
  assert.equal(await panel.count(), 0);
  await closePage(page);
});

test('booking: some of its seats are returned by keyboard, or all of it is cancelled', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId } = await paid(cinema, show, ['A1', 'A2', 'A3']);
  const page = await openBooking(reqId);
  await button(page, 'Return seats…').focus();
  await page.keyboard.press('Enter');
  await until('the first seat has the focus', () => page.evaluate(() => document.activeElement.value === 'A1'));
  await page.keyboard.press('Space');
  await page.getByText('1 seat, sold at ₹150.00.').waitFor();
  await button(page, 'Return…').click();
  await dialog(page).getByText('A refund of ₹150.00 will be due.').waitFor();
  await agree(page, 'Return A1');
  await story(page).getByText('returned A1').waitFor();
  await button(page, 'Cancel…').click();
  await dialog(page).getByText('A refund of ₹300.00 will be due.').waitFor();
  await agree(page, `Cancel booking ${number}`);
  await page.getByRole('heading', { name: `Booking ${number} Cancelled` }).waitFor();
  await closePage(page);
});

test('booking: only what applies to it is offered', async () => {
  const show = await cinema.openShow(storyHall());
  const offers = async (reqId) => {
    const page = await openBooking(reqId);
    const names = await facts(page).getByRole('button').allInnerTexts();
    await closePage(page);
    return names;
  };
  const open = await confirmed(cinema, show, ['A1', 'A2']);
  assert.deepEqual(await offers(open.reqId), ['Move…', 'Return seats…', 'Cancel…']);
  const { reqId } = await paid(cinema, show, ['B1']);
  assert.deepEqual(await offers(reqId), ['Print tickets', 'Move…', 'Cancel…'], 'one seat is all of it');
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`);
  await become(cinema, reqId, 'CANCELLED');
  assert.deepEqual(await offers(reqId), []);
});

test('booking: one that does not exist, and a server that is away', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openOperator(browser, cinema, `booking/${show}.AAAAAAAAAAAAAAAAAAAAAA`, phone);
  await page.locator('.booking').getByRole('alert').getByText(/booking/i).waitFor();
  const { reqId } = await paid(cinema, show, ['A1']);
  await page.goto(`${cinema.url}/operator#/booking/${reqId}`);
  await facts(page).waitFor();
  await cinema.stop();
  await page.getByRole('alert').getByText('The server does not respond. Trying again.').waitFor();
  await cinema.start();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await closePage(page);
});

test('find: the way back from a result leads to the show that was chosen', async () => {
  const show = await cinema.openShow(
    { ...storyHall('Chosen'), startsAt: new Date(Date.now() + 3_600_000).toISOString() });
  const { number } = await confirmed(cinema, show, ['C4']);
  const page = await openOperator(browser, cinema, 'find/4711/');
  const picker = page.getByLabel('Show', { exact: true });
  await page.getByText('Choose the show: 4711 may be in many.').waitFor();
  await picker.locator(`option[value="${show}"]`).waitFor({ state: 'attached' });
  await picker.selectOption(show);
  await find(page, 'C4');
  await booked(page, number).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Find a booking' }).waitFor();
  await until('the show is chosen', async () => (await picker.inputValue()) === show);
  await closePage(page);
});

test('booking: a panel is closed when what it offers is no longer possible', async () => {
  const show = await cinema.openShow(storyHall());
  const { reqId } = await paid(cinema, show, ['A1', 'A2', 'A3']);
  const page = await openBooking(reqId);
  const [returns, move] = ['Return seats', 'Move the booking'].map((name) =>
    page.getByLabel(name, { exact: true }));
  await button(page, 'Return seats…').click();
  await returns.getByLabel(/^A1/).check();
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`, { seats: ['A1'] });
  await returns.waitFor({ state: 'detached' });
  await page.locator('#said').getByText('The booking is paid now, with A2, A3.').waitFor();
  await button(page, 'Move…').click();
  await move.getByText('The booking has A2, A3.').waitFor();
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`);
  await move.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: /cancelled$/i }).waitFor();
  await closePage(page);
});

test('booking: the buttons of a move are as tall as others', async () => {
  const show = await cinema.openShow(storyHall());
  const { reqId } = await paid(cinema, show, ['A1']);
  const page = await openBooking(reqId, { viewport: { width: 1280, height: 900 } });
  await button(page, 'Move…').click();
  await page.getByText('The booking has A1.').waitFor();
  const heights = await page.locator('.panel .buttons .button').evaluateAll((all) =>
    all.map((each) => each.getBoundingClientRect().height));
  const { height } = await button(page, 'Cancel…').boundingBox();
  assert.deepEqual(heights, [height, height]);
  await closePage(page);
});
