// The page of a gate: a scanner that types, the answers, and work without a connection.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { admissions, openGate, says, scan, sold } from './gate.mjs';

useCinema({ 'review.contention_window': '200ms' });

test('scans: yes with the seat, no with the reason, again with gate and time', async () => {
  const show = await cinema.openShow();
  const other = await cinema.openShow();
  const [first, second] = (await sold(show, ['A1', 'A2'])).codes;
  const [foreign] = (await sold(other, ['A1'])).codes;
  const page = await newPage(browser);
  await openGate(page, { show });
  await scan(page, first);
  await says(page, 'Yes', 'Seat A1');
  await scan(page, first);
  await says(page, 'No', 'Already admitted', /^Gate North, /);
  await scan(page, foreign);
  await says(page, 'No', 'Not valid', 'The ticket is for another show.');
  await scan(page, 'https://example.org/');
  await says(page, 'No', 'No ticket');
  await scan(page, second);
  await says(page, 'Yes', 'Seat A2');
  assert.deepEqual((await admissions(show)).map(({ seat, gate }) => [seat, gate]),
    [['A1', 'North'], ['A2', 'North']]);
  assert.equal(await page.getByLabel('Sound').isChecked(), false);
  await closePage(page);
});

test('offline: the page opens, admits once, refuses forgeries, and sends its scans later', async () => {
  const show = await cinema.openShow();
  const [known, fresh, elsewhere] = (await sold(show, ['A1', 'A2', 'A3'])).codes;
  const page = await newPage(browser);
  await openGate(page, { gate: 'South' });
  await scan(page, known);
  await says(page, 'Yes', 'Seat A1');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await cinema.operate('POST', '/api/admission',
    { code: elsewhere, gate: 'North', at: '2026-12-24T18:00:00Z' });
  await cinema.stop();
  await page.reload();
  await page.getByText('No connection').waitFor();
  await scan(page, known);
  await says(page, 'No', 'Already admitted');
  await scan(page, fresh);
  await says(page, 'Yes', 'Seat A2', /without a connection/);
  await scan(page, fresh);
  await says(page, 'No', 'Already admitted', /^Gate South, /);
  await scan(page, fresh.slice(0, -1) + (fresh.endsWith('A') ? 'Q' : 'A'));
  await says(page, 'No', 'No ticket');
  await scan(page, elsewhere);
  await says(page, 'Yes', 'Seat A3');
  await page.getByText('2 scans to send').waitFor();
  await cinema.start();
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByText(/seat A3: Already admitted\. Gate North, /).waitFor();
  assert.deepEqual((await admissions(show)).map(({ seat, gate }) => [seat, gate]),
    [['A1', 'South'], ['A3', 'North'], ['A2', 'South']]);
  await closePage(page);
});

test('token: one that may not admit says so, and can be replaced', async () => {
  const show = await cinema.openShow();
  const [code] = (await sold(show, ['A1'])).codes;
  const page = await newPage(browser, phone);
  await page.goto(`${cinema.url}/gate`);
  await page.getByLabel("Operator's token").fill(cinema.createToken('seller', 'sell'));
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByLabel('Ticket code').waitFor();
  await scan(page, code);
  await says(page, 'No', 'No access');
  await checkAccessible(page, 'a gate that refuses');
  await checkFits(page, 'a gate');
  await page.getByRole('button', { name: 'Set up' }).click();
  await checkAccessible(page, 'the form of a gate');
  await page.getByLabel("Operator's token").fill(cinema.createToken('admitter', 'admit'));
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Connected').waitFor();
  await scan(page, code);
  await says(page, 'Yes', 'Seat A1');
  await checkAccessible(page, 'a gate that admits');
  await closePage(page);
});
