// Without a mouse, and with a finger.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, fillMail, looks, openHall, says, seat, useCinema } from './customer.mjs';
import { until } from './until.mjs';

useCinema();

const focused = (page) =>
  page.evaluate(() => document.activeElement.dataset.seat ?? document.activeElement.textContent);

/** Presses Tab until the focus is where `holds` says. */
async function tabTo(page, holds) {
  for (let presses = 0; presses < 30; ++presses) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(holds)) return;
  }
  assert.fail(`Tab does not lead to ${holds}`);
}

test('keyboard: from the programme to a paid seat', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await page.goto(cinema.url);
  await page.locator('.showing').first().waitFor();
  await tabTo(page, `document.activeElement.hash === '#/show/${show}'`);
  await page.keyboard.press('Enter');
  await page.locator('.choice').waitFor();
  await tabTo(page, 'document.activeElement.dataset.seat !== undefined');
  for (const [key, id] of [
    ['ArrowRight', 'A2'],
    ['ArrowDown', 'B2'],
    ['End', 'B8'],
    ['ArrowRight', 'B8'],
    ['Home', 'B1'],
    ['ArrowLeft', 'B1'],
    ['ArrowUp', 'A1'],
    ['Control+End', 'D8'],
    ['ArrowDown', 'D8'],
    ['Control+Home', 'A1'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focused(page), id, `after ${key}`);
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  assert.equal(await seat(page, 'A2').getAttribute('aria-selected'), 'true');
  await tabTo(page, "document.activeElement.id === 'mail'");
  await page.keyboard.type('ada@example.org');
  await page.keyboard.press('Enter');
  await says(page, 'Confirmed');
  await tabTo(page, "document.activeElement.textContent.startsWith('Pay')");
  await page.keyboard.press('Enter');
  await says(page, 'Paid');
  await closePage(page);
});

test('keyboard: the focus is seen and stays where a person left it', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await tabTo(page, 'document.activeElement.dataset.seat !== undefined');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid');
  const at = await focused(page);
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: [at] });
  await looks(page, at, 'blocked');
  assert.equal(await focused(page), at);
  await page.keyboard.press('Enter');
  await until('it is said why not', async () =>
    /not for sale/.test(await page.locator('#announcer').textContent()),
  );
  await closePage(page);
});

test('keyboard: a sent booking leads to its ticket, a cancelled one to the seats', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await seat(page, 'A1').press('Enter');
  await fillMail(page);
  await page.keyboard.press('Enter');
  await says(page, 'Confirmed');
  assert.match(await focused(page), /Confirmed|Under review/);
  await page.getByRole('button', { name: 'Cancel booking' }).press('Enter');
  assert.equal(await focused(page), 'Yes, cancel');
  await page.keyboard.press('Enter');
  await says(page, 'cancelled');
  assert.match(await focused(page), /cancelled/);
  await page.getByRole('button', { name: 'Choose seats' }).press('Enter');
  assert.equal(await focused(page), 'Your seats');
  await closePage(page);
});

test('touch: a wide hall is scrolled within its card, and a bar leads to the form', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(hallOf(20, 25)));
  const box = await seat(page, 'A13').boundingBox();
  assert.ok(box.width >= 24 && box.height >= 24, `a seat of ${box.width} by ${box.height}`);
  await seat(page, 'A13').tap();
  await seat(page, 'A25').scrollIntoViewIfNeeded();
  await seat(page, 'A25').tap();
  await page.getByText('2 seats, ₹300.00').first().waitFor();
  await page.getByRole('button', { name: 'Continue' }).tap();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'mail');
  await page.keyboard.type('ada@example.org');
  await page.getByRole('button', { name: 'Book 2 seats' }).tap();
  await says(page, 'Confirmed');
  const ticket = await page.locator('.ticket h2').boundingBox();
  assert.ok(ticket.y >= 0 && ticket.y < phone.viewport.height, `the ticket is at ${ticket.y} px`);
  await closePage(page);
});

test('addresses: a ticket of no show is a booking that does not exist', async () => {
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/#/ticket/x.y`);
  await page.getByRole('heading', { name: 'There is no such booking' }).waitFor();
  await page.getByText('A booking that was found by mail needs the newest link.').waitFor();
  assert.equal(await page.getByText('There is no such show').count(), 0);
  await closePage(page);
});

test('addresses: those that name nothing lead to the programme', async () => {
  const page = await newPage(browser);
  for (const hash of ['#/show/', '#/show/%', '#/ticket/none', '#nothing']) {
    await page.goto(`${cinema.url}/${hash}`);
    await page.getByRole('heading', { name: 'Now on sale' }).waitFor();
  }
  await closePage(page);
});
