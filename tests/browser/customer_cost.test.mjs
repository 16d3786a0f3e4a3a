// What the page costs: bytes over the wire and work done for them, counted. The time it takes
// depends on the machine: `./dev bench-pages` measures it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { Cinema, hallOf } from './cinema.mjs';
import { browser, cinema, looks, openHall, useCinema } from './customer.mjs';
import { idsShown, openShows, showOn } from './programme.mjs';

const mostBytes = 100_000;
const most = { layouts: 8, styles: 12 }; // of a first view; found: 3 and 4

useCinema();

/** Counts what the page receives. */
async function countBytes(page) {
  const wire = await page.context().newCDPSession(page);
  const counted = { bytes: 0, requests: [] };
  await wire.send('Network.enable');
  wire.on('Network.requestWillBeSent', ({ request }) => {
    counted.requests.push(new URL(request.url).pathname);
  });
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counted.bytes += encodedDataLength;
  });
  wire.on('Network.webSocketFrameReceived', ({ response }) => {
    counted.bytes += response.payloadData.length;
  });
  return counted;
}

/** Writes down in `changes` each change of the document, as {type, seat, attribute, added}. */
function watchChanges() {
  globalThis.changes = [];
  new MutationObserver((records) => {
    for (const { type, target, addedNodes, attributeName } of records) {
      const added = [...addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE);
      globalThis.changes.push({
        type,
        seat: target.dataset?.seat,
        attribute: attributeName,
        inHall: Boolean(target.closest?.('.hall')),
        added: added.reduce((sum, node) => sum + node.querySelectorAll('[data-seat]').length, 0),
      });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** Counts how often the page's styles and its layout are worked out from now on. */
async function countEffort(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Performance.enable');
  return async () => {
    const { metrics } = await wire.send('Performance.getMetrics');
    const of = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    return { layouts: of.LayoutCount, styles: of.RecalcStyleCount };
  };
}

/** The first view of a hall in which the first two seats are not for sale. */
async function firstView(body) {
  const show = await cinema.openShow(body);
  const seats = Object.keys(await cinema.seats(show));
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: seats.slice(0, 2) });
  const page = await newPage(browser);
  const received = await countBytes(page);
  const effortNow = await countEffort(page);
  await page.addInitScript(watchChanges);
  await openHall(page, cinema, show);
  await looks(page, seats[0], 'blocked');
  await page.getByRole('gridcell', { name: '₹150.00' }).first().waitFor();
  const effort = await effortNow();
  const changes = await page.evaluate(() => globalThis.changes);
  await closePage(page);
  return { ...received, effort, changes };
}

test('cost: a first view of 500 seats is few bytes, and each seat is made once', async (t) => {
  // The first page of a browser also starts its processes; its cache is not that of the next ones.
  const first = await newPage(browser);
  await first.goto(cinema.url);
  await closePage(first);
  const { bytes, requests, effort, changes } = await firstView(hallOf(20, 25));
  t.diagnostic(`${bytes} bytes, ${effort.layouts} layouts, styles ${effort.styles} times`);
  assert.ok(bytes < mostBytes, `${bytes} bytes`);
  const made = changes.map(({ added }) => added).filter((count) => count > 0);
  assert.deepEqual(made, [500], 'seats that came into the document, at a time');
  // They are drawn as they are; what they are called, with the price, follows a frame later.
  const later = changes.filter(({ type, seat }) => type === 'attributes' && seat);
  assert.deepEqual(new Set(later.map(({ attribute }) => attribute)), new Set(['aria-label']));
  assert.equal(later.length, 500);
  for (const path of ['/api/movieshow/', '/seats'])
    assert.ok(requests.some((each) => each.includes(path)), path);
  assert.equal(new Set(requests).size, requests.length, `no request is repeated: ${requests}`);
});

test('cost: a hall of 500 seats is laid out as often as one of 50', async (t) => {
  const [small, large] = [await firstView(hallOf(2, 25)), await firstView(hallOf(20, 25))];
  t.diagnostic(`${JSON.stringify(small.effort)} and ${JSON.stringify(large.effort)}`);
  // Frames may fall between the steps of a view, so the counts of two views differ by some.
  for (const { effort } of [small, large])
    for (const what of Object.keys(most))
      assert.ok(effort[what] <= most[what], `${what}: ${effort[what]}`);
});

/** Counts a first view of the programme. */
async function firstProgramme(page, at) {
  const received = await countBytes(page);
  await page.goto(at.url);
  await page.locator('.showing').first().waitFor();
  await page.waitForLoadState('networkidle');
  return received;
}

test('cost: a delta of 100 seats changes attributes of these seats and nothing else', async () => {
  const show = await cinema.openShow(hallOf(20, 25));
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  const seats = Object.keys(await cinema.seats(show)).slice(0, 100);
  await page.getByRole('gridcell', { name: '₹150.00' }).first().waitFor();
  await page.evaluate(watchChanges);
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats });
  await looks(page, seats.at(-1), 'blocked');
  const changes = (await page.evaluate(() => globalThis.changes)).filter(({ inHall }) => inHall);
  assert.deepEqual([...new Set(changes.map(({ type }) => type))], ['attributes']);
  assert.deepEqual(new Set(changes.map(({ seat }) => seat)), new Set(seats));
  // What it is called, whether it can be chosen, and how it looks.
  assert.equal(changes.length, 3 * seats.length);
  await closePage(page);
});

test('cost: a delta is laid out in one go, whatever its size', async () => {
  const show = await cinema.openShow(hallOf(20, 25));
  const page = await newPage(browser);
  const effortNow = await countEffort(page);
  await openHall(page, cinema, show);
  const seats = Object.keys(await cinema.seats(show));
  const efforts = [];
  for (const count of [1, 100]) {
    const before = await effortNow();
    await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: seats.splice(0, count) });
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('.hall [data-state="blocked"]').length === wanted,
      count === 1 ? 1 : 101,
    );
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn())));
    const now = await effortNow();
    efforts.push(now.layouts - before.layouts);
  }
  assert.ok(efforts.every((layouts) => layouts <= 2), `layouts of a delta: ${efforts}`);
  await closePage(page);
});

test('cost: a first view of 2,000 shows is few bytes and few requests', async (t) => {
  const large = await Cinema.open({ 'cinema.name': 'Regal Cinemas' });
  const facts = { runningTime: 146, rating: 'U/A 13+', language: 'hi', timeZone: 'Asia/Kolkata' };
  await openShows(large, Array.from({ length: 2_000 }, (_, at) => showOn(
    `show-${at}`, 2 + Math.floor(at / 100), `${10 + (at % 8)}:30`,
    { ...facts, movie: `The film no. ${at % 25}`, hall: `Screen ${at % 12}` })));
  const page = await newPage(browser);
  const { requests, ...received } = await firstProgramme(page, large);
  t.diagnostic(`${received.bytes} bytes, ${requests.length} requests`);
  assert.equal((await idsShown(page)).length, 100);
  assert.equal(await page.getByRole('tab').count(), 20);
  assert.ok(received.bytes < mostBytes, `${received.bytes} bytes`);
  assert.deepEqual(requests.filter((path) => path.startsWith('/api/')).sort(),
    ['/api/movieshow', '/api/programme', '/api/settings']);
  await closePage(page);
  await large.close();
});
