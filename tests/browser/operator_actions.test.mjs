// The operator's commands on the operator's page, and their confirmations.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { agree, button, dialog, openShow, seat, seatsShown } from './operator.mjs';
import { confirmed, paid, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const statusOf = async (show) => (await cinema.done('GET', `/api/movieshow/${show}`)).status;

test('sales: paused and resumed after a confirmation; backing out changes nothing', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  await button(page, 'Pause sales…').click();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await button(page, 'Pause sales…').click();
  await agree(page, 'Back');
  assert.equal(await statusOf(show), 'OPEN');
  await button(page, 'Pause sales…').click();
  await agree(page, 'Pause sales');
  await page.getByText('Sales are paused.').waitFor();
  await page.getByRole('heading', { name: 'The Third Man Paused' }).waitFor();
  assert.equal(await statusOf(show), 'PAUSED');
  await button(page, 'Resume sales…').click();
  await agree(page, 'Resume sales');
  await button(page, 'Pause sales…').waitFor();
  assert.equal(await statusOf(show), 'OPEN');
  await closePage(page);
});

test('sales: a question does not outlive its show on the page', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  await button(page, 'Pause sales…').click();
  await page.evaluate(() => { location.hash = '#/'; });
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  assert.equal(await statusOf(show), 'OPEN');
  await closePage(page);
});

test('seats: blocked and unblocked; those in use are named and nothing is blocked', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  for (const id of ['A1', 'A2', 'A3']) await seat(page, id).click();
  await page.getByText('3 seats chosen: A1, A2, A3.').waitFor();
  await button(page, 'Block…').click();
  await paid(cinema, show, ['A1']); // while the question is open
  await agree(page, 'Block');
  await dialog(page).getByText('Nothing was changed. Not available: A1 (sold).').waitFor();
  await page.keyboard.press('Escape');
  assert.equal((await cinema.seats(show)).A2, 'available');
  await seat(page, 'A1').click();
  await button(page, 'Block…').click();
  await agree(page, 'Block');
  await page.locator('#said').getByText('Blocked A2, A3.').waitFor();
  assert.equal((await seatsShown(page)).A3, 'blocked');
  assert.equal((await cinema.seats(show)).A3, 'blocked');
  await seat(page, 'A3').click();
  await button(page, 'Unblock…').click();
  await agree(page, 'Unblock');
  await page.locator('#said').getByText('Unblocked A3.').waitFor();
  assert.equal((await cinema.seats(show)).A3, 'available');
  await closePage(page);
});

test('booking: a chosen seat leads to it, and it is cancelled with its refund', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId } = await paid(cinema, show, ['E1', 'E2']);
  const page = await openShow(browser, cinema, show);
  await seat(page, 'E1').click();
  await button(page, `Booking ${number}, paid`).click();
  await button(page, `Cancel booking ${number}…`).click();
  await dialog(page).getByText('A refund of ₹400.00 will be due.').waitFor();
  await agree(page, `Cancel booking ${number}`);
  await page.getByText(`Booking ${number} is cancelled.`).waitFor();
  assert.equal((await seatsShown(page)).E1, 'available');
  const { refunds } = await cinema.operate('GET', '/api/refund');
  assert.ok(refunds.some((refund) => refund.reqId === reqId));
  await closePage(page);
});

test('booking: one that has ended meanwhile is refused in the dialog', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId } = await confirmed(cinema, show, ['E1']);
  const page = await openShow(browser, cinema, show);
  await button(page, `Cancel booking ${number}…`).click();
  await cinema.done('DELETE', `/api/ticket/${reqId}`);
  await agree(page, `Cancel booking ${number}`);
  await until('the outcome is shown', async () =>
    (await dialog(page).getByRole('alert').innerText()).length !== 0);
  await agree(page, 'Back');
  await closePage(page);
});

test('show: it is cancelled only after its id was typed', async () => {
  const show = await cinema.openShow(storyHall());
  await paid(cinema, show, ['A1']);
  const page = await openShow(browser, cinema, show);
  await button(page, 'Cancel show…').click();
  const act = button(dialog(page), 'Cancel the show');
  assert.ok(await act.isDisabled());
  await dialog(page).getByRole('textbox').fill(`${show}x`);
  assert.ok(await act.isDisabled());
  await dialog(page).getByRole('textbox').fill(show);
  await act.click();
  await page.getByText('The show is cancelled.').waitFor();
  assert.equal(await statusOf(show), 'CANCELLED');
  assert.deepEqual(await seatsShown(page), await cinema.seats(show));
  assert.equal(await button(page, 'Cancel show…').count(), 0);
  await closePage(page);
});
