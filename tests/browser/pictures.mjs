// Draws the pictures of README: pictures.mjs FOLDER, with TESTED_PROGRAM and TEST_PACKAGES as of run.sh.
import { join } from 'node:path';

import { launch, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { choose, openHall } from './customer.mjs';
import { openOperator } from './operator.mjs';

const zone = 'Asia/Kolkata';
const hourMs = 3_600_000;

const films = [
  { movie: 'Pyaasa', runningTime: 146, rating: 'U', language: 'hi', hall: 'Regal 1' },
  { movie: 'The Third Man', runningTime: 104, rating: 'U/A 13+', language: 'en', hall: 'Regal 2' },
  { movie: 'Wings of Desire', runningTime: 128, rating: 'U/A 13+', language: 'de', hall: 'Studio' },
];

/** Twelve curved rows of 18 seats with two aisles and places for wheelchairs. */
function rows() {
  return Array.from({ length: 12 }, (_, at) => {
    const row = String.fromCharCode(65 + at);
    const seats = Array.from({ length: 18 }, (_, n) => `${row}${n + 1}`);
    const inLine = [...seats.slice(0, 5), null, ...seats.slice(5, 13), null, ...seats.slice(13)];
    if (row === 'L')
      for (const [place, attributes] of [[0, ['wheelchair']], [1, ['companion']]])
        inLine[place] = { id: inLine[place], attributes };
    return { row, class: at < 6 ? 'STALLS' : 'CIRCLE', seats: inLine, offset: at < 6 ? 10 : 14 };
  });
}

function bodyOf(film, startsAt) {
  return {
    ...film, startsAt, timeZone: zone, currency: 'INR', price: 25000,
    classes: [{ id: 'STALLS', name: 'Stalls', price: 0 }, { id: 'CIRCLE', name: 'Circle', price: 10000 }],
    priceTypes: [{ id: 'ADULT', name: 'Adult', price: 0 }, { id: 'CHILD', name: 'Child', price: -10000 }],
    rows: rows(),
  };
}

/** The starts of an evening: the next whole hours from now, three days long. */
function starts(film) {
  const first = Math.ceil(Date.now() / hourMs) * hourMs + film * hourMs / 2;
  return [0, 3, 24, 27, 48].map((hours) => new Date(first + hours * hourMs).toISOString());
}

async function fill(cinema) {
  const ids = [];
  for (const [place, film] of films.entries())
    for (const startsAt of starts(place)) ids.push(await cinema.openShow(bodyOf(film, startsAt)));
  const [show] = ids;
  for (const row of ['E', 'F', 'G', 'H', 'I'])
    for (const first of [6, 8, 10]) {
      const seats = [`${row}${first}`, `${row}${first + 1}`];
      await cinema.operate('POST', `/api/movieshow/${show}/sell`, { seats, method: 'CARD' });
    }
  await cinema.book(show, ['D9', 'D10']);
  return show;
}

const folder = process.argv[2];
const cinema = await Cinema.open({ 'cinema.name': 'Regal', 'cinema.time_zone': zone });
const browser = await launch();
try {
  const show = await fill(cinema);
  const save = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

  const programme = await newPage(browser, phone);
  await programme.goto(cinema.url);
  await programme.locator('.showing').first().waitFor();
  await save(programme, 'programme');

  const hall = await newPage(browser, { viewport: { width: 1280, height: 860 } });
  await openHall(hall, cinema, show);
  await choose(hall, ['E12', 'E13']);
  await save(hall, 'hall');

  const today = await openOperator(browser, cinema, '',
    { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' });
  await today.getByText('Needs attention').waitFor();
  await save(today, 'today');
} finally {
  await browser.close();
  await Cinema.closeAll();
}
