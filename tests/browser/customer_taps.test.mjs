// How little a customer with a phone has to do, and what the page says on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, openHall, says, seat, useCinema } from './customer.mjs';

const mostTaps = 6;

useCinema();

/** Taps, counted in `taps.count`. */
function tapper() {
  const taps = { count: 0 };
  taps.on = async (target) => {
    await target.tap();
    taps.count += 1;
  };
  return taps;
}

for (const [way, choose] of Object.entries({
  'seats of their own choice': async (page, taps) => {
    for (const id of ['B12', 'B13']) await taps.on(seat(page, id));
  },
  'the best seats': async (page, taps) => {
    await taps.on(page.getByRole('button', { name: 'Find the best' }));
    await page.locator('.bar', { hasText: '2 seats' }).waitFor();
  },
})) {
  test(`taps: two tickets for ${way} are paid within six taps on a phone`, async () => {
    const show = await cinema.openShow(hallOf(20, 25));
    const page = await newPage(browser, phone);
    const taps = tapper();
    await page.goto(cinema.url);
    await taps.on(page.locator(`a[href="#/show/${show}"]`).first());
    await page.locator('.choice').waitFor();
    await choose(page, taps);
    await taps.on(page.getByRole('button', { name: 'Continue' }));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'mail');
    await page.keyboard.type('ada@example.org');
    await taps.on(page.locator('.choice').getByRole('button', { name: 'Book 2 seats' }));
    await says(page, 'Confirmed');
    await taps.on(page.getByRole('button', { name: /^Pay/ }));
    await says(page, 'Paid');
    assert.ok(taps.count <= mostTaps, `${taps.count} taps`);
    await closePage(page);
  });
}

test('taps: with a mail address from before the bar books at once', async () => {
  const page = await newPage(browser, phone);
  await page.addInitScript(() => sessionStorage.setItem('mail', 'ada@example.org'));
  await openHall(page, cinema, await cinema.openShow(hallOf(20, 25)));
  await seat(page, 'B12').tap();
  await page.locator('.bar').getByRole('button', { name: 'Book 1 seat' }).tap();
  await says(page, 'Confirmed');
  await closePage(page);
});

test('said: one seat too many is refused in view of a customer with a phone', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(hallOf(20, 25)));
  for (let n = 8; n < 18; n += 1) await seat(page, `B${n}`).tap();
  await seat(page, 'C8').tap();
  const said = page.locator('.bar-said[data-said^="A booking has 10 seats at most."]');
  const box = await said.boundingBox();
  assert.ok(box.y > 0 && box.y + box.height <= phone.viewport.height, `it is said at ${box.y} px`);
  assert.equal(await seat(page, 'C8').getAttribute('aria-selected'), 'false');
  await closePage(page);
});

test('said: an open page tells what the cinema changed in the show', async () => {
  const body = hallOf(2, 6);
  const show = await cinema.openShow(body);
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await cinema.operate('PATCH', `/api/movieshow/${show}`, { startsAt: '2099-12-25T18:30:00Z' });
  const notice = page.locator('.show > .notice', { hasText: 'The cinema changed this show.' });
  await notice.waitFor();
  assert.match(await notice.textContent(), /It now starts on Fri, 25 Dec 2099, 18:30/);
  await closePage(page);
});

test('said: seats are found together again after a booking was lost', async () => {
  const show = await cinema.openShow(hallOf(2, 6));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  const find = page.getByRole('button', { name: 'Find the best' });
  await find.click();
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.locator('.choice').getByRole('button', { name: 'Book 2 seats' }).click();
  await says(page, 'Confirmed');
  assert.equal(await find.isVisible(), false);
  await page.getByRole('button', { name: 'Cancel booking' }).click();
  await page.getByRole('button', { name: 'Yes, cancel' }).click();
  await says(page, 'cancelled');
  await find.click();
  await page.locator('.choice').getByRole('button', { name: 'Book 2 seats' }).waitFor();
  await closePage(page);
});
