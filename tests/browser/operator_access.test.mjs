// Access to the operator's page, its lists, and its accessibility.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import {
  agree, button, dialog, field, openOperator, openShow, seat, seatsShown, slideTo, slider,
} from './operator.mjs';
import { confirmed, contest, paid, report, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const heading = (page, name) => page.getByRole('heading', { name, exact: true });

test('token: required, refused if wrong, kept over a reload and lost with the tab', async () => {
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/operator`);
  await field(page).fill('wrong');
  await button(page, 'Open').click();
  await page.getByText('The server does not accept this token.').waitFor();
  await field(page).fill(cinema.token);
  await page.keyboard.press('Enter');
  await heading(page, 'Today').waitFor();
  await page.reload();
  await heading(page, 'Today').waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
  const other = await page.context().newPage();
  await other.goto(`${cinema.url}/operator`);
  await field(other).waitFor();
  await closePage(page);
});

test('token: required again after logging out, and once the server no longer accepts it', async () => {
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/operator`);
  await field(page).fill(cinema.token);
  await button(page, 'Open').click();
  await button(page, 'Log out').click();
  await field(page).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.evaluate(() => sessionStorage.setItem('boxoffice.operator.token', 'of yesterday'));
  await page.goto(`${cinema.url}/operator#/refunds`);
  await page.getByText('The server no longer accepts this token.').waitFor();
  await field(page).fill(cinema.token);
  await button(page, 'Open').click();
  await heading(page, 'Refunds due').waitFor();
  await closePage(page);
});

test('header: the link of the open page is marked and in view, also on a phone', async () => {
  const page = await openOperator(browser, cinema, 'refunds', phone);
  await heading(page, 'Refunds due').waitFor();
  const link = page.getByRole('link', { name: 'Refunds due' });
  assert.equal(await link.getAttribute('aria-current'), 'page');
  const { x, width } = await link.boundingBox();
  assert.ok(x >= 0 && x + width <= phone.viewport.width, `from ${x} px, ${width} px wide`);
  assert.equal(await page.locator('[aria-current]').count(), 1);
  await closePage(page);
});

test('settings: a server that is busy at first is asked again', async () => {
  const startsAt = new Date().toISOString();
  const show = await cinema.openShow({ ...storyHall('Busy at first'), startsAt });
  await cinema.operate('POST', `/api/movieshow/${show}/pause`);
  const page = await newPage(browser);
  let refusals = 2;
  await page.route('**/api/settings', (route) => (refusals-- <= 0 ? route.continue()
    : route.fulfill({ status: 503, contentType: 'application/problem+json',
      body: JSON.stringify({ status: 503, code: 'OVERLOADED', detail: 'The server is busy.' }) })));
  await page.addInitScript((kept) => sessionStorage.setItem('boxoffice.operator.token', kept),
    cinema.token);
  await page.goto(`${cinema.url}/operator`);
  await page.getByRole('alert').getByText('The server is busy. Trying again.').waitFor();
  await page.getByRole('row', { name: 'Busy at first' }).getByText('₹0.00').waitFor();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await closePage(page);
});

test('token: one without read is refused, one that may only read shows everything', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/operator#/show/${show}`);
  await field(page).fill(cinema.createToken('gate', 'admit'));
  await button(page, 'Open').click();
  await page.getByText('This page needs a token with the scope read.').waitFor();
  await field(page).fill(cinema.createToken('reader', 'read'));
  await button(page, 'Open').click();
  await slider(page).waitFor();
  await page.reload();
  await slider(page).waitFor();
  await closePage(page);
});

test('shows: each with its seats by state and the money of its paid bookings', async () => {
  const show = await cinema.openShow({ ...storyHall('Vertigo'), currency: 'EUR' });
  const operate = (verb, body) => cinema.operate('POST', `/api/movieshow/${show}/${verb}`, body);
  await operate('block', { seats: ['F1'] });
  await paid(cinema, show, ['A1', 'A2', 'E1']);
  await confirmed(cinema, show, ['B1', 'B2']);
  await operate('pause');
  const page = await openOperator(browser, cinema, 'shows');
  const row = page.getByRole('row', { name: 'Vertigo' });
  await row.getByText('€500.00').waitFor();
  const cells = await row.getByRole('cell').allInnerTexts();
  assert.deepEqual(cells.slice(1), ['Paused', '3', '2', '0', '54', '€500.00']);
  await operate('resume');
  await row.getByText('Open').waitFor();
  await closePage(page);
});

test('shows: revenue is what was paid, whatever the seats cost now', async () => {
  const show = await cinema.openShow({ ...storyHall('M'), startsAt: '2099-12-25T18:30:00Z' });
  await paid(cinema, show, ['E1', 'E2']);
  await cinema.operate('PATCH', `/api/movieshow/${show}`, { price: 90000 });
  const page = await openOperator(browser, cinema, 'shows');
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="#/show/${show}"]`) });
  await row.getByText('₹400.00', { exact: true }).waitFor();
  await closePage(page);
});

test('shows: more than fit on a page', async () => {
  const many = Array.from({ length: 30 }, (_, i) =>
    ({ id: `many-${i}`, ...storyHall(`Many ${i}`) }));
  await cinema.operate('POST', '/api/movieshow', many);
  await cinema.operate('PUT', '/api/movieshow/zz', storyHall('The last one'));
  const page = await openOperator(browser, cinema, 'shows');
  const link = (name) => page.getByRole('link', { name, exact: true });
  await link('Many 0').waitFor();
  assert.equal(await page.getByRole('row').count(), 26);
  await button(page, 'Next page').click();
  await link('The last one').waitFor();
  await button(page, 'Previous page').click();
  await link('Many 0').waitFor();
  await closePage(page);
});

test('refunds: those due, with the way to the booking', async () => {
  const show = await cinema.openShow(storyHall());
  const booking = await confirmed(cinema, show, ['A1']);
  await report(cinema, booking, 'SUCCESS', { amount: { value: 1, currency: 'INR' } });
  const page = await openOperator(browser, cinema, 'refunds');
  const row = page.getByRole('row', { name: `pay-${booking.number}` });
  await row.getByText('wrong amount').waitFor();
  await row.getByRole('link', { name: show }).click();
  await page.getByText(`Refund of ₹0.01 due to booking ${booking.number}`).first().waitFor();
  await closePage(page);
});

/** Presses Tab until the wanted element has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 60; ++presses) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`not reached by Tab: ${locator}`);
}

test('keyboard: in, to a show, through its history, a seat blocked', async () => {
  const show = await cinema.openShow(storyHall());
  await confirmed(cinema, show, ['A1']);
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/operator#/show/${show}`);
  await field(page).waitFor();
  await page.keyboard.type(cinema.token);
  await page.keyboard.press('Enter');
  await slider(page).waitFor();
  await tabTo(page, slider(page));
  await page.keyboard.press('Home');
  assert.equal(await slider(page).inputValue(), '1');
  await page.keyboard.press('ArrowRight');
  assert.equal((await seatsShown(page)).A1, 'in_review');
  await tabTo(page, button(page, 'Next event'));
  await page.keyboard.press('Enter');
  assert.equal((await seatsShown(page)).A1, 'held');
  assert.equal(await page.locator('.live').getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, 'Next contest'));
  await page.keyboard.press('Enter');
  assert.equal(await slider(page).inputValue(), '3', 'there is nothing further on');
  await tabTo(page, seat(page, 'A1'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByText('1 seat chosen: B2.').waitFor();
  await tabTo(page, button(page, 'Block…'));
  await page.keyboard.press('Enter');
  for (let presses = 0; presses < 6; ++presses) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body
      || document.activeElement.closest('dialog') !== null), 'the focus stays in the dialog');
  }
  await tabTo(page, button(dialog(page), 'Block'));
  await page.keyboard.press('Enter');
  await until('it is blocked', async () => (await seatsShown(page)).B2 === 'blocked');
  await tabTo(page, page.getByRole('listbox'));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  assert.equal(await slider(page).inputValue(), '2');
  await closePage(page);
});

const desktop = { viewport: { width: 1280, height: 900 } };

async function sound(page, state) {
  await checkAccessible(page, state);
  await checkFits(page, state);
}

for (const [name, options] of [['on a desktop', desktop], ['390 px', phone]]) {
  test(`axe-core finds nothing before the shows, ${name}`, async () => {
    const show = await cinema.openShow(storyHall());
    await cinema.operate('POST', `/api/ticket/${(await paid(cinema, show, ['A1'])).reqId}/cancel`);
    const page = await newPage(browser, options);
    await page.goto(`${cinema.url}/operator`);
    await field(page).waitFor();
    await sound(page, 'the form for the token');
    await field(page).fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The server does not accept this token.').waitFor();
    await sound(page, 'the token is refused');
    await field(page).fill(cinema.token);
    await page.keyboard.press('Enter');
    await heading(page, 'Today').waitFor();
    await page.goto(`${cinema.url}/operator#/shows`);
    await page.getByRole('row').nth(1).waitFor();
    await sound(page, 'shows');
    await page.goto(`${cinema.url}/operator#/refunds`);
    await page.getByRole('row').nth(1).waitFor();
    await sound(page, 'refunds');
    await page.goto(`${cinema.url}/operator#/show/unknown`);
    await page.getByRole('alert').waitFor();
    await sound(page, 'an unknown show');
    await closePage(page);
  });

  test(`axe-core finds nothing in any state of a show, ${name}`, async () => {
    const show = await cinema.openShow(storyHall());
    await contest(cinema, show, [['A1', 'A2'], ['A2', 'A3'], ['B1']]);
    const page = await openShow(browser, cinema, show, options);
    await sound(page, 'live');
    await slideTo(page, 1);
    await button(page, 'Next contest').click();
    await page.getByText('the same order and the same winners').waitFor();
    await page.getByText('As stored').click();
    await sound(page, 'a contested round');
    await button(page, 'Live').click();
    await seat(page, 'B1').click();
    await sound(page, 'a chosen seat');
    await seat(page, 'B1').click();
    await seat(page, 'C1').click();
    await button(page, 'Block…').click();
    await confirmed(cinema, show, ['C1']); // while the question is open
    await agree(page, 'Block');
    await dialog(page).getByText('Not available').waitFor();
    await sound(page, 'a refused block');
    await page.keyboard.press('Escape');
    await button(page, 'Cancel show…').click();
    await sound(page, 'the question before a show is cancelled');
    await dialog(page).getByRole('textbox').fill(show);
    await page.keyboard.press('Enter');
    await page.getByText('The show is cancelled.').waitFor();
    await sound(page, 'a cancelled show');
    await closePage(page);
  });
}
