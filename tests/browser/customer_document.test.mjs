// The document of a show, /show/ID, as a link from elsewhere opens it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { book, browser, cinema, looks, reqIdOf, says, useCinema } from './customer.mjs';

useCinema();

/** A page at the show's document, and the paths that it requests from now on. */
async function openDocument(show, { options = {}, prepare = async () => {} } = {}) {
  const page = await newPage(browser, options);
  const requested = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await prepare(page);
  await page.goto(`${cinema.url}/show/${show}`);
  return { page, requested };
}

const apiCalls = (requested) => requested.filter((path) => path.startsWith('/api/'));

test('document: draws the hall without a request, stays live, and sells', async () => {
  const show = await cinema.openShow(hallOf(4, 6));
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A1'] });
  const { page, requested } = await openDocument(show);
  await page.locator('.choice').waitFor();
  assert.deepEqual(apiCalls(requested), []);
  assert.equal(page.url(), `${cinema.url}/#/show/${show}`);
  assert.equal(await page.title(), 'Pyaasa · boxoffice');
  await looks(page, 'A1', 'blocked');
  await looks(page, 'A2', 'available');
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A2'] });
  await looks(page, 'A2', 'blocked');
  await book(page, ['B1', 'B2']);
  await says(page, 'Pay');
  assert.match(reqIdOf(page), new RegExp(`^${show}\\.`));
  await closePage(page);
});

test('document: is in the language of the reader', async () => {
  const show = await cinema.openShow(hallOf(2, 4));
  const { page, requested } = await openDocument(show, { options: { locale: 'de-DE' } });
  await page.getByRole('link', { name: 'Alle Vorstellungen' }).waitFor();
  assert.deepEqual(apiCalls(requested), []);
  await closePage(page);
});

test('document: back in the history leads to where the link was', async () => {
  const show = await cinema.openShow(hallOf(2, 4));
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/#/bookings`);
  await page.evaluate((path) => location.assign(path), `/show/${show}`);
  await page.locator('.choice').waitFor();
  await page.goBack();
  await page.waitForURL(`${cinema.url}/#/bookings`);
  await page.goForward();
  await page.locator('.choice').waitFor();
  await closePage(page);
});

test('document: without what it should bring along, the page requests it', async () => {
  const show = await cinema.openShow(hallOf(2, 4));
  const bare = await (await fetch(cinema.url)).text();
  const { page, requested } = await openDocument(show, {
    prepare: (opened) => opened.route(`**/show/${show}`, (route) =>
      route.fulfill({ contentType: 'text/html', body: bare })),
  });
  await page.locator('.choice').waitFor();
  assert.deepEqual(apiCalls(requested).sort(),
    ['/api/settings', `/api/movieshow/${show}`, `/api/movieshow/${show}/seats`].sort());
  await closePage(page);
});

test('document: a link with an id that was encoded for no reason opens the show', async () => {
  const show = await cinema.openShow(hallOf(2, 4));
  const { page } = await openDocument(show.replaceAll('-', '%2d').replace('s', '%73'));
  await page.locator('.choice').waitFor();
  assert.equal(page.url(), `${cinema.url}/#/show/${show}`);
  for (const odd of ['%2F', '%23', 'a%20b', '%E0%A4']) {
    await page.goto(`${cinema.url}/show/${odd}`);
    await page.locator('#main > *').first().waitFor();
  }
  await closePage(page);
});

test('document: what stands behind the id in the fragment comes first', async () => {
  const show = await cinema.openShow(hallOf(2, 4));
  const { page } = await openDocument(`${show}#/bookings`);
  await page.getByRole('heading', { name: 'Your bookings' }).waitFor();
  assert.equal(page.url(), `${cinema.url}/#/bookings`);
  await closePage(page);
});

test('document: of a show that is unknown says so', async () => {
  const { page } = await openDocument('none');
  await page.getByRole('heading', { name: 'There is no such show' }).waitFor();
  await closePage(page);
});
