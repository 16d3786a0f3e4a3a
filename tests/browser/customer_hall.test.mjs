// What stands on the seats, and halls of all widths.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
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

/** Ids of seats that are not wholly within the window onto the hall, at its sides. */
function clipped(page) {
  return page.locator('.hall-window').evaluate((room) => {
    const { left, right } = room.getBoundingClientRect();
    return [...room.querySelectorAll('[data-seat]')].filter((seat) => {
      const box = seat.getBoundingClientRect();
      return box.left < left - 0.5 || box.right > right + 0.5 || box.width < 20;
    }).map(({ dataset }) => dataset.seat);
  });
}

test('width: no seat of a hall of 500 seats and 27 columns is clipped from 768 px on', async () => {
  const show = await cinema.openShow(hallOf(20, 25));
  const page = await newPage(browser, { viewport: { width: 1280, height: 800 } });
  await openHall(page, cinema, show);
  for (const width of [768, 1024, 1217, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await page.locator('.hall-window.hall-fits').waitFor();
    await until(`no seat is clipped at ${width} px`, async () =>
      (await clipped(page)).length === 0);
    await page.locator('.minimap').waitFor({ state: 'hidden' });
  }
  await closePage(page);
});

test('width: no page reaches out of a window of 320 to 1920 px', async () => {
  const page = await newPage(browser, { viewport: { width: 320, height: 800 } });
  await openHall(page, cinema, await openSample('3-palace', 'sholay-matinee'));
  for (const width of [320, 360, 390, 480, 640, 768, 1024, 1280, 1600, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await checkFits(page, `the hall at ${width} px`);
  }
  await closePage(page);
});

test('width: on a phone the seats are as large as a finger, and a small map is there', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(hallOf(20, 25)));
  await page.locator('.minimap').waitFor();
  const box = await page.locator('[data-seat="A13"]').boundingBox();
  assert.ok(box.width >= 24 && box.height >= 24, `a seat of ${box.width} by ${box.height}`);
  await checkFits(page, 'a hall larger than its window');
  await checkAccessible(page, 'a hall larger than its window');
  await closePage(page);
});

test('signs: wheelchair and companion seats have theirs, and the legend says which', async () => {
  const body = hallOf(2, 6);
  body.rows[0].seats[0] = { id: 'A1', attributes: ['wheelchair'] };
  body.rows[0].seats[2] = { id: 'A2', attributes: ['companion'] }; // After an aisle.
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow(body));
  for (const id of ['A1', 'A2']) await page.locator(`[data-seat="${id}"] .sign`).waitFor();
  for (const words of ['Wheelchair place', 'Companion seat'])
    await page.locator('.legend li', { hasText: words }).locator('.sign').waitFor();
  assert.equal(await page.locator('.legend li', { hasText: 'Restricted view' }).count(), 0);
  await page.getByRole('gridcell', { name: /^A2, .*companion seat$/ }).waitFor();
  await checkAccessible(page, 'seats with signs');
  await closePage(page);
});

test('signs: a seat with two attributes has both signs, and its label names both', async () => {
  const body = hallOf(1, 6);
  body.rows[0].seats[0] = { id: 'A1', attributes: ['wheelchair', 'restricted_view'] };
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow(body));
  await page.getByRole('gridcell', { name: /^A1, .*wheelchair place, restricted view$/ }).waitFor();
  const [box, ...signs] = await page.locator('[data-seat="A1"]').evaluate((seat) =>
    [seat, ...seat.querySelectorAll('.sign')].map((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      return { left, right, width };
    }));
  assert.equal(signs.length, 2);
  for (const { left, right, width } of signs)
    assert.ok(left >= box.left && right <= box.right && width > 0, 'it is within the seat');
  await closePage(page);
});

/** Seats whose text is wider than the seat, or is not shown although it would fit. */
function wideTexts(page) {
  return page.locator('.hall-grid').evaluate((grid) => {
    const measure = document.createElement('canvas').getContext('2d');
    return [...grid.querySelectorAll('[data-seat]')].filter((seat) => {
      const { content, font } = getComputedStyle(seat, '::before');
      if (content === 'none') return seat.dataset.name.length < 4;
      measure.font = font;
      return measure.measureText(seat.dataset.name).width > seat.clientWidth;
    }).map(({ dataset }) => dataset.name);
  });
}

test('labels: numbers of any length stay within their seats', async () => {
  const long = ['9', '99', '100', '888', '1000', '8888', '10000'];
  const show = await openRows({ A: [...long, 'Loge-7'], B: 200 });
  const page = await newPage(browser, { viewport: { width: 1280, height: 800 } });
  await openHall(page, cinema, show);
  await page.locator('.hall-named').waitFor();
  assert.deepEqual(await wideTexts(page), []);
  await closePage(page);
});

/** A hall of 500 seats in 27 columns whose rows are bent more and more. */
function bentHall() {
  const body = hallOf(20, 25);
  body.rows.forEach((row, at) => {
    row.offset = 14 + at;
  });
  return body;
}

/** Ids of seats of which the middle belongs to something else, within the window onto the hall. */
function covered(page) {
  return page.locator('.hall-window').evaluate((room) => {
    const window = room.getBoundingClientRect();
    return [...room.querySelectorAll('[data-seat]')].filter((seat) => {
      const { left, top, width, height } = seat.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (x < window.left || x > window.right || y > Math.min(window.bottom, innerHeight))
        return false;
      return document.elementFromPoint(x, y)?.closest('[data-seat]') !== seat;
    }).map(({ dataset }) => dataset.seat);
  });
}

test('bent rows: each seat can be clicked, and none is clipped', async () => {
  const page = await newPage(browser, { viewport: { width: 1280, height: 1800 } });
  await openHall(page, cinema, await cinema.openShow(bentHall()));
  await page.locator('.hall-window.hall-fits').waitFor();
  assert.deepEqual(await covered(page), []);
  assert.deepEqual(await clipped(page), []);
  await closePage(page);
});

test('bent rows: on a phone the name of a row is beside the seats in view', async () => {
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(bentHall()));
  await page.locator('.minimap').waitFor();
  const apart = () => page.locator('.hall-window').evaluate((room) => {
    const { left, right } = room.getBoundingClientRect();
    const boxOf = (each) => each.getBoundingClientRect();
    const middle = (each) => (boxOf(each).top + boxOf(each).bottom) / 2;
    const seats = [...room.querySelectorAll('.hall-row:first-child [data-seat^="A"]')].filter(
      (seat) => boxOf(seat).left >= left && boxOf(seat).right <= right);
    const [one, other] = room.querySelectorAll('.hall-names span:first-child');
    return Math.max(Math.abs(middle(one) - middle(seats[0])),
      Math.abs(middle(other) - middle(seats.at(-1))));
  });
  const height = (await page.locator('[data-seat="A13"]').boundingBox()).height;
  for (const part of [0.5, 0, 1]) {
    await page.locator('.hall-window').evaluate((room, where) => {
      room.scrollLeft = where * room.scrollWidth;
    }, part);
    await until('the names are beside their seats', async () => (await apart()) < height / 2);
  }
  await closePage(page);
});
