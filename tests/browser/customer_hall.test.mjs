// What stands on the seats, and halls of all widths.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, openHall, useCinema } from './customer.mjs';
import { until } from './until.mjs';

useCinema();

/** The show of that id in a file of config/samples, opened here. */
async function openSample(file, id) {
  const url = new URL(`../../config/samples/${file}.json`, import.meta.url);
  const shows = JSON.parse(await readFile(url, 'utf8'));
  const { id: _, ...body } = shows.find((each) => String(each.id) === id);
  return cinema.openShow(body);
}

/** A show of these rows, {name: ids or a count}. */
function openRows(rows) {
  const body = { ...hallOf(1, 8) };
  body.rows = Object.entries(rows).map(([row, seats]) => ({ row, class: 'GOLD', seats }));
  return cinema.openShow(body);
}

/** {id: text on the seat} */
function labels(page) {
  return page.locator('.hall').evaluate((hall) => Object.fromEntries(
    [...hall.querySelectorAll('[data-seat]')].map(({ dataset }) => [dataset.seat, dataset.name])));
}

test('labels: seats that are plain numbers show them whole', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await openSample('2-studio', '42'));
  for (const [id, label] of Object.entries(await labels(page))) assert.equal(label, id);
  await closePage(page);
});

test('labels: a row’s name is left out where the rest is the seat’s number', async () => {
  const show = await openRows({
    A: ['A1', 'A2', 'A10'],
    AA: ['AA-1', 'AA_2'],
    7: 12,
    B2: ['B210', 'B211'],
    C: ['D1', 'C1'],
  });
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  const found = await labels(page);
  assert.deepEqual([found.A1, found.A10, found['AA-1'], found.AA_2], ['1', '10', '1', '2']);
  assert.deepEqual([found[71], found[712]], ['1', '12']);
  assert.deepEqual([found.B210, found.B211], ['B210', 'B211']); // 10 and 11 of row B2, or of B?
  assert.deepEqual([found.D1, found.C1], ['D1', 'C1']);
  await closePage(page);
});

test('labels: rows 1 and 11 of twelve seats are opened and numbered from 1 to 12', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await openRows({ 1: 12, 11: 12 }));
  const found = await labels(page);
  assert.equal(Object.keys(found).length, 24);
  assert.deepEqual([found['1-1'], found['1-12'], found['11-1'], found['11-12']],
    ['1', '12', '1', '12']);
  await closePage(page);
});

test('width: a hall of 500 seats is seen whole from 768 px on', async () => {
  const show = await openSample('3-palace', 'sholay-matinee');
  for (const width of [768, 1024, 1217, 1280, 1920]) {
    const page = await newPage(browser, { viewport: { width, height: 800 } });
    await openHall(page, cinema, show);
    const [inside, room] = await page.locator('.hall').evaluate(
      (hall) => [hall.scrollWidth, hall.clientWidth]);
    assert.ok(inside <= room, `${inside} px in a room of ${room} at ${width}`);
    await page.locator('.hall-wide').waitFor({ state: 'hidden' });
    await checkFits(page, `the hall at ${width} px`);
    await closePage(page);
  }
});

test('width: a narrower window shows a note above the hall and scroll buttons', async () => {
  const show = await openSample('3-palace', 'sholay-matinee');
  for (const width of [320, 390]) {
    const page = await newPage(browser, { viewport: { width, height: 800 } });
    await openHall(page, cinema, show);
    const said = page.locator('.hall-wide');
    await said.waitFor();
    const box = await said.boundingBox();
    assert.ok(box.y + box.height < 800, `it is said at ${box.y} px`);
    const at = () => page.locator('.hall').evaluate((hall) => hall.scrollLeft);
    const middle = await at();
    await page.getByRole('button', { name: 'Move the hall to the right' }).click();
    await until('it moved', async () => (await at()) > middle);
    await checkFits(page, `the hall at ${width} px`);
    await checkAccessible(page, `the hall at ${width} px`);
    await closePage(page);
  }
});
