// Each state of the programme: accessible by axe-core in both schemes, within the width of every window,
// and saying what is and what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { browser, cinema, useCinema } from './customer.mjs';
import { dayIn, openProgramme, openShows, showing, showOn } from './programme.mjs';

const widths = [320, 390, 768, 1280, 1920];
const longName = 'Donaudampfschifffahrtsgesellschaftskapitänskajüte '.repeat(3).trim();

useCinema({ 'cinema.name': 'The Royal Cinemas of the Old Town' }, async () => {
  const days = Array.from({ length: 14 }, (_, at) => at + 2);
  await openShows(cinema, days.flatMap((day) => [
    showOn(`a-${day}`, day, '10:00', { runningTime: 146, rating: 'U/A 13+', language: 'hi' }),
    showOn(`b-${day}`, day, '22:30', { movie: longName, hall: longName }),
    showOn(`c-${day}`, day, '12:30', { timeZone: 'Asia/Kolkata' }),
    showOn(`d-${day}`, day, '13:30'),
  ]));
  const seats = Object.keys(await cinema.seats('c-2'));
  await cinema.operate('POST', '/api/movieshow/c-2/block', { seats });
  await cinema.operate('POST', '/api/movieshow/a-2/block', { seats: seats.slice(2) });
  await cinema.operate('POST', '/api/movieshow/d-2/pause');
});

async function checkState(page, name) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    await checkFits(page, `${name} at ${width} px`);
    if (width === 390 || width === 1280) await checkAccessible(page, `${name} at ${width} px`);
  }
}

const states = {
  'a day with showings of each kind': async (page) => {
    await openProgramme(page, cinema);
    await page.getByText('Sold out').waitFor();
    await page.getByText('Sales paused').waitFor();
    await page.getByText('Only 2 seats left').waitFor();
  },
  'a search': async (page) => {
    await openProgramme(page, cinema, '?q=pyaasa');
    await showing(page, 'd-15').waitFor();
  },
  'a search that finds nothing': async (page) => {
    await openProgramme(page, cinema, `?q=${'unfindable'.repeat(9)}`);
    await page.getByText('Nothing matches').waitFor();
  },
  'filters that nothing matches': async (page) => {
    await openProgramme(page, cinema, `?time=morning&hall=${encodeURIComponent(longName)}`);
    await page.getByText('No showing of this day matches').waitFor();
  },
  'a programme that takes long': async (page) => {
    await page.route('**/api/programme*', () => {}); // Never answered.
    await page.goto(cinema.url);
    await page.getByText('This takes longer than usual').waitFor();
  },
};

for (const [name, reach] of Object.entries(states))
  test(`programme: ${name} is accessible and fits every window`, async () => {
    const page = await newPage(browser);
    await reach(page);
    await checkState(page, name);
    await closePage(page);
  });

test('programme: one without shows says so', async () => {
  const empty = await Cinema.open();
  const page = await newPage(browser);
  await openProgramme(page, empty);
  await page.getByText('There are no shows on sale at the moment').waitFor();
  await checkState(page, 'no shows');
  await closePage(page);
  await empty.close();
});

test('programme: right to left nothing reaches out of the window', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema);
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    await checkFits(page, `right to left at ${width} px`);
  }
  const [first, second] = await page.getByRole('tab').evaluateAll((tabs) =>
    tabs.slice(0, 2).map((tab) => tab.getBoundingClientRect().left));
  assert.ok(first > second, 'the first day is at the right');
  await page.getByRole('tab').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.locator(`[data-day="${dayIn(3)}"][aria-selected="true"]`).waitFor();
  await closePage(page);
});

test('programme: a server that is down leaves what was read, and the page comes back', async () => {
  const down = await Cinema.open();
  await openShows(down, [showOn('one', 3, '10:00'), showOn('two', 4, '10:00')]);
  const page = await newPage(browser);
  await openProgramme(page, down);
  await down.stop();
  await page.getByLabel('Search films and halls').fill('pyaasa');
  const alert = page.getByRole('alert').filter({ hasText: 'The server does not respond' });
  await alert.getByText('What you see here may be out of date').waitFor();
  await showing(page, 'one').waitFor();
  await checkState(page, 'a server that is down');
  await down.start();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await showing(page, 'two').waitFor();
  await alert.waitFor({ state: 'hidden' });
  await closePage(page);
  await down.close();
});

test('programme: after an error that does not pass by itself a button tries again', async () => {
  const page = await newPage(browser);
  await page.route('**/api/programme*', (route) => route.fulfill({ status: 404, body: '{}' }));
  await page.goto(cinema.url);
  await page.getByText('The server could not answer (status 404).').waitFor();
  await page.unroute('**/api/programme*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await showing(page, 'a-2').waitFor();
  await closePage(page);
});

for (const [status, words] of [[429, 'too many requests'], [503, 'The server is very busy']])
  test(`programme: after ${status} the page says why and tries again by itself`, async () => {
    const page = await newPage(browser);
    await page.clock.install();
    let refusals = 0;
    await page.route('**/api/programme*', (route) => {
      refusals += 1;
      return route.fulfill({
        status, headers: { 'Retry-After': '7' }, contentType: 'application/problem+json', body: '{}',
      });
    });
    await page.goto(cinema.url);
    await page.getByRole('alert').getByText(words).waitFor();
    await page.getByText('The page tries again in 7 seconds').waitFor();
    await checkState(page, `a page after ${status}`);
    await page.unroute('**/api/programme*');
    await page.clock.fastForward(70_000);
    await showing(page, 'a-2').waitFor();
    assert.ok(refusals > 0);
    await closePage(page);
  });
