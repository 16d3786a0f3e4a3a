// What the operator's page says when the server is busy, limits it or fails, and when the page
// itself is at fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import { checkSound, labelled, smallHall } from './operator_forms.mjs';
import { storyHall, storySettings } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema({ ...storySettings, 'payment.window': '1m' });

const raw = 'Shed by the queue of worker 3';
const reasons = {
  429: ['RATE_LIMITED', 'The server gets too many requests from here.'],
  503: ['OVERLOADED', 'The server is busy.'],
};

/** Refuses the calls of a pattern with that status and Retry-After; resolves to what ends it. */
async function refuse(page, pattern, status, seconds) {
  const answer = (route) => route.fulfill({
    status, contentType: 'application/problem+json', headers: { 'Retry-After': String(seconds) },
    body: JSON.stringify({ status, code: reasons[status][0], title: raw, detail: raw }),
  });
  await page.route(pattern, answer);
  return () => page.unroute(pattern, answer);
}

for (const status of [429, 503])
  test(`${status}: each page says in its own words what is the matter, and waits`, async () => {
    const show = await cinema.openShow(storyHall());
    await cinema.operate('PUT', '/api/hall/refused', smallHall('Refused'));
    const page = await openOperator(browser, cinema);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await refuse(page, '**/api/**', status, 7);
    const views = ['', 'shows', 'halls', 'reports', 'refunds', `find/38/${show}`, `show/${show}`,
      `counter/${show}`, 'halls/edit/refused', 'shows/new',
      `booking/${show}.AAAAAAAAAAAAAAAAAAAAAA`];
    for (const view of views) {
      await page.goto(`${cinema.url}/operator#/${view}`);
      await page.reload();
      await page.getByText(reasons[status][1]).filter({ visible: true }).first().waitFor();
      await button(page, 'Try again').waitFor();
      const text = await page.locator('body').innerText();
      assert.match(text, /(Try|Trying) again in 7 seconds\./, view);
      assert.ok(!text.includes(raw), `#/${view}: ${text}`);
    }
    await closePage(page);
  });

test('halls: after a failure they are read again, by the button and by the page', async () => {
  await cinema.operate('PUT', '/api/hall/again', smallHall('There again'));
  const page = await openOperator(browser, cinema);
  const link = page.getByRole('link', { name: 'There again', exact: true });
  let end = await refuse(page, '**/api/hall?*', 503, 1);
  await page.goto(`${cinema.url}/operator#/halls`);
  await page.getByText('The server is busy. Trying again in 1 second.').waitFor();
  await checkSound(page, 'halls that cannot be read');
  await end();
  await link.waitFor();
  assert.equal(await button(page, 'Try again').count(), 0);
  end = await refuse(page, '**/api/hall?*', 503, 3600);
  await page.goto(`${cinema.url}/operator#/refunds`);
  await page.goto(`${cinema.url}/operator#/halls`);
  await page.getByText('Trying again in 3600 seconds.').waitFor();
  await end();
  await button(page, 'Try again').click();
  await link.waitFor();
  await closePage(page);
});

test('shows: figures that come after the filter was changed are dropped', async () => {
  const late = await cinema.openShow(storyHall('Late figures'));
  await cinema.openShow(storyHall('The filtered one'));
  const page = await openOperator(browser, cinema, 'halls');
  await page.getByRole('heading', { name: 'Halls', exact: true }).waitFor();
  let release;
  const held = new Promise((go) => { release = go; });
  await page.route(`**/api/movieshow/${late}/seats`, async (route) => {
    await held;
    await route.continue();
  });
  const wanted = page.waitForRequest(`**/api/movieshow/${late}/seats`);
  await page.goto(`${cinema.url}/operator#/shows`);
  await wanted;
  await labelled(page, 'Film or hall').fill('the filtered one');
  await page.getByText('1 show', { exact: true }).waitFor();
  const report = page.waitForResponse(/api\/report\/sales\?by=show/);
  release();
  await (await report).finished();
  await page.evaluate(() => new Promise((later) => requestAnimationFrame(later)));
  assert.equal(await page.getByRole('status').first().innerText(), '1 show');
  assert.doesNotMatch(await page.locator('main').innerText(), /undefined|Cannot/);
  await closePage(page);
});

test('a fault of the page is not shown as it is: it goes to the console', async () => {
  const page = await openOperator(browser, cinema, 'halls');
  await page.getByRole('heading', { name: 'Halls', exact: true }).waitFor();
  await page.route('**/api/movieshow?*', (route) => route.fulfill({ json: { unexpected: true } }));
  await page.goto(`${cinema.url}/operator#/shows`);
  await page.getByRole('alert').getByText('Something is wrong with this page. Reload it.')
    .waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /undefined|Cannot|TypeError/);
  await until('the console has it', () => page.errors.some((error) => /TypeError/.test(error)));
  page.errors.length = 0;
  await closePage(page);
});

async function openCounter() {
  const show = await cinema.openShow(storyHall());
  const page = await openOperator(browser, cinema, `counter/${show}`);
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor();
  await page.keyboard.press('2');
  await page.getByText(/^Best available:/).waitFor();
  const sales = async () =>
    (await cinema.operate('GET', `/api/movieshow/${show}/bookings`)).bookings.length;
  return { page, sales };
}

for (const status of [429, 503])
  test(`counter: after ${status} it is known that nothing was sold`, async () => {
    const { page, sales } = await openCounter();
    const end = await refuse(page, '**/sell', status, 3);
    await page.keyboard.press('c');
    await page.getByRole('alert').getByText(
      `Nothing was sold. ${reasons[status][1]} Try again in 3 seconds.`).waitFor();
    assert.ok(!(await button(page, 'Ask again').isVisible()));
    await end();
    await page.keyboard.press('c');
    await page.getByLabel('The last sale').getByText('in cash').waitFor();
    assert.equal(await sales(), 1);
    await closePage(page);
  });

test('counter: a sale without an answer stays unknown if the next try is refused', async () => {
  const { page, sales } = await openCounter();
  await page.route('**/sell', async (route) => {
    await route.fetch({ maxRetries: 3 }); // The server makes the sale, its answer is lost.
    await route.abort();
  }, { times: 1 });
  await page.keyboard.press('c');
  await button(page, 'Ask again').waitFor();
  const end = await refuse(page, '**/sell', 429, 3);
  await button(page, 'Ask again').click();
  await page.getByText(`${reasons[429][1]} It is not known whether the sale was made.`).waitFor();
  await end();
  await button(page, 'Ask again').click();
  await page.getByLabel('The last sale').getByText('in cash').waitFor();
  assert.equal(await sales(), 1);
  await closePage(page);
});

test('counter: seats that cannot be suggested now are asked for by the button', async () => {
  const { page } = await openCounter();
  await page.keyboard.press('Escape');
  const end = await refuse(page, '**/bestavailable?*', 503, 2);
  await page.keyboard.press('3');
  await page.getByRole('alert').getByText('The server is busy. Try again in 2 seconds.').waitFor();
  assert.equal(await page.locator('.sale-seats').innerText(), '');
  await end();
  await page.getByRole('button', { name: 'Best available B' }).click();
  await page.getByText(/^Best available: \w+, \w+, \w+$/).waitFor();
  await closePage(page);
});
