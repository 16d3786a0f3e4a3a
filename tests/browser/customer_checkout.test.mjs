// Paying at the page of a payment provider, and coming back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { checkAccessible, checkFits, closePage, launch, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { book, openHall, openTicket, reqIdOf, says } from './customer.mjs';
import { PaymentProvider } from './payment_provider.mjs';
import { until } from './until.mjs';

let browser;
let provider;
let cinema;

before(async () => {
  browser = await launch();
  provider = await PaymentProvider.open();
  cinema = await Cinema.open(provider.settings);
  // The port is known now, and stays.
  await cinema.stop();
  await cinema.start({ 'payment.return_url': `${cinema.url}/` });
  provider.cinema = cinema;
});

after(async () => {
  await browser?.close();
  await Cinema.closeAll();
  provider?.close();
});

const payButton = (page) => page.getByRole('button', { name: 'Pay ₹150.00' });

/** A page with a confirmed booking of A1, and its ticket as JSON. */
async function confirmedOn(page) {
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  return cinema.booking(reqIdOf(page));
}

test('checkout: a customer pays at the provider’s page and comes back to the paid ticket', async () => {
  const page = await newPage(browser);
  const { reqId, reference, payBy } = await confirmedOn(page);
  await checkAccessible(page, 'a ticket with a checkout');
  await payButton(page).click();
  await page.getByRole('link', { name: 'Pay now' }).waitFor();
  const visit = provider.visits.at(-1);
  assert.equal(visit.reference, reference);
  assert.equal(visit.amount, '15000');
  assert.equal(visit.currency, 'INR');
  assert.equal(visit.payBy, payBy);
  assert.equal(visit.back, `${cinema.url}/?payment=${reference}`);
  assert.ok(!decodeURIComponent(visit.url).includes(reqId)); // The provider must not learn it.
  await page.getByRole('link', { name: 'Pay now' }).click();
  await says(page, 'Paid');
  assert.equal(page.url(), `${cinema.url}/#/ticket/${reqId}`);
  await closePage(page);
});

test('checkout: who comes back before the payment is known waits, and may pay again', async () => {
  const page = await newPage(browser);
  const { reqId } = await confirmedOn(page);
  await payButton(page).click();
  await page.getByRole('link', { name: 'Go back' }).click();
  await says(page, 'Confirmed');
  assert.equal(reqIdOf(page), reqId);
  await page.getByText('If you have just paid, wait').waitFor();
  await payButton(page).waitFor();
  await checkAccessible(page, 'a ticket after the checkout');
  await provider.report(provider.visits.at(-1));
  await says(page, 'Paid');
  await closePage(page);
});

test('checkout: a new tab of the browser finds the ticket by its reference, another browser does not', async () => {
  const page = await newPage(browser);
  const { reqId, reference } = await confirmedOn(page);
  const tab = await page.context().newPage();
  await tab.goto(`${cinema.url}/?payment=${reference}`);
  await says(tab, 'Confirmed');
  assert.equal(reqIdOf(tab), reqId);
  await tab.close();
  const other = await newPage(browser);
  await other.goto(`${cinema.url}/?payment=${reference}`);
  await other.getByText('Open your ticket in the browser where you booked').waitFor();
  await other.getByRole('heading', { name: 'Now on sale' }).waitFor();
  assert.equal(other.url(), `${cinema.url}/#/`);
  await closePage(other);
  await closePage(page);
});

test('checkout: a ticket that was opened by its address is found after the return, too', async () => {
  const page = await newPage(browser);
  const show = await cinema.openShow();
  const reqId = await cinema.book(show, ['A1']);
  await openTicket(page, cinema, reqId);
  await says(page, 'Confirmed');
  await payButton(page).click();
  await page.getByRole('link', { name: 'Pay now' }).click();
  await says(page, 'Paid');
  assert.equal(reqIdOf(page), reqId);
  await closePage(page);
});

test('checkout: seats that the operator moves or returns show at once, with what is left to pay', async () => {
  const page = await newPage(browser);
  await openHall(page, cinema, await cinema.openShow());
  await book(page, ['A1', 'A2']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await cinema.operate('POST', `/api/ticket/${reqId}/move`, { seats: ['B1', 'A2'] });
  await page.locator('.ticket dd', { hasText: 'B1 and A2' }).waitFor();
  await page.locator('[data-seat="B1"][data-mark="mine"]').waitFor();
  assert.equal(await page.locator('[data-seat="A1"][data-mark="mine"]').count(), 0);
  await page.getByRole('button', { name: 'Pay ₹300.00' }).waitFor();
  await cinema.operate('POST', `/api/ticket/${reqId}/cancel`, { seats: ['A2'] });
  await payButton(page).click();
  await page.getByRole('link', { name: 'Pay now' }).click();
  assert.equal(provider.visits.at(-1).amount, '15000');
  await says(page, 'Paid');
  await closePage(page);
});

test('checkout: an amount that was changed is refused by the provider', async () => {
  const page = await newPage(browser);
  const { checkoutUrl } = await confirmedOn(page);
  await page.goto(checkoutUrl.replace('amount=15000', 'amount=1'));
  await page.getByText('This was not signed by the cinema.').waitFor();
  await closePage(page);
});

test('checkout: a payment that failed is said, and can be made again', async () => {
  const page = await newPage(browser, phone);
  await confirmedOn(page);
  await payButton(page).tap();
  await page.getByRole('link', { name: 'Let it fail' }).tap();
  await page.getByText('Your payment failed and nothing was charged.').waitFor();
  assert.equal(await page.getByText('If you have just paid').count(), 0);
  await checkFits(page, 'a ticket after a failed payment');
  await checkAccessible(page, 'a ticket after a failed payment');
  await payButton(page).tap();
  await page.getByRole('link', { name: 'Pay now' }).tap();
  await says(page, 'Paid');
  await closePage(page);
});

test('checkout: who comes back too late learns where the money is', async () => {
  const hasty = await Cinema.open(provider.settings);
  await hasty.stop();
  await hasty.start({ 'payment.return_url': `${hasty.url}/`, 'payment.window': '6s' });
  const page = await newPage(browser);
  await openHall(page, hasty, await hasty.openShow());
  await book(page, ['A1']);
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await payButton(page).click();
  await page.getByRole('link', { name: 'Go back' }).waitFor();
  await until('it runs out', async () => (await hasty.booking(reqId)).status === 'EXPIRED');
  await page.getByRole('link', { name: 'Go back' }).click();
  await says(page, 'run out');
  await page.getByText('Money that arrives too late goes back to you by itself.').waitFor();
  provider.cinema = hasty;
  await provider.report(provider.visits.at(-1));
  provider.cinema = cinema;
  // The page looks for it for two minutes.
  await page.getByText('Your payment came too late. ₹150.00 is on its way back to you.').waitFor();
  await checkAccessible(page, 'a ticket whose payment came too late');
  await closePage(page);
  await hasty.close();
});

test('checkout: the way to the provider is open, though leaving asks otherwise', async () => {
  const page = await newPage(browser);
  const questions = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    return dialog.accept();
  });
  await confirmedOn(page);
  await payButton(page).click();
  await page.getByRole('link', { name: 'Go back' }).waitFor();
  assert.deepEqual(questions, []);
  await page.getByRole('link', { name: 'Go back' }).click();
  await says(page, 'Confirmed');
  await page.locator('.ticket h2').click();
  await page.reload();
  assert.deepEqual(questions, ['beforeunload']);
  await closePage(page);
});
