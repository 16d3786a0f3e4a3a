// Amounts as ISO 4217 has them, whatever a browser's locale data say; and facts from /api/settings.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { closePage, launch, newPage } from './chromium.mjs';
import { openHall } from './customer.mjs';
import { hallOf, House } from './house.mjs';
import { openOperator } from './operator.mjs';

let browser;
let house;

before(async () => {
  browser = await launch();
  house = await House.open();
});

after(async () => {
  await browser?.close();
  await House.closeAll();
});

const written = {
  PKR: '800.00', HUF: '800.00', IDR: '800.00', COP: '800.00', LAK: '800.00', INR: '800.00',
  IQD: '80.000', KWD: '80.000', JPY: '80,000', UGX: '80,000', EUR: '800.00',
};

/** The digits of each text with money. */
const digits = (text) => /[\d,.]+\d/.exec(text)[0];

test('money: each currency has its own decimals on every page', async () => {
  const shows = {};
  for (const currency of Object.keys(written))
    shows[currency] = await house.openShow({
      ...hallOf(2, 4), currency, price: 80000,
      classes: [{ id: 'SILVER', name: 'Silver', price: 0 }, { id: 'GOLD', name: 'Gold', price: 0 }],
    });
  const list = await newPage(browser, { locale: 'en-US' });
  await list.goto(house.url);
  for (const [currency, wanted] of Object.entries(written)) {
    const price = list.locator(`a[href="#/show/${shows[currency]}"] p`).last();
    assert.equal(digits(await price.textContent()), wanted, currency);
  }
  for (const currency of ['PKR', 'IQD', 'JPY']) {
    await openHall(list, house, shows[currency]);
    const name = list.getByRole('gridcell', { name: written[currency] });
    await name.first().waitFor();
    const price = await list.locator('.hall-class-price').first().textContent();
    assert.equal(digits(price), written[currency]);
  }
  await closePage(list);

  const reqId = await house.book(shows.PKR, ['A1']);
  const ticket = await newPage(browser, { locale: 'en-US' });
  await ticket.goto(`${house.url}/#/ticket/${reqId}`);
  await ticket.getByRole('button', { name: /^Pay PKR\s800\.00$/ }).click();
  await ticket.locator('.ticket h2', { hasText: 'Paid' }).waitFor();
  await closePage(ticket);
  const operator = await openOperator(browser, house, `show/${shows.PKR}`, { locale: 'en-US' });
  await operator.getByText(/PKR\s800\.00/).first().waitFor();
  await closePage(operator);
});

test('money: a currency that is none is refused', async () => {
  for (const currency of ['ZZZ', 'BTC', 'XXX', 'DEM']) {
    const { status, body } = await house.call(
      'PUT', '/api/movieshow/none', { ...hallOf(2, 4), currency },
      { Authorization: `Bearer ${house.token}` });
    assert.equal(status, 422);
    assert.equal(body.errors[0].field, 'currency');
  }
});
