// Where things are on a show of the operator's page: actions beside the hall, the past and the present.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkFits, closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator, openShow, seat, seatsShown, slideTo } from './operator.mjs';
import { confirmed, paid, report, storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const choice = (page) => page.getByLabel('Chosen seats');
const past = (page) => page.locator('.past');

async function inView(page, locator) {
  const box = await locator.boundingBox();
  const { width, height } = page.viewportSize();
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

for (const [name, options] of [['1280 px', { viewport: { width: 1280, height: 800 } }], ['a phone', phone]]) {
  test(`seats: the actions are in view with the seat that is chosen, at ${name}`, async () => {
    const show = await cinema.openShow(storyHall());
    const page = await openShow(browser, cinema, show, options);
    for (const id of ['A1', 'F5']) {
      await seat(page, id).click();
      assert.ok(await inView(page, seat(page, id)), `${id} is in view`);
      assert.ok(await inView(page, button(choice(page), 'Block…')), `the actions are in view with ${id}`);
    }
    await closePage(page);
  });
}

test('seats: actions that cannot apply are not offered', async () => {
  const show = await cinema.openShow(storyHall());
  await paid(cinema, show, ['A1']);
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['B1'] });
  const page = await openShow(browser, cinema, show);
  const offers = async () =>
    (await choice(page).locator('.buttons > :visible').allInnerTexts()).join(' ');
  assert.equal(await offers(), '');
  await seat(page, 'A2').click();
  assert.equal(await offers(), 'Sell… Block… Clear choice');
  await seat(page, 'A1').click();
  assert.equal(await offers(), 'Clear choice');
  await choice(page).getByText('Not free: A1.').waitFor();
  await button(page, 'Clear choice').click();
  await seat(page, 'B1').click();
  assert.equal(await offers(), 'Unblock… Clear choice');
  await slideTo(page, 1);
  assert.equal(await offers(), 'Clear choice', 'nothing can be done in the past');
  await closePage(page);
});

test('figures: none is wider than its place, however much was earned', async () => {
  const show = await cinema.openShow({ ...storyHall(), price: 900_000_000_000, currency: 'INR' });
  await cinema.operate('POST', `/api/movieshow/${show}/sell`,
    { bestAvailable: { count: 10 }, method: 'CASH' });
  const page = await openShow(browser, cinema, show);
  const fit = async (what) => {
    for (const width of [320, 390, 768, 769, 1121, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await checkFits(page, `${what} at ${width} px`);
      const beyond = await page.locator('.figures').evaluateAll((lists) => lists.flatMap((list) =>
        [...list.querySelectorAll('dd')].filter((each) => each.scrollWidth > each.clientWidth
          || each.getBoundingClientRect().right > list.getBoundingClientRect().right + 1)).length);
      assert.equal(beyond, 0, `${what} at ${width} px`);
    }
  };
  await fit('the show');
  const earned = page.getByText(/₹90,000,000,\d00\.00/).first();
  await page.goto(`${cinema.url}/operator#/`);
  await page.getByLabel('Day', { exact: true }).fill('2099-12-24');
  await earned.waitFor();
  await fit('today');
  await page.goto(`${cinema.url}/operator#/reports`);
  await button(page, 'Show the sheet').click();
  await page.locator('.day-sheet table').first().waitFor();
  await earned.waitFor();
  await fit('the reports');
  await closePage(page);
});

test('link to a booking: the page says that it is the past, one click leads to the present', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId } = await confirmed(cinema, show, ['A1']);
  await confirmed(cinema, show, ['B1']);
  const page = await openShow(browser, cinema, `${show}/${reqId}`);
  await page.getByRole('heading', { name: `Booking ${number}`, exact: true }).waitFor();
  await past(page).getByText(/This is the past: .* after event 3 of 5\./).waitFor();
  assert.equal((await seatsShown(page)).B1, 'available');
  await button(page, 'Show the present').click();
  await past(page).waitFor({ state: 'hidden' });
  assert.equal((await seatsShown(page)).B1, 'held');
  await closePage(page);
});

test('link to a booking: one whose last event is the latest shows the present', async () => {
  const show = await cinema.openShow(storyHall());
  const { number, reqId } = await confirmed(cinema, show, ['A1']);
  const page = await openShow(browser, cinema, `${show}/${reqId}`);
  await page.getByRole('heading', { name: `Booking ${number}`, exact: true }).waitFor();
  assert.ok(!(await past(page).isVisible()));
  await page.getByRole('link', { name: `Open booking ${number}` }).click();
  await page.getByRole('heading', { name: `Booking ${number} Confirmed` }).waitFor();
  await closePage(page);
});

test('events: each names the token of the operator', async () => {
  const show = await cinema.openShow(storyHall());
  const token = cinema.createToken('night-shift', 'operate');
  await cinema.done('POST', `/api/movieshow/${show}/block`, { seats: ['A1'] },
    { Authorization: `Bearer ${token}` });
  const page = await openShow(browser, cinema, show);
  const event = page.getByRole('option', { name: /Blocked A1/ });
  await event.getByText('by night-shift').waitFor();
  await page.getByRole('heading', { name: 'Blocked A1 (night-shift)' }).waitFor();
  await closePage(page);
});

test('refunds: the oldest comes first, whatever its show', async () => {
  const [first, second] = [await cinema.openShow(storyHall()), await cinema.openShow(storyHall())];
  const wrong = (booking) =>
    report(cinema, booking, 'SUCCESS', { amount: { value: 1, currency: 'INR' } });
  await wrong(await confirmed(cinema, second, ['A1']));
  await wrong(await confirmed(cinema, first, ['A1']));
  const page = await openOperator(browser, cinema, 'refunds');
  await page.getByText('the oldest first').waitFor();
  const shows = await page.locator('.refunds tbody a').allInnerTexts();
  const ours = shows.filter((show) => [first, second].includes(show));
  assert.deepEqual(ours, [second, first]);
  const times = await page.locator('.refunds tbody time').evaluateAll((all) =>
    all.map(({ dateTime }) => dateTime));
  assert.deepEqual(times, [...times].sort());
  await until('all are there', async () => times.length === shows.length);
  await closePage(page);
});
