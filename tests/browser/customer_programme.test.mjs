// The programme: days, films and showings, by mouse, finger and keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage, phone } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import { browser, cinema, useCinema } from './customer.mjs';
import {
  dayIn, film, idsShown, isRead, openProgramme, openShows, showing, showOn, tab,
} from './programme.mjs';
import { until } from './until.mjs';

const many = Array.from({ length: 40 }, (_, at) =>
  showOn(`long-${at}`, 6, '20:00', { movie: `Film ${at}`, hall: at % 2 ? 'Regal' : 'Roxy' }));

useCinema({ 'cinema.name': 'Regal Cinemas' }, () => openShows(cinema, [
  showOn('second', 3, '18:30'),
  showOn('first', 3, '10:00'),
  showOn('roxy', 3, '22:15', { hall: 'Roxy', movie: 'Mughal-e-Azam' }),
  showOn('late', 4, '01:30', { hall: 'Roxy', movie: 'Mughal-e-Azam' }),
  showOn('gone', -1, '10:00'),
  showOn('called-off', 3, '12:00'),
  ...many,
]).then(() => cinema.operate('POST', '/api/movieshow/called-off/cancel')));

const selected = (page) => page.locator('[role="tab"][aria-selected="true"]');

async function isSelected(page, days) {
  await until('the day is shown', async () =>
    (await selected(page).getAttribute('data-day')) === dayIn(days));
  await isRead(page);
}

const control = (page, label) => page.getByLabel(label, { exact: true });
const search = (page) => control(page, 'Search films and halls');

test('programme: a day has its films with their showings in the order of their starts', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema);
  assert.equal(await page.getByRole('tab').count(), 3);
  await isSelected(page, 3);
  assert.deepEqual(await idsShown(page), ['first', 'second', 'roxy']);
  assert.equal(await film(page, 'Pyaasa').locator('a.showing').count(), 2);
  const text = await showing(page, 'roxy').textContent();
  assert.match(text, /22:15.*Roxy.*Base price ₹150\.00/);
  await page.getByText('3 showings, 2 films').waitFor();
  await tab(page, 4).click();
  await isSelected(page, 4);
  assert.deepEqual(await idsShown(page), ['late']);
  await page.goBack();
  await isSelected(page, 3);
  await closePage(page);
});

test('programme: the first day is called today or tomorrow, if it is', async () => {
  const soon = await Cinema.open();
  const startsAt = new Date(Date.now() + 7_200_000).toISOString();
  const id = await soon.openShow({ ...hallOf(1, 8), startsAt });
  const page = await newPage(browser);
  await openProgramme(page, soon);
  await showing(page, id).waitFor();
  const name = startsAt.slice(0, 10) === dayIn(0) ? 'Today' : 'Tomorrow';
  assert.equal(await page.locator('.day-name').first().textContent(), name);
  await closePage(page);
  await soon.close();
});

test('programme: the keys of tabs lead through the days, and Enter opens a show', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema);
  await selected(page).focus();
  for (const [key, days] of [['ArrowRight', 4], ['End', 6], ['ArrowRight', 6], ['ArrowLeft', 4],
    ['Home', 3]]) {
    await page.keyboard.press(key);
    await isSelected(page, days);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.day), dayIn(days), key);
  }
  await search(page).focus();
  for (let presses = 0; presses < 4; ++presses) {
    await page.keyboard.press('Tab');
    if (await showing(page, 'first').evaluate((link) => link === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Pyaasa' }).waitFor();
  await closePage(page);
});

test('programme: a finger opens a show of another day with two taps', async () => {
  const page = await newPage(browser, phone);
  await openProgramme(page, cinema);
  await tab(page, 4).tap();
  await showing(page, 'late').tap();
  await page.getByRole('heading', { level: 1, name: 'Mughal-e-Azam' }).waitFor();
  await closePage(page);
});

for (const [name, goBack] of Object.entries({
  'the button of the browser': (page) => page.goBack(),
  'the link of the page': (page) => page.getByRole('link', { name: 'All shows' }).click(),
}))
  test(`programme: ${name} leads back to the same day, filters and place`, async () => {
    const page = await newPage(browser, phone);
    await openProgramme(page, cinema, `?day=${dayIn(6)}&hall=Roxy`);
    assert.equal((await idsShown(page)).length, 20);
    await showing(page, 'long-20').scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 500, `scrolled by ${before} px`);
    await showing(page, 'long-20').tap();
    await page.locator('.choice').waitFor();
    await goBack(page);
    await isSelected(page, 6);
    assert.equal(await control(page, 'Hall').inputValue(), 'Roxy');
    assert.ok(Math.abs(await page.evaluate(() => scrollY) - before) < 2);
    assert.equal(await page.evaluate(() => document.activeElement.hash), '#/show/long-20');
    await closePage(page);
  });

test('programme: a search finds shows of all days, and ends at the day it began', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema, `?day=${dayIn(6)}`);
  const requested = [];
  page.on('request', (request) => requested.push(request.url()));
  await search(page).pressSequentially('mughal');
  await film(page, 'Mughal-e-Azam').waitFor();
  assert.equal(requested.filter((url) => url.includes('q=')).length, 1, 'one request for all letters');
  assert.deepEqual(await idsShown(page), ['roxy', 'late']);
  assert.equal(await film(page, 'Mughal-e-Azam').getByRole('heading', { level: 3 }).count(), 2);
  assert.equal(await selected(page).count(), 0);
  await page.reload();
  await isRead(page);
  assert.equal(await search(page).inputValue(), 'mughal');
  assert.deepEqual(await idsShown(page), ['roxy', 'late']);
  await search(page).fill('no such film');
  await page.getByText('Nothing matches “no such film”').waitFor();
  await search(page).fill('');
  await isSelected(page, 6);
  await search(page).fill('roxy');
  await showing(page, 'late').waitFor();
  await tab(page, 4).click();
  await isSelected(page, 4);
  assert.equal(await search(page).inputValue(), '');
  await closePage(page);
});

test('programme: filters of hall and time of day, which are cleared together', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema);
  await control(page, 'Time of day').selectOption('evening');
  await until('the evening is shown', async () => (await idsShown(page)).join() === 'second');
  await control(page, 'Time of day').selectOption('night');
  await until('the night is shown', async () => (await idsShown(page)).join() === 'roxy');
  await control(page, 'Hall').selectOption('Regal');
  await page.getByText('No showing of this day matches the filters').waitFor();
  await control(page, 'Time of day').selectOption('');
  await until('the hall is shown', async () => (await idsShown(page)).join() === 'first,second');
  assert.equal(await tab(page, 4).count(), 0, 'a day without shows of that hall');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await showing(page, 'roxy').waitFor();
  assert.equal(await page.evaluate(() => location.hash), '#/');
  await tab(page, 4).click();
  await isSelected(page, 4);
  await control(page, 'Time of day').selectOption('night');
  await until('1:30 is night', async () => (await idsShown(page)).join() === 'late');
  await closePage(page);
});

test('programme: a show that begins is gone without a reload', async () => {
  const soon = await Cinema.open();
  const hourMs = 3_600_000;
  const startsAt = new Date(Date.now() + hourMs).toISOString();
  await openShows(soon, [{ ...showOn('now', 0, '00:00'), startsAt }, showOn('then', 3, '10:00')]);
  const page = await newPage(browser);
  await page.clock.install();
  await openProgramme(page, soon);
  await showing(page, 'now').waitFor();
  await page.clock.fastForward(hourMs + 60_000);
  await page.getByText('There are no more showings on this day').waitFor();
  assert.deepEqual(await idsShown(page), []);
  await closePage(page);
  await soon.close();
});
