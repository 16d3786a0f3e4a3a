// Amounts as ISO 4217 has them, whatever a browser's locale data say; and facts from /api/settings.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, openHall, useCinema } from './customer.mjs';
import { openOperator } from './operator.mjs';

useCinema();

const written = {
  PKR: '800.00', HUF: '800.00', IDR: '800.00', COP: '800.00', LAK: '800.00', INR: '800.00',
  IQD: '80.000', KWD: '80.000', JPY: '80,000', UGX: '80,000', EUR: '800.00',
};

/** The digits of each text with money. */
const digits = (text) => /[\d,.]+\d/.exec(text)[0];

test('money: each currency has its own decimals on every page', async () => {
  const shows = {};
  for (const currency of Object.keys(written))
    shows[currency] = await cinema.openShow({
      ...hallOf(2, 4), currency, price: 80000,
      classes: [{ id: 'SILVER', name: 'Silver', price: 0 }, { id: 'GOLD', name: 'Gold', price: 0 }],
    });
  const list = await newPage(browser, { locale: 'en-US' });
  await list.goto(cinema.url);
  for (const [currency, wanted] of Object.entries(written)) {
    const price = list.locator(`a[href="#/show/${shows[currency]}"] .showing-price`);
    assert.equal(digits(await price.textContent()), wanted, currency);
  }
  for (const currency of ['PKR', 'IQD', 'JPY']) {
    await openHall(list, cinema, shows[currency]);
    const name = list.getByRole('gridcell', { name: written[currency] });
    await name.first().waitFor();
    const price = await list.locator('.hall-class-price').first().textContent();
    assert.equal(digits(price), written[currency]);
  }
  await closePage(list);

  const reqId = await cinema.book(shows.PKR, ['A1']);
  const ticket = await newPage(browser, { locale: 'en-US' });
  await ticket.goto(`${cinema.url}/#/ticket/${reqId}`);
  await ticket.getByRole('button', { name: /^Pay PKR\s800\.00$/ }).click();
  await ticket.locator('.ticket h2', { hasText: 'Paid' }).waitFor();
  await closePage(ticket);
  const operator = await openOperator(browser, cinema, `show/${shows.PKR}`, { locale: 'en-US' });
  await operator.getByText(/PKR\s800\.00/).first().waitFor();
  await closePage(operator);
});

test('money: a currency that is none is refused', async () => {
  for (const currency of ['ZZZ', 'BTC', 'XXX', 'DEM']) {
    const { status, body } = await cinema.call(
      'PUT', '/api/movieshow/none', { ...hallOf(2, 4), currency },
      { Authorization: `Bearer ${cinema.token}` });
    assert.equal(status, 422);
    assert.equal(body.errors[0].field, 'currency');
  }
});
