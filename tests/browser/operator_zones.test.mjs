// Times on the operator's page: by the clocks of the hall, with the zone where it differs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import { paid, storyHall, storySettings } from './operator_story.mjs';

useCinema({ ...storySettings, 'payment.window': '1m', 'cinema.time_zone': 'Europe/Berlin' });

const tokyo = { timezoneId: 'Asia/Tokyo' };
const startsAt = '2099-12-24T18:30:00Z'; // 00:00 in Kolkata, 19:30 in Berlin
const mail = 'zones@example.org';

/** A show in a hall in India of a cinema in Berlin, with two bookings of one customer. */
async function abroad() {
  const timeZone = 'Asia/Kolkata';
  const show = await cinema.openShow({ ...storyHall('Sholay'), startsAt, timeZone });
  for (const seat of ['A1', 'A2'])
    await cinema.operate('POST', `/api/movieshow/${show}/sell`,
      { seats: [seat], method: 'CASH', userMail: mail });
  return show;
}

test('find and counter: shows start by the clocks of their halls', async () => {
  const show = await abroad();
  const page = await openOperator(browser, cinema, `find/${mail}/`, tokyo);
  await page.getByRole('cell', { name: /Fri, 25 Dec 2099, 00:00 GMT\+5:30/ }).first().waitFor();
  await page.goto(`${cinema.url}/operator#/counter/${show}`);
  await page.locator('#show option', { hasText: '00:00 GMT+5:30 Sholay' })
    .waitFor({ state: 'attached' });
  await page.goto(`${cinema.url}/operator#/show/${show}`);
  await page.locator('.timeline time').getByText(/ GMT\+5:30$/).waitFor();
  await closePage(page);
});

test('today: a time has its zone only where the clocks of the browser differ', async () => {
  await cinema.openShow({ ...storyHall('At home'), startsAt });
  for (const [options, time] of [[{ timezoneId: 'Europe/Paris' }, '19:30'], [tokyo, '19:30 CET']]) {
    const page = await openOperator(browser, cinema, '', options);
    await page.getByLabel('Day', { exact: true }).fill('2099-12-24');
    const row = page.getByRole('row').filter({ hasText: 'At home' });
    await row.getByRole('cell').first().getByText(time, { exact: true }).waitFor();
    await closePage(page);
  }
});

test('sheet and refunds: their times have the zone of the cinema', async () => {
  const show = await abroad();
  const { reqId } = await paid(cinema, show, ['B1']);
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`);
  const page = await openOperator(browser, cinema, 'refunds', tokyo);
  await page.getByRole('cell', { name: /\d\d:\d\d CES?T$/ }).first().waitFor();
  await page.goto(`${cinema.url}/operator#/reports`);
  await page.getByLabel('Day', { exact: true }).fill('2099-12-25');
  await button(page, 'Show the sheet').click();
  const sheet = page.locator('.day-sheet');
  assert.match(await sheet.getByText(/^As of/).innerText(), /\d\d:\d\d CES?T\.$/);
  await sheet.getByText(/Sholay, Big hall, Fri, 25 Dec 2099, 00:00 GMT\+5:30/).first().waitFor();
  await closePage(page);
});
