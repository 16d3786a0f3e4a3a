// Today on the operator's page: the shows of a day as they sell, and what needs attention.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { daysLater, startOfDay, wallTime } from '../../web/zones.js';
import { Metrics } from '../../web/operator/daily/metrics.js';
import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import { confirmed, paid, report, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const row = (page, movie) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: movie, exact: true }) });
const cells = async (page, movie) =>
  (await row(page, movie).getByRole('cell').allInnerTexts()).slice(1, 6);

/** A show of that day, at the hour in UTC. */
const showOn = (day, hour, movie) =>
  cinema.openShow({ ...storyHall(movie), startsAt: `${day}T${String(hour).padStart(2, '0')}:00:00Z` });

async function openDay(day) {
  const page = await openOperator(browser, cinema);
  await page.getByLabel('Day', { exact: true }).fill(day);
  return page;
}

test('days: they begin at midnight of the zone, also when clocks change', () => {
  const at = (day, zone) => new Date(startOfDay(day, zone)).toISOString();
  assert.equal(at('2026-12-24', 'Asia/Kolkata'), '2026-12-23T18:30:00.000Z');
  assert.equal(at('2026-03-29', 'Europe/Berlin'), '2026-03-28T23:00:00.000Z');
  assert.equal(at('2026-03-30', 'Europe/Berlin'), '2026-03-29T22:00:00.000Z');
  assert.equal(wallTime(Date.parse('2026-12-23T18:30:00Z'), 'Asia/Kolkata').day, '2026-12-24');
  assert.equal(daysLater('2026-12-31', 1), '2027-01-01');
});

test('metrics: sums of the series that have the labels', () => {
  const metrics = new Metrics('# TYPE a counter\na{s="SUCCESS",n="x\\"y"} 2\na{s="FAILED"} 3\nb 1.5\n');
  assert.equal(metrics.sum('a'), 5);
  assert.equal(metrics.sum('a', { s: 'SUCCESS' }), 2);
  assert.equal(metrics.sum('b'), 1.5);
  assert.equal(metrics.sum('none'), 0);
});

test('today: the page opens with the shows that start today', async () => {
  await cinema.openShow({ ...storyHall('Now playing'), startsAt: new Date().toISOString() });
  await showOn('2099-06-01', 18, 'Not today');
  const page = await openOperator(browser, cinema);
  await row(page, 'Now playing').waitFor();
  assert.equal(await row(page, 'Not today').count(), 0);
  await closePage(page);
});

test('today: shows in the order of their starts, with their figures and the sums', async () => {
  const late = await showOn('2099-06-02', 14, 'Late');
  const early = await showOn('2099-06-02', 10, 'Early');
  await showOn('2099-06-03', 1, 'After the day and its night');
  await paid(cinema, early, ['A1', 'A2', 'E1']);
  await confirmed(cinema, early, ['B1']);
  await cinema.operate('POST', `/api/movieshow/${late}/pause`);
  const page = await openDay('2099-06-02');
  await row(page, 'Late').getByText('Paused').waitFor();
  await until('the figures are there', async () =>
    assert.deepEqual(await cells(page, 'Early'), ['3', '1', '0', '5 %', '₹500.00']) === undefined);
  const links = await page.locator('.today tbody th a').allInnerTexts();
  assert.deepEqual(links, ['Early', 'Late']);
  const sums = page.getByLabel('The day', { exact: true });
  assert.match((await sums.innerText()).replace(/\s+/g, ' '), /Sold 3 Held 1 .*Revenue ₹500\.00/);
  assert.equal(await page.getByRole('link', { name: /^Sell Early/ }).count(), 1);
  assert.equal(await page.getByRole('link', { name: /^Sell Late/ }).count(), 0, 'paused');
  await closePage(page);
});

test('today: the figures follow the sales', async () => {
  const show = await showOn('2099-06-04', 12, 'Followed');
  const page = await openDay('2099-06-04');
  await until('nothing is sold', async () => (await cells(page, 'Followed'))[0] === '0');
  await paid(cinema, show, ['A1', 'A2']);
  await until('the sale is shown', async () => (await cells(page, 'Followed'))[0] === '2');
  assert.equal((await cells(page, 'Followed'))[4], '₹300.00');
  await closePage(page);
});

test('attention: refunds that are due, and money that belongs to nobody', async () => {
  const show = await showOn('2099-06-05', 12, 'Money');
  const page = await openOperator(browser, cinema);
  const section = page.getByLabel('Needs attention');
  await section.getByText('Nothing: no refund is due').waitFor();
  const booking = await confirmed(cinema, show, ['A1']);
  await report(cinema, booking, 'SUCCESS', { amount: { value: 700, currency: 'INR' } });
  await report(cinema, { ...booking, reqId: `${show}.AAAAAAAAAAAAAAAAAAAAAA`, number: 99 }, 'SUCCESS')
    .catch(() => {}); // It is refused, and counted.
  await page.reload();
  await section.getByText('1 refund due, ₹7.00.').waitFor();
  await section.getByText(/1 payment for no booking that the server knows: 150 INR\./).waitFor();
  assert.match(await section.locator('li').first().innerText(), /no booking/, 'the worst is first');
  await section.getByRole('link', { name: 'Refunds due' }).click();
  await page.getByRole('heading', { name: 'Refunds due' }).waitFor();
  await closePage(page);
});

test('today: a server that is away is named, and the page goes on when it is back', async () => {
  await showOn('2099-06-06', 12, 'Still there');
  const page = await openDay('2099-06-06');
  await row(page, 'Still there').waitFor();
  await cinema.stop();
  await page.getByRole('alert').getByText(/does not respond.*What you see is from/).waitFor();
  assert.equal(await row(page, 'Still there').count(), 1);
  await cinema.start();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await closePage(page);
});

test('today: an overloaded server is asked again, and a token that is refused is asked for', async () => {
  await showOn('2099-06-07', 12, 'Busy');
  const page = await openOperator(browser, cinema);
  let status = 503;
  await page.route('**/api/movieshow?*', (route) => (status === 200 ? route.continue()
    : route.fulfill({ status, contentType: 'application/problem+json',
      body: JSON.stringify({ status, code: 'OVERLOADED', detail: 'The server is busy.' }) })));
  await page.getByLabel('Day', { exact: true }).fill('2099-06-07');
  await page.getByRole('alert').getByText('The server is busy. Trying again.').waitFor();
  status = 200;
  await row(page, 'Busy').waitFor();
  status = 401;
  await page.getByText('The server no longer accepts this token.').waitFor();
  await closePage(page);
});

test('today: the days before and after by buttons', async () => {
  await showOn('2099-06-09', 12, 'The next day');
  const page = await openDay('2099-06-08');
  await page.getByText('No show starts on Monday, 8 June 2099.').waitFor();
  await button(page, 'The day after').click();
  await row(page, 'The next day').waitFor();
  await page.getByRole('heading', { name: 'Tuesday, 9 June 2099' }).waitFor();
  await closePage(page);
});
