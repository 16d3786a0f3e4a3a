// The bookings of a browser: found again from every page until they end.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import {
  book, browser, cinema, openHall, openTicket, reqIdOf, says, useCinema,
} from './customer.mjs';
import { until } from './until.mjs';

useCinema();

const link = (page) => page.locator('#bookings');

/** Waits for the link to say so many, with a countdown if one is to be paid. */
async function linkSays(page, count, counting = true) {
  const wanted = `Your bookings \\(${count}\\)${counting ? ' · \\d+:\\d\\d' : '$'}`;
  await page.locator('#bookings', { hasText: new RegExp(wanted) }).waitFor();
}

test('bookings: one that was left is found again and paid', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  assert.equal(await link(page).isVisible(), false);
  await book(page, ['A1', 'A2']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await page.getByRole('link', { name: 'All shows' }).click();
  await linkSays(page, 1);
  await page.locator(`a[href="#/show/${show}"]`).click();
  await page.locator('.choice').waitFor();
  await linkSays(page, 1);
  await page.reload();
  await linkSays(page, 1);
  await link(page).click();
  await says(page, 'Confirmed');
  assert.equal(reqIdOf(page), reqId);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await says(page, 'Paid');
  await linkSays(page, 1, false);
  await closePage(page);
});

test('bookings: one that was left under review counts down once it is confirmed', async () => {
  const slow = await Cinema.open({ 'review.interval': '2s' });
  const show = await slow.openShow();
  const page = await newPage(browser);
  await openHall(page, slow, show);
  await book(page, ['A1']);
  await page.locator('.ticket').waitFor();
  await page.getByRole('link', { name: 'All shows' }).click();
  await linkSays(page, 1);
  await closePage(page);
  await slow.close();
});

test('bookings: several are listed, each with its own time, and accessible', async () => {
  const page = await newPage(browser, phone);
  for (const id of ['A1', 'B1']) {
    await page.goto(`${cinema.url}/#/`);
    await openHall(page, cinema, await cinema.openShow());
    await book(page, [id]);
    await says(page, 'Confirmed');
  }
  const latest = reqIdOf(page);
  await linkSays(page, 2);
  await link(page).click();
  await page.getByRole('heading', { level: 1, name: 'Your bookings' }).waitFor();
  assert.equal(await page.locator('.booking-card').count(), 2);
  await page.locator('.booking-card', { hasText: /To be paid: \d:\d\d left/ }).first().waitFor();
  await checkFits(page, 'the list of bookings');
  await checkAccessible(page, 'the list of bookings');
  // The latest stands first, unless another one is to be paid.
  await page.locator('.booking-card').first().filter({ hasText: 'B1' }).waitFor();
  await cinema.pay(latest);
  await page.reload();
  await page.locator('.booking-card').first().filter({ hasText: 'A1' }).waitFor();
  await page.locator('.booking-card', { hasText: 'B1' }).getByText('Paid', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Remove from this list: B1 / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await linkSays(page, 1);
  assert.equal(await page.locator('.booking-card').count(), 1);
  await page.locator('.booking-card').getByRole('link', { name: 'Pay' }).click();
  await says(page, 'Confirmed');
  await closePage(page);
});

test('bookings: one is removed from the list after a question, by the keyboard too', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await page.goto(`${cinema.url}/#/bookings`);
  const remove = page.getByRole('button', { name: /^Remove from this list/ });
  const question = page.getByRole('dialog', { name: 'Remove it from this list?' });
  await remove.press('Enter');
  await question.getByText('is not cancelled by this').waitFor();
  await checkFits(page, 'the question before a booking is removed');
  await checkAccessible(page, 'the question before a booking is removed');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  assert.ok(await remove.evaluate((each) => each === document.activeElement));
  await cinema.pay(reqId);
  await page.reload();
  await page.locator('.booking-card').getByText('Paid', { exact: true }).waitFor();
  await remove.press('Enter');
  await question.getByText('stays paid').waitFor();
  await page.keyboard.press('Enter'); // The focus is on the button that keeps it.
  await question.waitFor({ state: 'detached' });
  await linkSays(page, 1, false);
  await remove.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('There are no bookings in this browser.').waitFor();
  await question.waitFor({ state: 'detached' });
  const title = page.getByRole('heading', { level: 1, name: 'Your bookings' });
  assert.ok(await title.evaluate((each) => each === document.activeElement));
  await closePage(page);
});

test('bookings: the question about one that is left is closed, and the next view has the focus', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  await page.evaluate(() => { location.hash = '#/bookings'; });
  await page.getByRole('button', { name: /^Remove from this list/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.goBack();
  await says(page, 'Confirmed');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  await linkSays(page, 1);
  await closePage(page);
});

test('bookings: one that ends is removed, on every page', async () => {
  const hasty = await Cinema.open({ 'payment.window': '6s' });
  const page = await newPage(browser);
  await openHall(page, hasty, await hasty.openShow());
  await book(page, ['A1']);
  await page.locator('.ticket').waitFor();
  await page.getByRole('link', { name: 'All shows' }).click();
  await linkSays(page, 1);
  await link(page).waitFor({ state: 'hidden' });
  await until('it is forgotten', () =>
    page.evaluate(() => localStorage.getItem('bookings') === '[]'));
  await closePage(page);
  await hasty.close();
});

test('bookings: a ticket of someone else that is looked at is not kept', async () => {
  const reqId = await cinema.book(await cinema.openShow(), ['A1']);
  const page = await newPage(browser);
  await openTicket(page, cinema, reqId);
  await says(page, 'Confirmed');
  assert.equal(await link(page).isVisible(), false);
  assert.equal(await page.evaluate(() => localStorage.getItem('bookings')), null);
  await closePage(page);
});

test('bookings: a second tab counts down too, also when the first one is closed early', async () => {
  const slow = await Cinema.open({ 'review.interval': '3s' });
  const page = await newPage(browser);
  await openHall(page, slow, await slow.openShow());
  const tab = await page.context().newPage();
  await tab.goto(slow.url);
  await book(page, ['A1']);
  await linkSays(tab, 1, false);
  await page.close();
  await linkSays(tab, 1);
  await tab.reload();
  await linkSays(tab, 1);
  await tab.close();
  await closePage(page);
  await slow.close();
});

test('bookings: the time left is that of the server, whatever the clock of the browser', async () => {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  });
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  await page.getByRole('link', { name: 'All shows' }).click();
  await page.reload();
  await until('minutes are left', async () =>
    /· [12]:\d\d$/.test(await link(page).textContent()));
  await closePage(page);
});

test('bookings: its words are those of the reader, in German and in Hindi', async () => {
  for (const [locale, words] of [['de-DE', /^Ihre Buchungen \(1\) · \d:\d\d$/],
    ['hi-IN', /^आपकी बुकिंग \(1\) · \d:\d\d$/]]) {
    const page = await newPage(browser, { ...phone, locale });
    const reqId = await cinema.book(await cinema.openShow(), ['A1']);
    await page.goto(cinema.url);
    await page.evaluate((kept) => localStorage.setItem('bookings', JSON.stringify([kept])),
      { reqId, show: 'x', movie: 'Pyaasa', seats: ['A1'], status: 'IN_REVIEW' });
    await page.reload();
    await until('it counts', async () => words.test(await link(page).textContent()));
    await page.goto(`${cinema.url}/#/bookings`);
    await page.locator('.booking-card').waitFor();
    await checkFits(page, 'the list of bookings');
    await checkAccessible(page, 'the list of bookings', ['light']);
    await closePage(page);
  }
});
