// What the programme says of a show and of a film.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import { browser, cinema, useCinema } from './customer.mjs';
import {
  dayIn, film, idsShown, isRead, openProgramme, openShows, showing, showOn, tab,
} from './programme.mjs';

useCinema();

/** Blocks seats of the show until so many are left. */
async function leave(id, left) {
  const seats = Object.keys(await cinema.seats(id));
  await cinema.operate('POST', `/api/movieshow/${id}/block`, { seats: seats.slice(left) });
}

test('showings: each says whether there are seats, and why it cannot be booked', async () => {
  const large = { rows: hallOf(8, 25).rows };
  const opensAt = `${dayIn(2)}T09:00:00Z`;
  await openShows(cinema, [
    showOn('untouched', 3, '10:00'),
    showOn('sold-out', 3, '11:00'),
    showOn('one', 3, '12:00'),
    showOn('some', 3, '13:00', large),
    showOn('enough', 3, '13:30', large),
    showOn('paused', 3, '14:00'),
    showOn('later', 3, '15:00', { opensAt }),
    showOn('closed', 3, '16:00', { salesCloseAt: `${dayIn(-1)}T09:00:00Z` }),
  ]);
  for (const [id, left] of [['sold-out', 0], ['one', 1], ['some', 19], ['enough', 21]])
    await leave(id, left);
  await cinema.operate('POST', '/api/movieshow/paused/pause');
  const page = await newPage(browser);
  await openProgramme(page, cinema, `?day=${dayIn(3)}`);
  const notes = {
    untouched: null, 'sold-out': 'Sold out', one: 'Only 1 seat left', some: 'Few seats left',
    enough: null, paused: 'Sales paused', closed: 'Sales closed',
  };
  for (const [id, note] of Object.entries(notes)) {
    const said = showing(page, id).locator('.showing-note');
    assert.equal(await said.count() ? await said.textContent() : null, note, id);
  }
  assert.match(await showing(page, 'later').textContent(), /Sales start .*, 09:00 UTC/);
  await closePage(page);
});

test('showings: a price is not called the lowest, and none is said if none is known', async () => {
  const child = { id: 'CHILD', name: 'Child', price: -5000 };
  const priceTypes = [{ id: 'ADULT', name: 'Adult', price: 0 }, child];
  const classes = hallOf(1, 8).classes.map((each) => ({ ...each, price: 5000 }));
  await openShows(cinema, [
    showOn('priced', 6, '10:00', { movie: 'Priced', priceTypes }),
    showOn('by-class', 6, '11:00', { movie: 'By class', price: 0, classes }),
  ]);
  const page = await newPage(browser);
  await openProgramme(page, cinema, `?day=${dayIn(6)}`);
  const price = (id) => showing(page, id).locator('.showing-price');
  assert.equal(await price('priced').textContent(), 'Base price ₹150.00');
  assert.equal(await price('by-class').count(), 0);
  await closePage(page);
});

test('showings: a film has its poster, length, rating and language, a showing its own', async () => {
  const facts = { movie: 'Dune', runningTime: 166, rating: 'U/A 13+' };
  const poster = 'https://posters.invalid/dune.png';
  await openShows(cinema, [
    showOn('dune-1', 5, '10:00', { ...facts, language: 'en', poster }),
    showOn('dune-2', 5, '12:00', { ...facts, language: 'hi', poster }),
    showOn('short', 5, '12:00', { movie: 'Short', runningTime: 42, language: 'hi' }),
    showOn('hours', 5, '12:00', { movie: 'Hours', runningTime: 120, language: 'hi' }),
  ]);
  const page = await newPage(browser);
  let requested;
  const image = new Promise((found) => { requested = found; });
  await page.route(poster, (route) => requested(route));
  await openProgramme(page, cinema, `?day=${dayIn(5)}`);
  const dune = film(page, 'Dune');
  await dune.getByText('2 h 46 min · U/A 13+ · English · Hindi').waitFor();
  assert.match(await showing(page, 'dune-2').textContent(), /Hindi/);
  await film(page, 'Short').getByText('42 min · Hindi').waitFor();
  await film(page, 'Hours').getByText('2 h · Hindi').waitFor();
  assert.doesNotMatch(await showing(page, 'short').textContent(), /Hindi/);
  const before = await dune.boundingBox();
  const route = await image;
  assert.equal(await dune.locator('img').getAttribute('loading'), 'lazy');
  await route.abort();
  await dune.locator('svg.poster').waitFor();
  assert.deepEqual(await dune.boundingBox(), before, 'nothing moves when the poster is there');
  await closePage(page);
});

test('showings: a day and its times are those of the hall', async () => {
  const far = await Cinema.open({ 'cinema.time_zone': 'Asia/Kolkata' });
  await openShows(far, [
    showOn('midnight', 2, '18:45'), // 00:15 of the next day
    showOn('berlin', 3, '18:45', { timeZone: 'Europe/Berlin', hall: 'Zoo' }),
    showOn('samoa', 4, '09:30', { timeZone: 'Pacific/Pago_Pago', hall: 'Pago' }), // 22:30, day 3
  ]);
  const page = await newPage(browser, { timezoneId: 'America/New_York' });
  await openProgramme(page, far, `?day=${dayIn(3)}`);
  assert.deepEqual(await idsShown(page), ['midnight', 'berlin', 'samoa']);
  assert.match(await showing(page, 'midnight').textContent(), /00:15 GMT\+5:30/);
  assert.match(await showing(page, 'berlin').textContent(), /(19:45 CET|20:45 CEST)/);
  assert.match(await showing(page, 'samoa').textContent(), /22:30/);
  await page.getByText('All times are those at the cinema').waitFor();
  assert.equal(await tab(page, 2).count(), 0);
  await closePage(page);
  await far.close();
});

test('showings: more than a page of a day comes when it is requested for', async () => {
  const large = await Cinema.open();
  await openShows(large, Array.from({ length: 120 }, (_, at) =>
    showOn(`show-${at}`, 2, at < 90 ? '10:00' : '20:00', { movie: `Film ${at % 7}` })));
  const page = await newPage(browser);
  await openProgramme(page, large);
  assert.equal((await idsShown(page)).length, 100);
  await page.getByRole('button', { name: '20 more showings of this day' }).click();
  await page.getByText('120 showings, 7 films').waitFor();
  assert.equal((await idsShown(page)).length, 120);
  assert.equal(await page.getByRole('button', { name: /more showings/ }).count(), 0);
  // A time of day is looked for in all of the day.
  await openProgramme(page, large, '?time=evening');
  await page.reload();
  await isRead(page);
  await page.getByText('30 showings, 7 films').waitFor();
  await closePage(page);
  await large.close();
});
