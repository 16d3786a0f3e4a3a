// Shows are made, copied and changed by forms on the operator's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import {
  Actions, checkSound, labelled, openEditor, openForm, rowName, smallHall,
} from './operator_forms.mjs';
import { paid, storyHall, storySettings } from './operator_story.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const keep = (id, body = smallHall()) => cinema.operate('PUT', `/api/hall/${id}`, body);
const showOf = (id) => cinema.operate('GET', `/api/movieshow/${id}`);

/** The bodies of the requests of a method that the page sends. */
function sentBy(page, method) {
  const bodies = [];
  page.on('request', (request) => {
    if (request.method() === method) bodies.push(request.postDataJSON());
  });
  return bodies;
}

const hasFocus = (locator) => locator.evaluate((field) => field === document.activeElement);

test('a hall of 200 seats and a week of 21 shows are made without JSON', async () => {
  const page = await openEditor(browser, cinema);
  const by = new Actions(page);
  const began = performance.now();
  await by.fill('Name of the hall', 'Metropol');
  await by.fill('Time zone', 'Europe/Berlin');
  await by.fill('Class 1', 'Stalls');
  for (const [name, price] of [['Gold', '2'], ['Box', '4.50']]) {
    await by.fill('New class', name);
    await by.fill('Extra price', price);
    await by.click(button(page, 'Add class'));
  }
  await by.fill('Number of rows', '10');
  await by.fill('Seats in each row', '20');
  await by.fill('Aisles after seat', '5, 15');
  await by.click(button(page, 'Add rows'));
  await by.click(rowName(page, 'G'));
  await by.click(rowName(page, 'I'), { modifiers: ['Shift'] });
  await by.select('Class of the rows', 'Gold');
  await by.click(rowName(page, 'J'));
  await by.select('Class of the rows', 'Box');
  await by.click(button(page, 'Save hall'));
  await by.click(page.getByRole('link', { name: 'New show here' }));
  await by.fill('Film', 'The Third Man');
  await by.fill('First day', '2099-12-21');
  await by.click(button(page, 'A week from the first day'));
  await by.fill('Times', '14:00, 17:30, 21:00');
  await by.select('Currency', 'EUR');
  await by.fill('Price of a seat', '9.50');
  await page.getByText('21 shows.').waitFor();
  await by.click(button(page, 'Make shows'));
  await page.getByText('21 shows made.').waitFor();
  await page.getByRole('heading', { name: 'Shows', exact: true }).waitFor();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`a hall and 21 shows: ${by.count} actions, ${seconds} s`);
  assert.ok(by.count <= 40, `${by.count} actions`);
  await checkWeek();
  await closePage(page);
});

async function checkWeek() {
  const hall = await cinema.operate('GET', '/api/hall/metropol');
  const seats = hall.rows.flatMap((row) => row.seats);
  assert.equal(seats.filter((seat) => seat !== null).length, 200);
  assert.ok(hall.rows.every((row) => row.seats.filter((seat) => seat === null).length === 2));
  assert.deepEqual(hall.classes.map(({ name, price }) => [name, price]),
    [['Stalls', 0], ['Gold', 200], ['Box', 450]]);
  assert.deepEqual([...new Set(hall.rows.map((row) => row.class))],
    hall.classes.map(({ id }) => id));
  const { shows } = await cinema.operate('GET', '/api/movieshow?hall=Metropol&limit=100');
  const starts = shows.map(({ startsAt }) => startsAt).sort();
  assert.equal(starts.length, 21);
  assert.deepEqual(starts.slice(0, 3).map((at) => Date.parse(at)),
    ['13:00', '16:30', '20:00'].map((time) => Date.parse(`2099-12-21T${time}:00Z`)));
  const show = await showOf('the-third-man-metropol-20991227-2100');
  assert.deepEqual([show.price, show.currency, show.timeZone], [950, 'EUR', 'Europe/Berlin']);
  assert.deepEqual(show.rows.map((row) => row.seats), hall.rows.map((row) => row.seats));
}

test('a show has all that the form asks for, and its blocked seats are blocked', async () => {
  await keep('full', smallHall('Full'));
  const page = await openForm(browser, cinema, 'new/full');
  await labelled(page, 'Film').fill('Amélie');
  await labelled(page, 'Running time in minutes').fill('122');
  await labelled(page, 'Rating').fill('FSK 6');
  await labelled(page, 'Language').fill('fr');
  await labelled(page, 'Poster').fill('https://example.org/amelie.jpg');
  await labelled(page, 'First day').fill('2099-06-01');
  await labelled(page, 'Last day').fill('2099-06-01');
  await labelled(page, 'Times').fill('20');
  await labelled(page, 'Currency').selectOption('EUR');
  await labelled(page, 'Price of a seat').fill('10');
  await labelled(page, 'Gold').fill('3,50');
  for (const [at, name, price] of [[0, 'Adult', '0'], [1, 'Child', '-4']]) {
    await button(page, 'Add price type').click();
    await labelled(page, 'Type').nth(at).fill(name);
    await labelled(page, 'Extra price').nth(at).fill(price);
  }
  await labelled(page, 'Sales open on').fill('2099-05-01');
  await labelled(page, 'At').fill('10:00');
  await labelled(page, 'Sales close, minutes before the start').fill('30');
  await labelled(page, 'Most seats of a customer').fill('6');
  await labelled(page, 'Single seats left behind').selectOption('refuse');
  await button(page, 'Make shows').click();
  await page.getByRole('heading', { name: 'Amélie Open' }).waitFor();
  const id = 'amelie-full-20990601-2000';
  const show = await showOf(id);
  assert.equal((await cinema.seats(id)).A1, 'blocked');
  const { events } = await cinema.operate('GET', `/api/movieshow/${id}/events`);
  assert.deepEqual(events.map(({ type }) => type), ['ShowOpened', 'SeatsBlocked']);
  assert.deepEqual([show.startsAt, show.salesCloseAt, show.opensAt].map(Date.parse),
    ['2099-06-01T18:00Z', '2099-06-01T17:30Z', '2099-05-01T08:00Z'].map(Date.parse));
  assert.deepEqual(show.priceTypes.map(({ name, price }) => [name, price]),
    [['Adult', 0], ['Child', -400]]);
  assert.deepEqual(show.classes.map(({ price }) => price), [0, 350]);
  const { movie, poster, runningTime, rating, language, maxSeatsPerCustomer, singleSeats } = show;
  assert.deepEqual({ movie, poster, runningTime, rating, language }, {
    movie: 'Amélie', poster: 'https://example.org/amelie.jpg', runningTime: 122, rating: 'FSK 6',
    language: 'fr',
  });
  assert.deepEqual([maxSeatsPerCustomer, singleSeats], [6, 'refuse']);
  await closePage(page);
});

test('copy: to other days but for those left out; a second time nothing is doubled', async () => {
  await cinema.operate('PUT', '/api/movieshow/original',
    { ...storyHall('Vertigo'), timeZone: 'Asia/Kolkata' });
  const page = await openOperator(browser, cinema, 'show/original');
  await page.getByRole('link', { name: 'Copy' }).click();
  assert.equal(await labelled(page, 'Film').inputValue(), 'Vertigo');
  assert.equal(await labelled(page, 'First day').inputValue(), '2099-12-26');
  assert.equal(await labelled(page, 'Times').inputValue(), '00:00');
  await labelled(page, 'Times').fill('11:00 15:00');
  await labelled(page, 'Last day').fill('2099-12-28');
  await labelled(page, 'Mon').uncheck();
  await labelled(page, '2099-12-27 15:00').uncheck();
  await page.getByText('3 shows.').waitFor();
  await button(page, 'Make shows').click();
  await page.getByText('3 shows made.').waitFor();
  const { startsAt, rows } = await showOf('vertigo-big-hall-20991227-1100');
  assert.equal(Date.parse(startsAt), Date.parse('2099-12-27T05:30:00Z'));
  assert.deepEqual(rows, (await showOf('original')).rows);
  await page.goto(`${cinema.url}/operator#/shows/copy/original`);
  await labelled(page, 'Times').fill('11:00');
  await labelled(page, 'Price of a seat').fill('1');
  await button(page, 'Make shows').click();
  await page.getByText('at that time already, and it was left as it is: '
    + 'vertigo-big-hall-20991226-1100. 0 shows made.').waitFor();
  await cinema.operate('POST', '/api/movieshow/vertigo-big-hall-20991226-1100/cancel');
  await button(page, 'Make shows').click();
  await page.getByText('1 show made.').waitFor();
  assert.equal((await showOf('vertigo-big-hall-20991226-1100-2')).price, 100);
  await closePage(page);
});

test('edit: only what was changed is sent, and sales close with the new start', async () => {
  const show = await cinema.openShow({
    ...storyHall('M'), timeZone: 'Europe/Berlin', salesCloseAt: '2099-12-24T18:00:00Z',
  });
  const page = await openOperator(browser, cinema, `show/${show}`);
  const sent = sentBy(page, 'PATCH');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await button(page, 'Save changes').click();
  await page.getByText('Nothing is changed yet.').waitFor();
  await labelled(page, 'Time').fill('20:15');
  await labelled(page, 'Price of a seat').fill('160');
  await button(page, 'Save changes').click();
  await page.getByText('The show is changed.').waitFor();
  assert.deepEqual(sent, [{ price: 16000, startsAt: '2099-12-24T19:15:00.000Z' }]);
  const { salesCloseAt } = await showOf(show);
  assert.equal(Date.parse(salesCloseAt), Date.parse('2099-12-24T18:45:00Z'));
  await closePage(page);
});

test('edit: another hall that lacks seats in use is refused, with these seats', async () => {
  await keep('other', smallHall('Other'));
  const show = await cinema.openShow(storyHall('Laura'));
  await paid(cinema, show, ['F1', 'F2']);
  const page = await openForm(browser, cinema, `edit/${show}`);
  assert.ok(await labelled(page, 'Currency').isDisabled());
  await labelled(page, 'Hall').selectOption('other');
  await labelled(page, 'Gold').waitFor();
  await button(page, 'Save changes').click();
  await page.getByText('lacks seats that are in use: F1 (sold), F2 (sold).').waitFor();
  await checkSound(page, 'a hall that is refused');
  assert.equal((await showOf(show)).hall, 'Big hall');
  await closePage(page);
});

test('errors: each at its field, the focus at the first, before anything is sent', async () => {
  await keep('errors', smallHall('Errors'));
  const page = await openForm(browser, cinema, 'new');
  const sent = sentBy(page, 'POST');
  await button(page, 'Make shows').click();
  for (const text of ['Give the name of the film.', 'Choose a hall.', 'Give times such as'])
    await page.getByText(text).waitFor();
  assert.ok(await hasFocus(labelled(page, 'Film')));
  assert.equal(await labelled(page, 'Film').getAttribute('aria-invalid'), 'true');
  await checkSound(page, 'a form with errors');
  await labelled(page, 'Film').fill('Psycho');
  assert.equal(await page.getByText('Give the name of the film.').count(), 0);
  await labelled(page, 'Hall').selectOption('errors');
  await labelled(page, 'First day').fill('2099-03-29');
  await labelled(page, 'Times').fill('02:30');
  await labelled(page, 'Last day').fill('2100-03-30');
  await button(page, 'Make shows').click();
  await page.getByText('Choose a day within a year of the first one.').waitFor();
  await labelled(page, 'Last day').fill('2099-03-29');
  await labelled(page, 'Gold').fill('-20');
  await labelled(page, 'Price of a seat').fill('10');
  await button(page, 'Make shows').click();
  await page.getByText('02:30 does not exist on 2099-03-29').waitFor();
  await page.getByText('A seat of Gold would cost less than nothing.').waitFor();
  assert.ok(await hasFocus(labelled(page, 'Times')));
  assert.deepEqual(sent, []);
  await closePage(page);
});

test('errors: those of the server come to the field too', async () => {
  await keep('refused', smallHall('Refused'));
  const page = await openForm(browser, cinema, 'new/refused');
  await labelled(page, 'Film').fill('Zelig');
  await labelled(page, 'Times').fill('20:00');
  await labelled(page, 'Price of a seat').fill('10');
  await labelled(page, 'Time zone of the hall').fill('GMT0');
  await button(page, 'Make shows').click();
  await page.getByText('Must be the name of an IANA time zone.').waitFor();
  assert.ok(await hasFocus(labelled(page, 'Time zone of the hall')));
  await closePage(page);
});

test('shows: found by film and status; each leads to its form', async () => {
  await cinema.operate('PUT', '/api/movieshow/past',
    { ...storyHall('Nosferatu'), startsAt: '2001-01-01T18:30:00Z' });
  const show = await cinema.openShow(storyHall('Metropolis'));
  await cinema.operate('POST', `/api/movieshow/${show}/pause`);
  const page = await openOperator(browser, cinema, 'shows');
  const rows = page.getByRole('row');
  await labelled(page, 'Film or hall').fill('metropolis');
  await page.getByText('1 show', { exact: true }).waitFor();
  await labelled(page, 'Status').selectOption('OPEN');
  await page.getByText('No show fits.').waitFor();
  await labelled(page, 'Status').selectOption('PAUSED');
  await rows.nth(1).waitFor();
  await page.getByRole('link', { name: 'Edit Metropolis' }).click();
  assert.equal(await labelled(page, 'Film').inputValue(), 'Metropolis');
  await page.goBack();
  await labelled(page, 'Film or hall').fill('nosferatu');
  await page.getByText('No show fits.').waitFor();
  await labelled(page, 'Start').selectOption('Any time');
  await page.getByRole('link', { name: 'Nosferatu', exact: true }).waitFor();
  await checkSound(page, 'shows');
  await closePage(page);
});

for (const [name, options] of [['on a desktop', undefined], ['390 px', phone]])
  test(`axe-core finds nothing in the form of a show, ${name}`, async () => {
    await keep('sound', smallHall('Sound'));
    const show = await cinema.openShow(storyHall('Gilda'));
    const page = await openForm(browser, cinema, 'new/sound', options);
    await labelled(page, 'Gold').waitFor();
    await labelled(page, 'Times').fill('11 14 17 20');
    await button(page, 'A week from the first day').click();
    await button(page, 'Add price type').click();
    await checkSound(page, 'a new show');
    await page.goto(`${cinema.url}/operator#/shows/edit/${show}`);
    await button(page, 'Save changes').waitFor();
    await checkSound(page, 'a show that is changed');
    await page.goto(`${cinema.url}/operator#/shows/edit/unknown`);
    await page.getByRole('alert').waitFor();
    await checkSound(page, 'an unknown show');
    await closePage(page);
  });

test('keyboard: a show is made without a mouse', async () => {
  await keep('keys', smallHall('Keys'));
  const page = await openForm(browser, cinema, 'new/keys');
  await labelled(page, 'Gold').waitFor();
  assert.ok(await hasFocus(labelled(page, 'Film')));
  await page.keyboard.type('Rififi');
  const tabTo = async (label) => {
    for (let presses = 0; presses < 60 && !(await hasFocus(labelled(page, label))); ++presses)
      await page.keyboard.press('Tab');
  };
  await tabTo('Times');
  await page.keyboard.type('20:00');
  await tabTo('Price of a seat');
  await page.keyboard.type('8');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Rififi Open' }).waitFor();
  await closePage(page);
});
