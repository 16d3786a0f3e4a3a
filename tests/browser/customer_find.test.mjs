// Finding a booking by its reference and mail address: the mail with a link that works once.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { reqIdOf, says } from './customer.mjs';
import { browser, cinema, makeOutbox, useCinema } from './fixture.mjs';
import { until } from './until.mjs';

const { outbox, settings } = await makeOutbox();

useCinema(settings, async () => {
  // The port is known now, and stays.
  await cinema.stop();
  await cinema.start({ 'cinema.url': cinema.url });
});

/** The tokens of all links in the mails that were sent to an address. */
async function tokensTo(mail) {
  const names = (await readdir(outbox)).filter((name) => name.endsWith('.eml')).sort();
  const mails = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
  return mails
    .map((text) => text.split('\r\n\r\n'))
    .filter(([head]) => head.includes(mail))
    .map(([, body]) => Buffer.from(body, 'base64').toString())
    .flatMap((text) => /#\/find\/([\w.-]+)/.exec(text)?.[1] ?? []);
}

let customers = 0;

/** A booking of a new customer: {mail, reqId, reference}. */
async function booked() {
  const mail = `customer${++customers}@example.org`;
  const { reqId, reference } = await cinema.done('POST', '/api/ticket/book', {
    userMail: mail, movieShowId: await cinema.openShow(), seats: ['A1'],
  });
  return { mail, reqId, reference };
}

test('find: it is offered again once the settings can be read', async () => {
  const page = await newPage(browser);
  let answers = false;
  await page.route('**/api/settings', (route) =>
    (answers ? route.continue() : route.fulfill({ status: 503, body: '{}' })));
  await page.goto(`${cinema.url}/#/bookings`);
  await page.getByText('There are no bookings in this browser.').waitFor();
  const link = page.getByRole('link', { name: 'Find my booking' });
  assert.equal(await link.count(), 0);
  answers = true;
  await link.waitFor();
  await closePage(page);
});

/** Fills the form in and sends it by the Enter key. */
async function ask(page, reference, mail) {
  await page.getByLabel('Booking reference').fill(reference);
  await page.getByLabel('Mail address').fill(mail);
  await page.getByLabel('Mail address').press('Enter');
  await page.getByRole('status').filter({ hasText: `is on its way to ${mail}` }).waitFor();
}

async function linkTo({ mail, reference }) {
  await cinema.done('POST', '/api/booking/find', { reference, userMail: mail });
  await until('the mail is there', async () => (await tokensTo(mail)).length > 0);
  return (await tokensTo(mail)).at(-1);
}

test('find: the form says the same whether there is such a booking, and only that gets a mail', async () => {
  const booking = await booked();
  const page = await newPage(browser);
  await page.goto(cinema.url);
  await page.locator('#foot').getByRole('link', { name: 'Find my booking' }).click();
  await page.getByRole('heading', { level: 1, name: 'Find my booking' }).waitFor();
  await checkAccessible(page, 'the form to find a booking');
  const said = [];
  for (const mail of ['nobody@example.org', booking.mail]) {
    await ask(page, booking.reference, mail);
    said.push((await page.locator('.find .notice').textContent()).replace(mail, 'MAIL'));
  }
  assert.equal(said[0], said[1]);
  await checkAccessible(page, 'the answer of the form');
  await until('the mail is there', async () => (await tokensTo(booking.mail)).length === 1);
  assert.deepEqual(await tokensTo('nobody@example.org'), []);
  await closePage(page);
});

test('find: the link opens the ticket in another browser, and leaves no trace in its history', async () => {
  const booking = await booked();
  const token = await linkTo(booking);
  const page = await newPage(browser, phone);
  await page.goto(cinema.url);
  await page.goto(`${cinema.url}/#/find/${token}`);
  await says(page, 'Confirmed');
  assert.equal(reqIdOf(page), booking.reqId);
  await page.locator('#bookings', { hasText: 'Your bookings (1)' }).waitFor();
  await page.goBack();
  await page.locator('.ticket').waitFor({ state: 'detached' });
  assert.ok(!page.url().includes(token), page.url());
  await page.locator('#bookings', { hasText: 'Your bookings (1)' }).waitFor();
  await page.locator('#bookings').tap();
  await says(page, 'Confirmed');
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.ok(!kept.includes(token));
  await closePage(page);
});

test('find: a link that was used says so, and a new one can be asked for', async () => {
  const booking = await booked();
  const token = await linkTo(booking);
  await cinema.done('POST', '/api/booking/open', { token });
  const page = await newPage(browser, phone);
  await page.goto(`${cinema.url}/#/find/${token}`);
  await page.getByText('This link was used already or is older than 30 minutes.').waitFor();
  assert.equal(new URL(page.url()).hash, '#/find');
  await checkAccessible(page, 'a link that was used');
  await checkFits(page, 'a link that was used');
  await ask(page, booking.reference, booking.mail);
  await until('another mail is there', async () => (await tokensTo(booking.mail)).length === 2);
  await closePage(page);
});

test('find: without an answer the link stays good, and is tried again by a touch', async () => {
  const booking = await booked();
  const token = await linkTo(booking);
  const page = await newPage(browser, phone);
  await page.route('**/api/booking/open', (route) => route.abort());
  await page.goto(`${cinema.url}/#/find/${token}`);
  await page.getByText('The server does not respond. Your link is still good.').waitFor();
  assert.ok(!page.url().includes(token));
  await checkAccessible(page, 'a link that was not answered');
  await page.unroute('**/api/booking/open');
  await page.getByRole('button', { name: 'Try again' }).tap();
  await says(page, 'Confirmed');
  await closePage(page);
});

test('find: what is missing is said at its field, and nothing is sent', async () => {
  const page = await newPage(browser);
  let sent = 0;
  page.on('request', (request) => { sent += Number(request.url().endsWith('/api/booking/find')); });
  await page.goto(`${cinema.url}/#/find`);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('Enter the reference of the booking.').waitFor();
  await page.getByText('Enter the mail address of the booking').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'reference');
  await checkAccessible(page, 'the form with errors');
  assert.equal(sent, 0);
  await closePage(page);
});

test('find: a refusal is said with what to do', async () => {
  const page = await newPage(browser);
  await page.route('**/api/booking/find', (route) => route.fulfill({
    status: 429,
    headers: { 'Retry-After': '20' },
    contentType: 'application/problem+json',
    body: JSON.stringify({ code: 'RATE_LIMITED', status: 429, title: 'Too many requests' }),
  }));
  await page.goto(`${cinema.url}/#/find`);
  await page.getByLabel('Booking reference').fill('show-1-1-0123456789abcdef0123');
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('Try again in 20 seconds.').waitFor();
  await page.getByRole('button', { name: 'Send the link' }).waitFor();
  await closePage(page);
});

test('find: a cinema that sends no mails does not offer it, and says what to do', async () => {
  const other = await Cinema.open();
  const page = await newPage(browser);
  await page.goto(`${other.url}/#/find`);
  await page.getByText('This cinema sends no mails. Ask at its counter').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Find my booking' }).count(), 0);
  await checkAccessible(page, 'a cinema without mails');
  await closePage(page);
  await other.close();
});

test('find: in another language the form keeps what was typed, and a link that is still good', async () => {
  const page = await newPage(browser, phone);
  const token = await linkTo(await booked());
  await page.route('**/api/booking/open', (route) => route.abort());
  await page.goto(`${cinema.url}/#/find/${token}`);
  await page.getByText('Your link is still good.').waitFor();
  await page.getByLabel('Language').selectOption('de');
  await page.getByText('Ihr Link gilt weiterhin.').waitFor();
  await page.unroute('**/api/booking/open');
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).tap();
  await says(page, 'Bestätigt');
  await page.goto(`${cinema.url}/#/find`);
  await page.getByLabel('Buchungsreferenz').fill('show-1-1-0123456789abcdef0123');
  await page.getByLabel('E-Mail-Adresse').fill('ada@example.org');
  await page.getByLabel('Sprache').selectOption('en');
  await page.getByRole('button', { name: 'Send the link' }).tap();
  await page.getByRole('status').filter({ hasText: 'is on its way to ada@' }).waitFor();
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('status').filter({ hasText: 'an ada@example.org unterwegs' }).waitFor();
  assert.equal(await page.getByLabel('Buchungsreferenz').inputValue(),
    'show-1-1-0123456789abcdef0123');
  await closePage(page);
});
