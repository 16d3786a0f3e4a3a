// axe-core and the widths of the operator's daily tools, in their states.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator, openShow, seat, slideTo } from './operator.mjs';
import { paid, report, storyHall, storySettings } from './operator_story.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const desktop = { viewport: { width: 1280, height: 900 } };
const widths = [320, 390, 600, 768, 1024, 1121, 1280, 1600, 1920];

/** No button is stretched by the grid that it is in. */
async function checkButtons(page, state) {
  const tall = await page.locator('.button:visible').evaluateAll((all) => all.filter((each) => {
    const text = document.createRange();
    text.selectNodeContents(each);
    return each.offsetHeight > text.getBoundingClientRect().height + 48;
  }).map((each) => each.outerHTML));
  assert.deepEqual(tall, [], state);
}

async function sound(page, state) {
  await checkAccessible(page, state);
  await checkFits(page, state);
  await checkButtons(page, state);
}

/** A show of 2099-12-24 with a PAID booking of which a seat was returned. */
async function evening() {
  const show = await cinema.openShow({
    ...storyHall('Donaudampfschifffahrtsgesellschaftskapitän'),
    priceTypes: [{ id: 'ADULT', name: 'Adult', price: 0 }, { id: 'CHILD', name: 'Child', price: -5000 }],
  });
  const booking = await paid(cinema, show, ['A1', 'A2', 'A3']);
  await cinema.operate('POST', `/api/ticket/${booking.reqId}/cancel`, { seats: ['A3'] });
  await report(cinema, { ...booking, reqId: `${show}.AAAAAAAAAAAAAAAAAAAAAA` }, 'SUCCESS')
    .catch(() => {}); // It is refused, and counted.
  return { show, ...booking };
}

for (const [name, options] of [['on a desktop', desktop], ['390 px', phone]]) {
  test(`axe-core finds nothing today and in the reports, ${name}`, async () => {
    await evening();
    const page = await openOperator(browser, cinema, '', options);
    await page.getByLabel('Needs attention').getByRole('link', { name: 'Refunds due' }).waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2099-12-24');
    await page.getByLabel('The day', { exact: true }).waitFor();
    await sound(page, 'today');
    await page.goto(`${cinema.url}/operator#/reports`);
    await page.getByRole('row').nth(1).waitFor();
    await button(page, 'Show the sheet').click();
    await page.locator('.day-sheet').waitFor();
    await sound(page, 'the reports');
    await closePage(page);
  });

  test(`axe-core finds nothing about a booking, ${name}`, async () => {
    const { show, reqId } = await evening();
    const page = await openOperator(browser, cinema, 'find', options);
    await sound(page, 'before a search');
    await page.getByRole('searchbox').fill('someone@example.org');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText(/bookings? found by|What happened/).first().waitFor();
    await sound(page, 'after a search');
    await page.goto(`${cinema.url}/operator#/booking/${reqId}`);
    await button(page, 'Return seats…').click();
    await sound(page, 'before seats are returned');
    await button(page, 'Move…').click();
    await page.getByText('The booking has A1, A2.').waitFor();
    await seat(page, 'A1').click();
    await sound(page, 'a move');
    await page.goto(`${cinema.url}/operator#/find/99/${show}`);
    await page.getByText('No booking is found by 99.').waitFor();
    await closePage(page);
  });

  test(`axe-core finds nothing at the counter, ${name}`, async () => {
    const { show } = await evening();
    const page = await openOperator(browser, cinema, `counter/${show}`, options);
    await page.getByRole('textbox', { name: 'Child' }).fill('2');
    await page.getByText(/^Best available:/).waitFor();
    await sound(page, 'a sale');
    await page.keyboard.press('c');
    await page.getByLabel('The last sale').getByText('in cash').waitFor();
    await page.keyboard.press('c');
    await page.getByText('Say how many first').waitFor();
    await sound(page, 'after a sale');
    await page.route('**/sell', (route) => route.abort());
    await page.keyboard.press('1');
    await page.keyboard.press('c');
    await button(page, 'Ask again').waitFor();
    await sound(page, 'a sale without an answer');
    await closePage(page);
  });

  test(`axe-core finds nothing in the past of a show, ${name}`, async () => {
    const { show } = await evening();
    const page = await openShow(browser, cinema, show, options);
    await slideTo(page, 2);
    await seat(page, 'B1').click();
    await sound(page, 'the past');
    await closePage(page);
  });
}

test('no page reaches out of the window, from 320 to 1920 px', async () => {
  const { show, reqId } = await evening();
  const page = await openOperator(browser, cinema);
  const ready = {
    '': '.today .figures', find: '.find', [`booking/${reqId}`]: '.booking-body:visible',
    [`counter/${show}`]: '.sale-form', reports: '.report', [`show/${show}`]: '.timeline',
    refunds: '.refunds tbody tr', shows: '.shows tbody tr',
  };
  for (const [address, shown] of Object.entries(ready)) {
    await page.goto(`${cinema.url}/operator#/${address}`);
    if (address === '') await page.getByLabel('Day', { exact: true }).fill('2099-12-24');
    await page.locator(shown).first().waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await checkFits(page, `#/${address} at ${width} px`);
    }
  }
  await closePage(page);
});
