// The mail of a booking, sent again from the operator's page. A file of its own, because its server
// writes mails.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { closePage } from './chromium.mjs';
import { browser, cinema, makeOutbox, useCinema } from './fixture.mjs';
import { agree, button, openOperator } from './operator.mjs';
import { paid, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

const { outbox, settings } = await makeOutbox();

useCinema({
  ...storySettings,
  'payment.window': '1m',
  ...settings,
});

test('booking: its mail is sent again, and not offered for a sale without a mail address', async () => {
  const show = await cinema.openShow(storyHall());
  const { reqId } = await paid(cinema, show, ['A1']);
  const page = await openOperator(browser, cinema, `booking/${reqId}`);
  const before = (await readdir(outbox)).length;
  await button(page, 'Send the mail again…').click();
  await agree(page, 'Send');
  await page.locator('#said').getByText('A mail goes to someone@example.org.').waitFor();
  await until('the mail is written', async () => (await readdir(outbox)).length > before);
  const sale = await cinema.operate('POST', `/api/movieshow/${show}/sell`,
    { seats: ['B1'], method: 'CASH' });
  await page.goto(`${cinema.url}/operator#/booking/${sale.reqId}`);
  await page.getByRole('heading', { name: `Booking ${sale.number} Paid` }).waitFor();
  assert.equal(await button(page, 'Send the mail again…').count(), 0);
  await closePage(page);
});
