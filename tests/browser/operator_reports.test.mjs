// Sales reports on the operator's page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { reportPath } from '../../web/operator/daily/report_rows.js';
import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import { paid, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

const day = '2099-12-24';
const priceTypes = [
  { id: 'ADULT', name: 'Adult', price: 0 }, { id: 'CHILD', name: 'Child', price: -5000 },
];

// 2 seats online and 1 in cash of one film, 2 by card of another one in euros.
useCinema({ ...storySettings, 'payment.window': '1m' }, async () => {
  const [one, other] = [await cinema.openShow(storyHall('Alien')),
    await cinema.openShow({ ...storyHall('Brazil'), hall: 'Small hall', currency: 'EUR', priceTypes })];
  await paid(cinema, one, ['A1', 'A2']);
  const sell = (show, seats, method) =>
    cinema.operate('POST', `/api/movieshow/${show}/sell`, { seats, method });
  await sell(one, ['B1'], 'CASH');
  await sell(other, [{ seat: 'A1', type: 'ADULT' }, { seat: 'A2', type: 'CHILD' }], 'CARD');
});

const row = (page, name) => page.getByRole('row', { name: new RegExp(`^${name}`) });
const cells = (page, name) => row(page, name).first().getByRole('cell').allInnerTexts();

async function openReports(by) {
  const page = await openOperator(browser, cinema, 'reports');
  await page.getByLabel('By', { exact: true }).selectOption(by);
  return page;
}

test('path: the last day is a part of the report', () => {
  assert.equal(reportPath('movie', '2099-12-24', '2099-12-31'),
    '/api/report/sales?by=movie&from=2099-12-24&to=2100-01-01');
});

test('report: by film and hall of the shows that start then, a total for each currency', async () => {
  const page = await openReports('movie');
  await page.getByLabel('To', { exact: true }).fill(day);
  await page.getByLabel('From', { exact: true }).fill(day);
  await row(page, 'Alien').waitFor();
  assert.deepEqual((await cells(page, 'Alien')).slice(0, 2), ['3', '₹450.00']);
  assert.deepEqual((await cells(page, 'Total in EUR')).slice(0, 2), ['2', '€250.00']);
  assert.deepEqual((await cells(page, 'Total in INR')).slice(0, 2), ['3', '₹450.00']);
  await page.getByLabel('By', { exact: true }).selectOption('hall');
  await row(page, 'Small hall').waitFor();
  assert.deepEqual((await cells(page, 'Small hall')).slice(0, 2), ['2', '€250.00']);
  await page.getByText('The shows that start on these days').waitFor();
  await closePage(page);
});

test('report: by day, method and price type of what happened', async () => {
  const page = await openReports('method');
  await row(page, 'Cash').waitFor();
  assert.deepEqual((await cells(page, 'Cash')).slice(0, 2), ['1', '₹150.00']);
  assert.deepEqual((await cells(page, 'Online')).slice(0, 2), ['2', '₹300.00']);
  await page.getByLabel('By', { exact: true }).selectOption('type');
  await row(page, 'Child').waitFor();
  assert.deepEqual(await cells(page, 'Child'), ['1', '€100.00']);
  assert.deepEqual(await cells(page, 'Without price type'), ['3', '₹450.00']);
  await page.getByLabel('By', { exact: true }).selectOption('day');
  await until('the sums of all days are there', async () =>
    (await cells(page, 'Total in INR'))[1] === '₹450.00');
  await closePage(page);
});

test('report: days in the wrong order are refused, a server that is away is asked again', async () => {
  const page = await openReports('day');
  await page.getByLabel('To', { exact: true }).fill('2000-01-01');
  await page.getByRole('alert').getByText('the first not after the last').waitFor();
  await page.getByLabel('To', { exact: true }).fill(day);
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await cinema.stop();
  await page.getByLabel('By', { exact: true }).selectOption('method');
  await page.getByRole('alert').getByText('The server does not respond.').waitFor();
  await cinema.start();
  await button(page, 'Try again').click();
  await row(page, 'Cash').waitFor();
  await closePage(page);
});

test('report: the CSV is that of the server', async () => {
  const page = await openReports('method');
  await row(page, 'Cash').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'), button(page, 'Download CSV').click(),
  ]);
  assert.match(download.suggestedFilename(), /^sales-method-[\d-]+\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /^method,/);
  assert.match(text, /CASH,INR,1,/);
  await closePage(page);
});

test('end of day: what was taken by method, on one printed page', async () => {
  const page = await openReports('day');
  await button(page, 'Show the sheet').click();
  const sheet = page.locator('.reports .day-sheet');
  await sheet.getByText('What was taken and paid back on the day').waitFor();
  const lines = (await sheet.getByRole('row').allInnerTexts()).map((line) => line.split('\t'));
  assert.ok(lines.some(([name, seats, sales]) => name === 'Card' && seats === '2' && sales === '€250.00'));
  assert.ok(lines.some(([name, , sales]) => name === 'Total in INR' && sales === '₹450.00'));
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await button(page, 'Print the sheet').click();
  await until('it is printed', () => page.evaluate(() => window.printed));
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.locator('main').isVisible()), 'only the sheet is printed');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await closePage(page);
});

test('report: what it is about stays in the address, for a reload and the way back', async () => {
  const page = await openReports('movie');
  const value = (label) => page.getByLabel(label, { exact: true }).inputValue();
  await page.getByLabel('To', { exact: true }).fill(day);
  await page.getByLabel('From', { exact: true }).fill('2099-12-23');
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.locator('.reports .day-sheet').waitFor();
  const isThere = async () => {
    await row(page, 'Alien').first().waitFor();
    await page.locator('.reports .day-sheet').getByText('24 December 2099').waitFor();
    const values = await Promise.all(['By', 'From', 'To', 'Day'].map(value));
    assert.deepEqual(values, ['movie', '2099-12-23', day, day]);
  };
  await page.reload();
  await isThere();
  await page.getByRole('link', { name: 'Halls', exact: true }).click();
  await page.getByRole('heading', { name: 'Halls', exact: true }).waitFor();
  await page.goBack();
  await isThere();
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await until('the usual report is there', async () => (await value('By')) === 'day');
  await closePage(page);
});

test('end of day: the page prints the sheet alone, in one page, once it is shown', async () => {
  const page = await openReports('show');
  await page.getByLabel('Day', { exact: true }).fill(day);
  const sheet = page.locator('.reports .day-sheet');
  await sheet.getByText('Shows of the day').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await sheet.isVisible());
  for (const other of ['h1', '.report-form', '.report', 'header', '.end-of-day > h2'])
    assert.equal(await page.locator(other).filter({ visible: true }).count(), 0, other);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await closePage(page);
});
