// The language of the page: as the browser asks, or as the customer chose.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, checkFits, closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, useCinema } from './customer.mjs';
import { openProgramme, openShows, showing, showOn } from './programme.mjs';

useCinema({ 'cinema.name': 'Regal Cinemas', 'cinema.time_zone': 'Europe/Berlin' }, () =>
  openShows(cinema, [
    showOn('one', 2, '10:00', { currency: 'EUR', price: 123456, runningTime: 146, language: 'hi' }),
    showOn('two', 3, '10:00', { ...hallOf(1, 30), opensAt: '2099-12-24T09:00:00Z',
      startsAt: '2099-12-25T09:00:00Z' }),
  ]));

const heading = (page) => page.getByRole('heading', { level: 1 });
const languageOf = (page) => page.evaluate(() => document.documentElement.lang);

const titles = { 'en-GB': 'Now on sale', 'de-AT': 'Jetzt im Verkauf', 'hi-IN': 'टिकट बिक्री जारी' };

for (const [locale, title] of Object.entries(titles))
  test(`language: the page speaks that of a browser in ${locale}`, async () => {
    const page = await newPage(browser, { ...phone, locale });
    await openProgramme(page, cinema);
    await showing(page, 'one').waitFor();
    assert.equal(await heading(page).textContent(), title);
    assert.equal(await languageOf(page), locale.slice(0, 2));
    await checkFits(page, locale);
    await checkAccessible(page, locale);
    await closePage(page);
  });

test('language: one that the page lacks is English', async () => {
  const page = await newPage(browser, { locale: 'fr-FR' });
  await openProgramme(page, cinema);
  assert.equal(await heading(page).textContent(), titles['en-GB']);
  assert.equal(await languageOf(page), 'en');
  await closePage(page);
});

test('language: the choice of a customer is kept, and changes what is shown at once', async () => {
  const page = await newPage(browser, { locale: 'en-GB' });
  await openProgramme(page, cinema);
  await page.getByText('2 h 26 min · Hindi').waitFor();
  const choice = page.getByLabel('Language');
  await choice.focus();
  await choice.selectOption('de');
  await page.getByText('2 Std. 26 Min. · Hindi').waitFor();
  assert.match(await showing(page, 'one').textContent(), /Grundpreis 1\.234,56\s€/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SELECT');
  await page.goto(`${cinema.url}/#/?q=pyaasa`);
  await showing(page, 'two').getByText(/^Verkauf ab Do\., 24\. Dez\. 2099, 10:00 MEZ$/).waitFor();
  await page.reload();
  await page.getByText('2 Std. 26 Min.').waitFor();
  await page.getByLabel('Sprache').selectOption('hi');
  await page.getByText('2 घंटे 26 मिनट · हिन्दी').waitFor();
  assert.equal(await languageOf(page), 'hi');
  await page.getByLabel('भाषा').selectOption('en');
  await page.getByText('2 h 26 min · Hindi').waitFor();
  await closePage(page);
});

test('language: the page bears the name of the cinema', async () => {
  const page = await newPage(browser);
  await openProgramme(page, cinema);
  await page.getByRole('link', { name: 'Regal Cinemas' }).waitFor();
  assert.equal(await page.title(), 'Regal Cinemas');
  await showing(page, 'one').click();
  await page.getByRole('heading', { level: 1, name: 'Pyaasa' }).waitFor();
  assert.equal(await page.title(), 'Pyaasa · Regal Cinemas');
  await closePage(page);
});
