// A booking that was lost or ran out, and the way to new seats; leaving an unpaid one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { checkAccessible, checkFits, closePage, launch, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { book, looks, openHall, openTicket, reqIdOf, says, seat } from './customer.mjs';
import { until } from './until.mjs';

let browser;
let hasty; // wants its money at once
let usual;

before(async () => {
  browser = await launch();
  hasty = await Cinema.open({ 'payment.window': '6s' });
  usual = await Cinema.open();
});

after(async () => {
  await browser?.close();
  await Cinema.closeAll();
});

/** A page with a booking of `ids` that has run out. */
async function expiredOn(page, ids) {
  const show = await hasty.openShow();
  await openHall(page, hasty, show);
  await book(page, ids);
  await says(page, 'run out');
  return show;
}

for (const [way, options, press] of [
  ['a click', {}, (button) => button.click()],
  ['a touch', phone, (button) => button.tap()],
  ['the Enter key', {}, (button) => button.press('Enter')],
])
  test(`again: ${way} asks for the same seats once more`, async () => {
    const page = await newPage(browser, options);
    await expiredOn(page, ['A1', 'A2']);
    const first = reqIdOf(page);
    await looks(page, 'A2', 'available');
    await checkFits(page, 'a booking that ran out');
    await press(page.getByRole('button', { name: 'Ask for A1 and A2 again' }));
    await says(page, 'Confirmed');
    assert.notEqual(reqIdOf(page), first);
    assert.deepEqual((await hasty.booking(reqIdOf(page))).seats, ['A1', 'A2']);
    await closePage(page);
  });

test('again: if a seat has gone, the nearest ones that are free are chosen, and not booked', async () => {
  const page = await newPage(browser);
  const show = await expiredOn(page, ['B3', 'B4']);
  const { reqId } = await hasty.done('POST', '/api/ticket/book', {
    userMail: 'someone@example.org', movieShowId: show, seats: ['B4'],
  });
  await until('it is paid', async () => {
    if ((await hasty.booking(reqId)).status === 'CONFIRMED') await hasty.pay(reqId);
    return (await hasty.booking(reqId)).status === 'PAID';
  });
  await looks(page, 'B4', 'sold');
  await page.getByRole('button', { name: 'Choose free seats near B3 and B4' }).click();
  await page.locator('.choice').waitFor();
  await until('two seats are chosen', async () =>
    (await page.locator('[data-mark="chosen"][data-seat]').count()) === 2);
  const chosen = await page.locator('[data-mark="chosen"][data-seat]').evaluateAll((seats) =>
    seats.map((each) => each.dataset.seat));
  // A3 and A4, C3 and C4 are a row away; B2 and B3 have an aisle between them.
  assert.ok(['A3,A4', 'C3,C4'].includes(chosen.join()), chosen.join());
  assert.match(page.url(), /#\/show\//);
  await closePage(page);
});

test('again: in a tab that knows no mail address the form asks for it, with the seats chosen', async () => {
  const reqId = await hasty.book(await hasty.openShow(), ['A1']);
  const page = await newPage(browser);
  await openTicket(page, hasty, reqId);
  await says(page, 'run out');
  await looks(page, 'A1', 'available');
  await page.getByRole('button', { name: 'Ask for A1 again' }).click();
  await page.locator('.choice').waitFor();
  assert.equal(await seat(page, 'A1').getAttribute('data-mark'), 'chosen');
  assert.equal(await page.getByLabel('Mail address').inputValue(), '');
  await closePage(page);
});

/** Whether the element lies within the window. */
async function isInView(page, shown) {
  const box = await shown.boundingBox();
  const { height } = page.viewportSize();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

test('wait: on a phone a refusal and other seats are where the customer looks', async () => {
  const strict = await Cinema.open({
    'limits.enabled': 'true', 'limits.rebook_wait': '10m', 'payment.window': '300ms',
  });
  const page = await newPage(browser, phone);
  await openHall(page, strict, await strict.openShow());
  await book(page, ['A1', 'A2']);
  await says(page, 'run out');
  await looks(page, 'A2', 'available');
  await page.getByRole('button', { name: 'Ask for A1 and A2 again', exact: true }).tap();
  const said = page.locator('.bar-said[data-said*="A1 and A2 are open to others first"]');
  await said.waitFor();
  assert.match(await said.getAttribute('data-said'), /again from \d\d:\d\d:\d\d on\.$/);
  assert.ok(await isInView(page, said), 'the reason is in view');
  const instead = page.locator('.bar').getByRole('button', { name: /^Take \w+ and \w+ instead$/ });
  assert.ok(await isInView(page, instead), 'the offer is in view');
  assert.equal(await instead.evaluate((shown) => shown === document.activeElement), true);
  await checkFits(page, 'a refusal on a phone');
  await checkAccessible(page, 'a refusal on a phone', ['light']);

  await page.goBack();
  await says(page, 'run out');
  const again = page.getByRole('button', { name: /^Ask for A1 and A2 again from \d\d:/ });
  assert.equal(await again.isDisabled(), true);
  await checkAccessible(page, 'seats that must be waited for', ['light']);
  await page.getByRole('button', { name: 'Choose free seats near A1 and A2' }).tap();
  const chosen = page.locator('[data-mark="chosen"][data-seat]');
  await chosen.nth(1).waitFor();
  const ids = await chosen.evaluateAll((seats) => seats.map(({ dataset }) => dataset.seat));
  assert.ok(!ids.includes('A1') && !ids.includes('A2'), ids.join());
  await closePage(page);
  await strict.close();
});

test('wait: once the time has come, the same seats can be requested again', async () => {
  const show = await usual.openShow();
  const reqId = await usual.book(show, ['A1']);
  await usual.operate('POST', `/api/ticket/${reqId}/cancel`);
  const page = await newPage(browser);
  await page.clock.install();
  await page.addInitScript((place) => {
    const retryAt = new Date(Date.now() + 600_000).toISOString();
    sessionStorage.setItem(place, JSON.stringify({ A1: retryAt }));
  }, `waits:${show}`);
  await openTicket(page, usual, reqId);
  const later = page.getByRole('button', { name: /^Ask for A1 again from/ });
  await later.waitFor();
  const now = page.getByRole('button', { name: 'Ask for A1 again', exact: true });
  assert.equal(await now.count(), 0);
  await page.clock.fastForward(601_000);
  await now.waitFor();
  assert.equal(await later.count(), 0);
  await closePage(page);
});

test('again: a cancelled show is not offered again', async () => {
  const show = await usual.openShow();
  const reqId = await usual.book(show, ['A1']);
  const page = await newPage(browser);
  await openTicket(page, usual, reqId);
  await says(page, 'Confirmed');
  await usual.operate('POST', `/api/movieshow/${show}/cancel`);
  await page.getByText('The cinema cancelled the show.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Ask for/ }).count(), 0);
  await checkAccessible(page, 'the ticket of a cancelled show');
  await closePage(page);
});

/** Reloads the page; resolves to whether a question came first. */
async function asksBeforeReload(page) {
  let seen = false;
  const listen = (dialog) => {
    seen ||= dialog.type() === 'beforeunload';
    return dialog.accept();
  };
  page.on('dialog', listen);
  await page.reload();
  page.off('dialog', listen);
  return seen;
}

test('leave: the page asks while a booking on it is to be paid, and not before or after', async () => {
  const page = await newPage(browser);
  const show = await usual.openShow();
  await openHall(page, usual, show);
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  await page.locator('.ticket h2').click(); // Browsers ask only those who have used the page.
  assert.equal(await asksBeforeReload(page), true);
  await says(page, 'Confirmed');
  await page.getByRole('link', { name: 'All shows' }).first().click();
  await page.locator('.ticket').waitFor({ state: 'detached' });
  assert.equal(await asksBeforeReload(page), false);
  await page.goBack();
  await says(page, 'Confirmed');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await says(page, 'Paid');
  assert.equal(await asksBeforeReload(page), false);
  await closePage(page);
});

test('wait: a ticket says that the server fails, and shows the booking when it answers', async () => {
  const show = await usual.openShow();
  const reqId = await usual.book(show, ['A1']);
  const problems = [
    [503, 'OVERLOADED', 'The server is very busy at the moment. This page tries again by itself.'],
    [429, 'RATE_LIMITED', 'too many requests from your network. This page tries again by itself.'],
    [500, 'INTERNAL', 'The server has failed.'],
  ];
  for (const [status, code, said] of problems) {
    const page = await newPage(browser, phone);
    let answers = false;
    await page.addInitScript(() => {
      const Socket = globalThis.WebSocket;
      globalThis.WebSocket = class extends Socket {
        constructor(url, protocols) {
          super(globalThis.pushes ? url : `${location.origin.replace('http', 'ws')}/`, protocols);
        }
      };
    });
    await page.route(`**/api/ticket/${reqId}`, (route) => (answers ? route.continue()
      : route.fulfill({
        status,
        headers: { 'Retry-After': '7' },
        contentType: 'application/problem+json',
        body: JSON.stringify({ code, status, title: code }),
      })));
    await openTicket(page, usual, reqId);
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    await checkAccessible(page, `a ticket without the server, ${status}`, ['light']);
    await checkFits(page, `a ticket without the server, ${status}`);
    answers = true;
    await page.evaluate(() => { globalThis.pushes = true; });
    await says(page, 'Confirmed');
    assert.equal(await page.getByRole('alert').filter({ hasText: said }).count(), 0);
    await closePage(page);
  }
});

test('wait: a payment that a slow server takes shows that it is under way, and is sent once', async () => {
  const page = await newPage(browser);
  await openHall(page, usual, await usual.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  let sent = 0;
  await page.route('**/api/sandbox/pay', async (route) => {
    sent += 1;
    await held;
    return route.continue();
  });
  await page.getByRole('button', { name: /^Pay ₹/ }).click();
  const busy = page.getByRole('button', { name: 'Paying…' });
  await busy.waitFor();
  assert.equal(await busy.isDisabled(), true);
  go();
  await says(page, 'Paid');
  assert.equal(sent, 1);
  await closePage(page);
});
