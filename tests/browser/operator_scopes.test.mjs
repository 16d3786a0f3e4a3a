// The operator's page offers what the scopes of its token allow, and nothing else.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { closePage, newPage, phone } from './chromium.mjs';
import { browser, cinema, makeOutbox, useCinema } from './fixture.mjs';
import { agree, button, field, seat } from './operator.mjs';
import { checkSound, desktop, smallHall } from './operator_forms.mjs';
import { eventsOf, paid, storyHall, storySettings } from './operator_story.mjs';

const mails = await makeOutbox();

const day = '2099-11-05';
const startsAt = `${day}T18:30:00Z`;
let open; // a show on sale; F1 is blocked
let paused; // another one
let booking; // of two seats of the first one, paid

useCinema({
  ...storySettings,
  'payment.window': '1m',
  ...mails.settings,
}, async () => {
  await cinema.operate('PUT', '/api/hall/small', smallHall());
  open = await cinema.openShow({ ...storyHall('On sale'), startsAt });
  paused = await cinema.openShow({ ...storyHall('Paused'), startsAt });
  await cinema.operate('POST', `/api/movieshow/${paused}/pause`);
  await cinema.operate('POST', `/api/movieshow/${open}/block`, { seats: ['F1'] });
  booking = await paid(cinema, open, ['A1', 'A2']);
});

const heading = (page, name) => page.getByRole('heading', { name, exact: true });
const counterLink = (page) => page.getByRole('link', { name: 'Counter', exact: true });
const signedIn = (page) => page.locator('header .signed-in');
const titled = (page, title) => page.getByRole('heading', { name: title }); // with its status

/** Goes to an address behind `#/`. */
const goTo = (page, address) => page.goto(`${cinema.url}/operator#/${address}`);

/** Another token than the one that the tab has; the page takes it when it is loaded. */
const replaceToken = (page, token) => page.evaluate(
  (kept) => sessionStorage.setItem('boxoffice.operator.token', kept), token);

/** The page past the form for the token, and the addresses of the calls refused by 403. */
async function signIn(token, options = desktop) {
  const page = await newPage(browser, options);
  const refused = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  await page.goto(`${cinema.url}/operator`);
  await field(page).fill(token);
  await button(page, 'Open').click();
  await heading(page, 'Today').waitFor();
  return { page, refused };
}

/** Chooses a seat of the hall. */
const choose = (id) => async (page) => {
  await seat(page, id).click();
  await page.getByText(`1 seat chosen: ${id}.`).waitFor();
};

/**
 * The views, and the actions in them by the scope that they need: {address, before?(page),
 * ready(page), act?(page), sell?: [name], operate?: [name]}. After `before` a view is complete once
 * what `ready` finds is there.
 */
const views = () => [
  {
    address: '',
    ready: (page) => page.getByRole('row', { name: 'On sale' }),
    before: (page) => page.getByLabel('Day', { exact: true }).fill(day),
    sell: [/^Sell /],
  },
  {
    address: 'shows',
    ready: (page) => page.getByRole('row', { name: 'On sale' }),
    operate: [/^New show$/, /^Edit /, /^Copy /],
  },
  {
    address: `show/${open}`,
    ready: (page) => titled(page, 'On sale open'),
    act: choose('C5'),
    sell: [/^Sell$/, /^Sell…$/, /^Cancel booking \d+…$/],
    operate: [
      /^Block…$/, /^Pause sales…$/, /^Edit$/, /^Copy$/, /^Save as hall$/, /^Cancel show…$/,
    ],
  },
  {
    address: `show/${paused}`,
    ready: (page) => titled(page, 'Paused paused'),
    operate: [/^Resume sales…$/, /^Edit$/, /^Copy$/, /^Save as hall$/, /^Cancel show…$/],
  },
  {
    address: `show/${open}`,
    ready: (page) => titled(page, 'On sale open'),
    act: choose('F1'),
    sell: [/^Sell$/, /^Cancel booking \d+…$/],
    operate: [
      /^Unblock…$/, /^Pause sales…$/, /^Edit$/, /^Copy$/, /^Save as hall$/, /^Cancel show…$/,
    ],
  },
  {
    address: `booking/${booking.reqId}`,
    ready: (page) => titled(page, `Booking ${booking.number} paid`),
    sell: [/^Return seats…$/, /^Send the mail again…$/, /^Cancel…$/],
    operate: [/^Move…$/],
  },
  {
    address: 'halls',
    ready: (page) => page.getByRole('link', { name: 'Small hall', exact: true }),
    operate: [/^New hall$/, /^New show: Small hall$/, /^Delete… Small hall$/],
  },
  {
    address: 'halls/edit/small',
    ready: (page) => heading(page, 'Small hall'),
    operate: [/^Save hall$/, /^New show here$/, /^Undo$/, /^Redo$/, /^Add /, /^Remove/, /^Import$/,
      /^Insert /, /^Duplicate$/, /^Blocked$/],
  },
  { address: 'find', ready: (page) => heading(page, 'Find a booking') },
  { address: 'reports', ready: (page) => heading(page, 'Reports') },
  { address: 'refunds', ready: (page) => heading(page, 'Refunds due') },
];

/** The names of the links and buttons in sight that change something, or lead to a form for it. */
async function offered(page) {
  const names = await page.evaluate(() =>
    [...document.querySelectorAll('header a, main a, main button')]
      .filter((each) => each.checkVisibility())
      .map((each) => each.getAttribute('aria-label') ?? each.innerText.trim()));
  const acts = new RegExp('^(Counter|Sell|New|Edit|Copy|Save|Pause sales|Resume|Cancel|Block'
    + '|Unblock|Move|Return|Send|Delete|Undo|Redo|Add|Remove|Import|Insert|Duplicate)');
  return names.filter((name) => acts.test(name));
}

/** Opens the view; each action in it is one that the scopes allow, and none of these is missing. */
async function checkView(page, view, scopes) {
  const { address, before = async () => {}, ready, act = async () => {} } = view;
  await goTo(page, 'find');
  await heading(page, 'Find a booking').waitFor();
  await goTo(page, address);
  await before(page);
  await ready(page).waitFor();
  await act(page);
  const sell = [/^Counter$/, ...(view.sell ?? [])];
  const allowed = [
    ...(scopes.includes('sell') ? sell : []),
    ...(scopes.includes('operate') ? view.operate ?? [] : []),
  ];
  const names = await offered(page);
  const what = `#/${address} offers ${names.join(', ')}`;
  for (const name of names)
    assert.ok(allowed.some((each) => each.test(name)), `${name} is not allowed: ${what}`);
  for (const each of allowed)
    assert.ok(names.some((name) => each.test(name)), `${each} is missing: ${what}`);
}

for (const [name, scopes] of [
  ['reader', 'read'], ['till-1', 'read,sell'], ['manager', 'read,operate'],
  ['everything', 'read,sell,operate,admit'],
])
  test(`scopes ${scopes}: each page offers all that they allow and nothing else`, async () => {
    const { page, refused } = await signIn(cinema.createToken(name, scopes));
    assert.equal(await signedIn(page).innerText(), name);
    for (const view of views()) await checkView(page, view, scopes.split(','));
    assert.deepEqual(refused, []);
    await closePage(page);
  });

test('scopes read,sell: a sale at the counter, which is cancelled', async () => {
  const show = await cinema.openShow({ ...storyHall('Sold'), startsAt });
  const { page, refused } = await signIn(cinema.createToken('till-2', 'read,sell'));
  await counterLink(page).click();
  await heading(page, 'Counter').waitFor();
  await goTo(page, `counter/${show}`);
  await heading(page, 'Sale').waitFor();
  for (const key of ['2', 'c']) await page.keyboard.press(key);
  await page.getByLabel('The last sale').getByText('in cash').waitFor();
  await page.getByRole('link', { name: 'Open the booking' }).click();
  await titled(page, 'Booking 2 paid').waitFor();
  assert.equal(await button(page, 'Move…').count(), 0);
  await button(page, 'Cancel…').click();
  await agree(page, 'Cancel booking 2');
  await titled(page, 'Booking 2 cancelled').waitFor();
  const ended = (await eventsOf(cinema, show)).find(({ type }) => type === 'BookingCancelled');
  assert.equal(ended.data.operator, 'token:till-2');
  assert.deepEqual(refused, []);
  await closePage(page);
});

test('an address that is there to act says which scope the token lacks', async () => {
  const { page, refused } = await signIn(cinema.createToken('looker', 'read'));
  const titles = {
    [`counter/${open}`]: ['Counter', 'sell'],
    'shows/new': ['New show', 'operate'],
    [`shows/edit/${open}`]: ['Edit show', 'operate'],
    [`shows/copy/${open}`]: ['Copy show', 'operate'],
    'halls/new': ['New hall', 'operate'],
    [`halls/from/${open}`]: ['New hall', 'operate'],
  };
  for (const [address, [title, scope]] of Object.entries(titles)) {
    await goTo(page, address);
    await page.getByText(`This page needs a token with the scope ${scope}.`).waitFor();
    await heading(page, title).waitFor();
    const controls = page.locator('main').locator('input, select, button, a');
    assert.equal(await controls.count(), 0, address);
  }
  assert.deepEqual(refused, []);
  await closePage(page);
});

test('hints name only what the token may do', async () => {
  const hints = {
    read: 'Choose a seat in the hall to see its booking.',
    'read,sell': 'Choose seats in the hall to sell them.',
    'read,operate': 'Choose seats in the hall to block or unblock them.',
  };
  for (const [place, [scopes, hint]] of Object.entries(hints).entries()) {
    const { page } = await signIn(cinema.createToken(`hint-${place}`, scopes));
    await goTo(page, `show/${open}`);
    await page.getByText(hint).waitFor();
    await closePage(page);
  }
});

test('reload: the scopes are kept if they cannot be read, and read again if they can', async () => {
  const { page } = await signIn(cinema.createToken('till-3', 'read,sell'));
  const signedInAs = async (name, maySell) => {
    await heading(page, 'Shows').waitFor();
    assert.equal(await signedIn(page).innerText(), name);
    assert.equal(await counterLink(page).count(), maySell ? 1 : 0);
    assert.equal(await page.getByRole('link', { name: 'New show' }).count(), 0);
  };
  await goTo(page, 'shows');
  await page.reload();
  await signedInAs('till-3', true);
  for (const answer of [
    (route) => route.abort(),
    (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }),
  ]) {
    await page.route('**/api/operator', answer);
    await page.reload();
    await signedInAs('till-3', true);
    await page.unroute('**/api/operator');
  }
  await replaceToken(page, cinema.createToken('reader-3', 'read'));
  await page.reload();
  await signedInAs('reader-3', false);
  await closePage(page);
});

test('reload: a token without read, and one that is wrong, end the session', async () => {
  const { page } = await signIn(cinema.createToken('reader-4', 'read'));
  const ends = async (token, words) => {
    await replaceToken(page, token);
    await page.reload();
    await page.getByRole('alert').getByText(words).waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
    assert.equal(await page.getByRole('banner').count(), 0);
  };
  await ends(cinema.createToken('gate-4', 'admit'), 'This page needs a token with the scope read.');
  await ends('of yesterday', 'The server no longer accepts this token.');
  await field(page).fill(cinema.token);
  await button(page, 'Open').click();
  await heading(page, 'Today').waitFor();
  await counterLink(page).waitFor();
  assert.equal(await signedIn(page).isVisible(), false, "the server's own token has no name");
  await closePage(page);
});

test('a token whose scopes were never read is not locked out', async () => {
  const page = await newPage(browser, desktop);
  let calls = 0;
  await page.route('**/api/operator', (route) => {
    ++calls;
    return route.abort();
  });
  await page.addInitScript((kept) => sessionStorage.setItem('boxoffice.operator.token', kept),
    cinema.token);
  await goTo(page, 'shows');
  await page.getByRole('link', { name: 'New show' }).waitFor();
  await counterLink(page).waitFor();
  assert.equal(calls, 1);
  await closePage(page);
});

for (const [device, options] of [['desktop', desktop], ['390px', phone]])
  test(`axe-core finds nothing for a reader with a long name, ${device}`, async () => {
    const name = device.padEnd(64, 'W');
    const { page } = await signIn(cinema.createToken(name, 'read'), options);
    assert.equal(await signedIn(page).getAttribute('title'), name);
    await checkSound(page, 'today');
    await goTo(page, `show/${open}`);
    await choose('C5')(page);
    await checkSound(page, 'a show with a chosen seat');
    await goTo(page, 'halls/edit/small');
    await page.locator('.preview [data-seat="A1"][data-state="blocked"]').waitFor();
    assert.equal(await page.locator('.preview [data-seat]').count(), 12);
    await checkSound(page, 'a hall');
    await goTo(page, 'halls/edit/unknown');
    await page.getByRole('alert').waitFor();
    await checkSound(page, 'an unknown hall');
    await goTo(page, 'counter');
    await page.getByText('with the scope sell.').waitFor();
    await checkSound(page, 'a page that needs another scope');
    await closePage(page);
  });

test('the name of the token does not make the header higher', async () => {
  const { page } = await signIn(cinema.createToken('till-5', 'read,sell'));
  const height = async () => (await page.getByRole('banner').boundingBox()).height;
  for (const width of [390, 768, 1024, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const named = await height();
    await signedIn(page).evaluate((it) => { it.hidden = true; });
    assert.equal(named, await height(), `${width} px`);
    await signedIn(page).evaluate((it) => { it.hidden = false; });
  }
  await closePage(page);
});
