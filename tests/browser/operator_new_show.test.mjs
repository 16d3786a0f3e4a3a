// What the form of a new show begins with, and what is left of its errors; cancelled shows in the
// list, and the form for the token.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, newPage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, field, openOperator, openShow } from './operator.mjs';
import { labelled, openForm, smallHall } from './operator_forms.mjs';
import { storyHall } from './operator_story.mjs';

useCinema();

const keep = (id, body = smallHall()) => cinema.operate('PUT', `/api/hall/${id}`, body);

test('currency: without a show it must be chosen, then it is that of the newest show', async () => {
  await keep('first', smallHall('First'));
  const page = await openForm(browser, cinema, 'new/first');
  await labelled(page, 'Gold').waitFor();
  assert.equal(await labelled(page, 'Currency').inputValue(), '');
  await labelled(page, 'Film').fill('Alphaville');
  await labelled(page, 'Times').fill('20:00');
  await labelled(page, 'Price of a seat').fill('10');
  await button(page, 'Make shows').click();
  await page.getByText('Choose the currency.').waitFor();
  await labelled(page, 'Currency').selectOption('EUR');
  await button(page, 'Make shows').click();
  await page.getByRole('heading', { name: 'Alphaville Open' }).waitFor();
  await cinema.operate('PUT', '/api/movieshow/a-first-by-its-id',
    { ...storyHall('Earlier'), currency: 'JPY', startsAt: '2020-01-01T18:30:00Z' });
  await page.goto(`${cinema.url}/operator#/shows/new/first`);
  await labelled(page, 'Gold').waitFor();
  assert.equal(await labelled(page, 'Currency').inputValue(), 'EUR');
  await closePage(page);
});

test('errors: the notice goes once no field is red', async () => {
  await keep('errors', smallHall('Errors'));
  const page = await openForm(browser, cinema, 'new');
  const notice = page.getByText('Something is wrong: see the fields in red.');
  await button(page, 'Make shows').click();
  await notice.waitFor();
  await labelled(page, 'Film').fill('Psycho');
  await labelled(page, 'Times').fill('20:00');
  await labelled(page, 'Price of a seat').fill('10');
  assert.ok(await notice.isVisible());
  await labelled(page, 'Hall').selectOption('errors');
  await labelled(page, 'Currency').selectOption('EUR');
  await notice.waitFor({ state: 'detached' });
  await closePage(page);
});

test('hall: one that could not be read when it was chosen is read again, not a fault', async () => {
  await keep('away', smallHall('Away'));
  const page = await openForm(browser, cinema, 'new');
  await page.route('**/api/hall/away', (route) => route.abort(), { times: 1 });
  await labelled(page, 'Hall').selectOption('away');
  await page.getByText('The server does not respond.').waitFor();
  await labelled(page, 'Film').fill('Solaris');
  await labelled(page, 'Times').fill('20:00');
  await labelled(page, 'Currency').selectOption('EUR');
  await labelled(page, 'Price of a seat').fill('10');
  await button(page, 'Make shows').click();
  await page.getByText('The hall is read now.').waitFor();
  await button(page, 'Make shows').click();
  await page.getByRole('heading', { name: 'Solaris Open' }).waitFor();
  await closePage(page);
});

test('price types: two of one name are refused at the field', async () => {
  await keep('types', smallHall('Types'));
  const page = await openForm(browser, cinema, 'new/types');
  for (const at of [0, 1]) {
    await button(page, 'Add price type').click();
    await labelled(page, 'Type').nth(at).fill('Adult');
  }
  await button(page, 'Make shows').click();
  await page.getByText('There is a price type Adult already.').waitFor();
  await closePage(page);
});

test('shows: a cancelled one has no free seats and cannot be edited', async () => {
  const show = await cinema.openShow(storyHall('Called off'));
  const page = await openOperator(browser, cinema, 'shows');
  const row = page.getByRole('row', { name: 'Called off' });
  await row.getByRole('cell').nth(5).getByText('60').waitFor();
  await cinema.operate('POST', `/api/movieshow/${show}/cancel`);
  await row.getByText('Cancelled').waitFor();
  await row.getByRole('cell').nth(5).getByText('–').waitFor();
  assert.equal(await row.getByRole('link', { name: 'Edit Called off' }).count(), 0);
  assert.equal(await row.getByRole('link', { name: 'Copy Called off' }).count(), 1);
  await page.goto(`${cinema.url}/operator#/show/${show}`);
  await page.locator('.figures').getByText('–').waitFor();
  await closePage(page);
});

test('show and counter: a seat that can be sold is free, in both legends', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  const legend = () => page.getByLabel('Legend').getByRole('listitem').allInnerTexts();
  const onShow = await legend();
  assert.equal(onShow[0], 'free');
  await page.goto(`${cinema.url}/operator#/counter/${show}`);
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor();
  assert.deepEqual(await legend(), onShow);
  await closePage(page);
});

test('token: one plain sentence, and behind it what those need who run the server', async () => {
  const page = await newPage(browser);
  await page.goto(`${cinema.url}/operator`);
  await field(page).waitFor();
  const text = () => page.locator('form').innerText();
  assert.match(await text(), /Enter the token that you were given for this page\./);
  assert.doesNotMatch(await text(), /boxoffice token create/);
  await page.getByText('Where tokens come from').click();
  assert.equal(await page.locator('form code').first().innerText(), 'boxoffice token create');
  assert.doesNotMatch(await text(), /`/);
  await closePage(page);
});
