// Long words and long texts: nothing reaches out of its page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import {
  browser, choose, cinema, fillMail, openHall, reqIdOf, says, useCinema,
} from './customer.mjs';
import { openOperator } from './operator.mjs';
import { openProgramme } from './programme.mjs';
import { until } from './until.mjs';

const widths = [320, 390, 480, 640, 768, 1024, 1280, 1600, 1920];
const words = {
  'a German word': {
    movie: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
    hall: 'Rindfleischetikettierungsüberwachungssaal',
    name: 'Kraftfahrzeughaftpflichtversicherungsklasse',
  },
  'two hundred letters': { movie: 'W'.repeat(200), hall: 'H'.repeat(200), name: 'C'.repeat(200) },
};

useCinema();

function openLong({ movie, hall, name }) {
  const body = { ...hallOf(2, 12), movie, hall };
  body.classes = body.classes.map((each) => ({ ...each, name }));
  body.priceTypes = [
    { id: 'ADULT', name, price: 0 }, { id: 'CHILD', name: `${name.slice(0, 190)} 2`, price: -1000 },
  ];
  return cinema.openShow(body);
}

async function fitsEverywhere(page, what) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await checkFits(page, `${what} at ${width} px`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
}

for (const [what, long] of Object.entries(words))
  test(`long: the customer's pages fit any window with names of ${what}`, async () => {
    const show = await openLong(long);
    const page = await newPage(browser, { viewport: { width: 320, height: 800 } });
    await openHall(page, cinema, show);
    await page.locator('.hall-named').waitFor();
    await choose(page, ['A4', 'A5']);
    await fitsEverywhere(page, 'the hall');
    await checkAccessible(page, 'a hall with long names', ['light']);
    await page.getByLabel('Price of A5').selectOption('CHILD');
    await fillMail(page);
    await page.locator('.choice').getByRole('button', { name: 'Book 2 seats' }).click();
    await says(page, 'Confirmed');
    await fitsEverywhere(page, 'the ticket');
    await cinema.pay(reqIdOf(page));
    await says(page, 'Paid');
    await fitsEverywhere(page, 'the paid ticket');
    await page.goto(`${cinema.url}/#/bookings`);
    await page.locator('.booking-card').waitFor();
    await fitsEverywhere(page, 'the bookings');
    await openProgramme(page, cinema);
    await page.locator('.film').first().waitFor();
    await fitsEverywhere(page, 'the programme');
    await checkAccessible(page, 'a programme with long names', ['light']);
    await closePage(page);
  });

test('long: a title takes a few lines of the programme, and is there as a whole', async () => {
  const { movie } = words['two hundred letters'];
  await openLong({ ...words['two hundred letters'], movie });
  const page = await newPage(browser, { viewport: { width: 320, height: 800 } });
  await openProgramme(page, cinema);
  const title = page.locator('.film h2', { hasText: movie }).first();
  const { height, line } = await title.evaluate((shown) => (
    { height: shown.clientHeight, line: parseFloat(getComputedStyle(shown).lineHeight) }));
  assert.ok(height <= 4.5 * line, `${height / line} lines`);
  assert.equal(await title.getAttribute('title'), movie);
  const hall = page.locator('.showing-hall', { hasText: 'H'.repeat(200) }).first();
  assert.ok(await hall.evaluate((shown) => shown.clientHeight < 90));
  await closePage(page);
});

test('long: names of rows leave room for the seats on a phone', async () => {
  const body = hallOf(1, 8);
  body.rows[0].row = 'ROW'.repeat(21);
  const page = await newPage(browser, phone);
  await openHall(page, cinema, await cinema.openShow(body));
  await until('the hall is laid out', () =>
    page.locator('.hall-window').evaluate((room) => room.style.height !== ''));
  const seen = await page.locator('.hall-window').evaluate((room) => {
    const { left, right } = room.getBoundingClientRect();
    const side = room.querySelector('.hall-names').offsetWidth;
    return [...room.querySelectorAll('[data-seat]')].filter((seat) => {
      const box = seat.getBoundingClientRect();
      return box.left >= left + side && box.right <= right - side;
    }).length;
  });
  assert.ok(seen >= 4, `${seen} seats are seen`);
  await closePage(page);
});

for (const [what, long] of Object.entries(words))
  test(`long: the operator's pages fit any window with names of ${what}`, async () => {
    const show = await openLong(long);
    const page = await openOperator(browser, cinema, 'shows');
    const pages = {
      shows: page.getByText(long.movie).first(),
      [`show/${show}`]: page.getByRole('slider', { name: 'Event' }),
      [`shows/edit/${show}`]: page.locator('form'),
      [`counter/${show}`]: page.locator('.map [data-seat]'),
      'find': page.locator('form'),
      '': page.locator('main h1'),
    };
    for (const [address, sign] of Object.entries(pages)) {
      await page.goto(`${cinema.url}/operator#/${address}`);
      await sign.first().waitFor();
      await fitsEverywhere(page, `the operator's page #/${address}`);
    }
    await closePage(page);
  });
