// The ticket of a paid booking: its codes, prices, calendar file and print, and what it says about
// seats that were moved or returned.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import {
  book, browser, choose, cinema, fillMail, openHall, openTicket, reqIdOf, says, useCinema,
} from './customer.mjs';
import { until } from './until.mjs';

useCinema();

const codes = (page) => page.getByRole('img', { name: /^Code of / });
const notes = (page) => page.locator('.ticket-notes');

function pricedHall() {
  return {
    ...hallOf(2, 16),
    priceTypes: [
      { id: 'ADULT', name: 'Adult', price: 0 },
      { id: 'CHILD', name: 'Child', price: -5000 },
    ],
  };
}

async function paid(seats, body) {
  const show = await cinema.openShow(body);
  const reqId = await cinema.book(show, seats);
  await until('it is confirmed', async () => (await cinema.booking(reqId)).status === 'CONFIRMED');
  await cinema.pay(reqId);
  return reqId;
}

/** How many pages of paper the page takes. */
async function printed(page) {
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g).length;
}

test('ticket: after the payment each seat has a code that the gate admits once', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(pricedHall()));
  await choose(page, ['A1', 'A2']);
  await page.getByLabel('Price of A2').selectOption('CHILD');
  await fillMail(page);
  await page.locator('.choice').getByRole('button', { name: /^Book/ }).tap();
  await says(page, 'Confirmed');
  assert.equal(await codes(page).count(), 0);
  await page.getByRole('button', { name: 'Pay ₹250.00' }).tap();
  await codes(page).nth(1).waitFor();
  await page.locator('.codes li', { hasText: 'A2 (Child)' }).waitFor();
  assert.deepEqual(await page.locator('.price-lines li').allTextContents(), [
    '1 × Adult, ₹150.00', '1 × Child, ₹100.00', 'Total ₹250.00',
  ]);
  const { reference } = await cinema.booking(reqIdOf(page));
  await page.locator('.facts', { hasText: reference }).waitFor();
  const shown = await codes(page).first().locator('path').nth(1).getAttribute('d');
  const path = `/api/ticket/${reqIdOf(page)}/codes`;
  const image = await (await fetch(`${cinema.url}${path}/A1.svg`)).text();
  assert.ok(image.includes(shown));
  await checkFits(page, 'a ticket with codes');
  await checkAccessible(page, 'a ticket with codes');
  await closePage(page);
});

test('ticket: its calendar file has the show and can be reached by keyboard', async () => {
  const reqId = await paid(['A1']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  const link = page.getByRole('link', { name: 'Add to calendar' });
  await link.focus();
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.keyboard.press('Enter'),
  ]);
  assert.match(download.suggestedFilename(), /^show-\d+-\d+\.ics$/);
  const text = await (await fetch(`${cinema.url}/api/ticket/${reqId}/calendar.ics`)).text();
  assert.match(text, /SUMMARY:Pyaasa/);
  await closePage(page);
});

test('ticket: a code that cannot be loaded is loaded later', async () => {
  const reqId = await paid(['A1']);
  const page = await newPage(browser);
  let refused = 0;
  await page.route('**/codes/*.svg', (route) => {
    refused += 1;
    return refused > 1 ? route.continue() : route.fulfill({
      status: 503,
      headers: { 'Retry-After': '1' },
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'OVERLOADED', status: 503, title: 'Server overloaded' }),
    });
  });
  await openTicket(page, cinema, reqId);
  await page.getByText('The codes could not be loaded. The server is very busy').waitFor();
  await codes(page).first().waitFor();
  assert.equal(await page.getByText('The codes could not be loaded').isVisible(), false);
  await closePage(page);
});

test('ticket: seats that were moved or returned are said, with the money, and have new codes', async () => {
  const reqId = await paid(['A1', 'A2']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await codes(page).nth(1).waitFor();
  assert.equal(await notes(page).locator('p').count(), 0);
  await cinema.operate('POST', `/api/ticket/${reqId}/move`, { seats: ['B1', 'A2'] });
  await notes(page).getByText('The cinema moved your seats: A1 became B1.').waitFor();
  await page.getByRole('img', { name: 'Code of B1' }).waitFor();
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`, { seats: ['A2'] });
  await notes(page).getByText('A2 was taken out of this booking.').waitFor();
  await notes(page).getByText('₹150.00 is on its way back to you.').waitFor();
  await until('one code is left', async () => (await codes(page).count()) === 1);
  await checkAccessible(page, 'a ticket that was changed');
  // Another browser has not seen it happen.
  const other = await newPage(browser, phone);
  await openTicket(other, cinema, reqId);
  await notes(other).getByText('A1 became B1.').waitFor();
  await checkFits(other, 'a ticket that was changed');
  await closePage(other);
  await closePage(page);
});

test('ticket: a paid booking that the cinema cancels says where the money is', async () => {
  const reqId = await paid(['A1']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'Paid');
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`);
  await says(page, 'This booking is cancelled');
  await notes(page).getByText('₹150.00 is on its way back to you.').waitFor();
  assert.equal(await codes(page).count(), 0);
  await closePage(page);
});

test('ticket: a paid one does not say that its address can pay or cancel it', async () => {
  const reqId = await paid(['A1'], { ...hallOf(2, 8), runningTime: 153 });
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'Paid');
  const words = await page.locator('.ticket-secret').innerText();
  assert.match(words, /Whoever has it can see the booking and use its codes\.$/);
  // The length of the film is written as in the programme.
  await page.locator('.facts dd', { hasText: /^2 h 33 min$/ }).waitFor();
  await closePage(page);
});

for (const count of [1, 10])
  test(`print: a booking of ${count} is one page with nothing but the ticket`, async () => {
    const seats = Array.from({ length: count }, (_, at) => `A${at + 1}`);
    const reqId = await paid(seats, pricedHall());
    const page = await newPage(browser, { colorScheme: 'dark' });
    await openTicket(page, cinema, reqId);
    await codes(page).nth(count - 1).waitFor();
    await checkFits(page, `a ticket with ${count} codes`);
    await checkAccessible(page, `a ticket with ${count} codes`, ['dark']);
    const { height } = await page.locator('.codes').boundingBox();
    assert.ok(height < 500, `the codes are ${height} px high`);
    assert.equal(await printed(page), 1);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const gone of ['.top', '.show-head', '.hall-card', '.why', '.ticket-keep', '#foot'])
      assert.equal(await page.locator(gone).isVisible(), false, gone);
    assert.equal(await codes(page).nth(count - 1).isVisible(), true);
    // The heading is not printed: what is to be shown is named.
    assert.match(await page.locator('.ticket-codes > p').first().innerText(), /^Show the codes at/);
    const looks = await page.locator('.ticket .facts dd').first().evaluate((shown) => {
      const { color } = getComputedStyle(shown);
      return [color, getComputedStyle(shown.closest('.ticket')).backgroundColor];
    });
    assert.deepEqual(looks, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await closePage(page);
  });

test('print: a keyboard or a touch prints, by the button of the ticket', async () => {
  const reqId = await paid(['A1']);
  const page = await newPage(browser, phone);
  await page.addInitScript(() => {
    globalThis.prints = 0;
    globalThis.print = () => { globalThis.prints += 1; };
  });
  await openTicket(page, cinema, reqId);
  const button = page.getByRole('button', { name: 'Print' });
  await button.tap();
  await button.press('Enter');
  assert.equal(await page.evaluate(() => globalThis.prints), 2);
  await closePage(page);
});

for (const [locale, title, code] of [
  ['de-DE', 'Bezahlt. Viel Vergnügen!', 'Code für A1'],
  ['hi-IN', 'भुगतान हो गया। शो का आनंद लें!', 'A1 का कोड'],
])
  test(`ticket: it speaks the language of the browser, ${locale}, and fits a phone`, async () => {
    const reqId = await paid(['A1', 'A2']);
    const page = await newPage(browser, { ...phone, locale });
    await openTicket(page, cinema, reqId);
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByRole('img', { name: code }).waitFor();
    await checkFits(page, 'the ticket');
    await checkAccessible(page, 'the ticket', ['light']);
    await closePage(page);
  });

test('language: an unpaid booking stays in another one, and is paid there', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1', 'A2']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await page.getByLabel('Language').selectOption('de');
  await says(page, 'Bestätigt');
  assert.equal(reqIdOf(page), reqId);
  await page.getByRole('timer').filter({ hasText: /\d:\d\d/ }).waitFor();
  await page.locator('[data-seat="A2"][data-mark="mine"]').waitFor();
  await page.getByRole('button', { name: /bezahlen$/ }).tap();
  await says(page, 'Bezahlt');
  await page.getByRole('img', { name: 'Code für A2' }).waitFor();
  await closePage(page);
});

test('language: the seats, their price types and the mail address stay in another one', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow(pricedHall()));
  await page.getByLabel('Seats together').selectOption('3');
  await choose(page, ['A1', 'A2']);
  await page.getByLabel('Price of A2').selectOption('CHILD');
  await fillMail(page, 'ada@');
  await page.getByLabel('Language').selectOption('hi');
  await page.locator('.choice .total', { hasText: '2 सीटें' }).waitFor();
  assert.equal(await page.locator('#mail').inputValue(), 'ada@');
  assert.equal(await page.locator('[data-line="A2"] select').inputValue(), 'CHILD');
  assert.equal(await page.locator('#together').inputValue(), '3');
  await closePage(page);
});

test('ticket: an answer that comes after it was left does not hold the page', async () => {
  const reqId = await cinema.book(await cinema.openShow(), ['A1']);
  await until('it is confirmed', async () => (await cinema.booking(reqId)).status === 'CONFIRMED');
  const page = await newPage(browser);
  await page.addInitScript(() => { // Nothing is pushed: the ticket asks for its booking.
    const Socket = globalThis.WebSocket;
    globalThis.WebSocket = class extends Socket {
      constructor(url, protocols) {
        super(`${location.origin.replace('http', 'ws')}/`, protocols);
      }
    };
  });
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const requested = page.waitForRequest(`**/api/ticket/${reqId}`);
  await page.route(`**/api/ticket/${reqId}`, async (route) => {
    await held;
    return route.continue();
  });
  await openTicket(page, cinema, reqId);
  await requested;
  await page.getByRole('link', { name: 'All shows' }).first().click();
  await page.getByRole('heading', { name: 'Now on sale' }).waitFor();
  const answered = page.waitForResponse(`**/api/ticket/${reqId}`);
  release();
  await (await answered).finished();
  await page.evaluate(() => new Promise((later) => requestAnimationFrame(later)));
  assert.equal(await page.evaluate(() =>
    dispatchEvent(new Event('beforeunload', { cancelable: true }))), true);
  await closePage(page);
});
