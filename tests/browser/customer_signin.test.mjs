// Signing in at a login service, booking as its customer, and signing out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { checkAccessible, checkFits, closePage, launch, newPage, phone } from './chromium.mjs';
import { Cinema } from './cinema.mjs';
import { choose, openHall, openTicket, reqIdOf, says } from './customer.mjs';
import { LoginService } from './login_service.mjs';
import { until } from './until.mjs';

let browser;
let login;
let cinema;

before(async () => {
  browser = await launch();
  login = await LoginService.open();
  cinema = await Cinema.open(login.settings);
  const token = { Authorization: `Bearer ${login.token()}` };
  await until('the keys are loaded', async () => {
    const { status } = await cinema.call('GET', '/api/ticket/s.aaaaaaaaaaaaaaaaaaaaaa', undefined, token);
    return status !== 503;
  });
});

after(async () => {
  await browser?.close();
  await Cinema.closeAll();
  login?.close();
});

const bookButton = (page) => page.locator('.choice .button-primary');
const account = (page) => page.locator('#account');
const said = (page) => page.locator('#account-said');

async function signIn(page) {
  await account(page).getByRole('button', { name: 'Sign in' }).click();
  await account(page).getByRole('button', { name: 'Sign out' }).waitFor();
}

test('sign in: a customer who chose seats signs in, books them and follows the booking', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser);
  await openHall(page, cinema, show);
  await choose(page, ['A1', 'A2']);
  await checkAccessible(page, 'a hall before signing in');
  await bookButton(page).filter({ hasText: 'Sign in to book' }).click();
  await page.getByText('ada@example.org').first().waitFor();
  assert.match(new URL(page.url()).hash, new RegExp(`^#/show/${show}$`));
  await bookButton(page).filter({ hasText: 'Book 2 seats' }).click();
  await says(page, 'Confirmed: please pay'); // Arrives by WebSocket.
  assert.equal(await page.locator('#connection').isVisible(), false);
  const reqId = reqIdOf(page);
  await cinema.pay(reqId);
  await says(page, 'Paid. Enjoy the show!');
  await checkAccessible(page, 'a ticket of a customer who is signed in');
  const { status } = await cinema.call('GET', `/api/ticket/${reqId}`);
  assert.equal(status, 401);
  await closePage(page);
});

test('sign in: the token is in no address, neither now nor back in the history', async () => {
  const page = await newPage(browser);
  await page.goto(cinema.url);
  await signIn(page);
  const token = await page.evaluate(() => sessionStorage.getItem('token'));
  assert.ok(token);
  assert.ok(!page.url().includes(token));
  const { state, back } = login.visits.at(-1);
  assert.equal(back, `${cinema.url}/`);
  assert.match(state, /^[0-9a-f]{32}$/);
  await page.evaluate(() => { location.hash = '#/bookings'; });
  await page.getByRole('heading', { name: 'Your bookings' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Now on sale' }).waitFor();
  assert.ok(!page.url().includes('token'));
  await closePage(page);
});

test('sign in: a token that this tab did not ask for is refused', async () => {
  const show = await cinema.openShow();
  for (const before of ['', '#/bookings']) {
    const page = await newPage(browser);
    if (before) await page.goto(`${cinema.url}/${before}`);
    const state = login.visits.at(-1)?.state ?? 'x';
    await page.goto(`${cinema.url}/?again#id_token=${login.token()}&state=${state}`);
    await said(page).filter({ hasText: 'not begun in this tab' }).waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.getItem('token')), null);
    assert.ok(!page.url().includes('id_token'));
    await checkAccessible(page, 'a refused sign-in');
    await openHall(page, cinema, show);
    await bookButton(page).filter({ hasText: 'Sign in to book' }).waitFor();
    await closePage(page);
  }
});

test("sign in: the token of another sign-in of the same tab's is refused", async () => {
  const page = await newPage(browser);
  await page.goto(cinema.url);
  await account(page).getByRole('button', { name: 'Sign in' }).waitFor();
  await page.evaluate(() => {
    const kept = { state: 'mine', nonce: 'new', hash: '#/' };
    sessionStorage.setItem('login', JSON.stringify(kept));
  });
  await page.goto(`${cinema.url}/?again#id_token=${login.token({ nonce: 'old' })}&state=mine`);
  await said(page).filter({ hasText: 'another sign-in' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem('token')), null);
  await closePage(page);
});

test('sign in: a refusal of the login service is shown', async () => {
  const page = await newPage(browser);
  await page.goto(cinema.url);
  login.refusal = 'Wrong password <b>thrice</b>';
  await account(page).getByRole('button', { name: 'Sign in' }).click();
  await said(page).filter({ hasText: 'You are not signed in: Wrong password <b>thrice</b>' })
    .waitFor();
  login.refusal = '';
  await page.getByLabel('Language').selectOption('de');
  await said(page).filter({ hasText: 'Sie sind nicht angemeldet: Wrong password <b>thrice</b>' })
    .waitFor();
  await closePage(page);
});

test('sign out: the token, the bookings and the mail address leave the browser', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await choose(page, ['B1']);
  await signIn(page);
  await checkFits(page, 'the header of a customer who is signed in');
  await bookButton(page).filter({ hasText: 'Book 1 seat' }).click();
  await says(page, 'Confirmed');
  const reqId = reqIdOf(page);
  await account(page).getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Now on sale' }).waitFor();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.ok(!kept.includes('ada@example.org'), kept);
  assert.ok(!kept.includes(reqId), kept);
  await openTicket(page, cinema, reqId);
  await page.getByRole('heading', { name: 'Sign in to see this booking' }).waitFor();
  login.mail = 'bob@example.org';
  await page.locator('.ticket').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'This booking belongs to another customer' }).waitFor();
  login.mail = 'ada@example.org';
  await closePage(page);
});

test('accounts: a customer signs up, books, signs out and in again', async () => {
  const own = await Cinema.open({ 'auth.mode': 'accounts' });
  const show = await own.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, own, show);
  await choose(page, ['A1']);
  await bookButton(page).filter({ hasText: 'Sign in to book' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await checkAccessible(page, 'the form to sign in');
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('correct horse battery');
  const submit = page.locator('form .button-primary');
  await submit.click();
  await page.getByText('The mail address or the password is wrong.').waitFor();
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Create an account' }).waitFor();
  await page.getByLabel('Password').fill('short');
  await submit.click();
  await page.getByText('The password must have 8 to 256 characters').waitFor();
  await checkAccessible(page, 'the form to sign up, with an error');
  await checkFits(page, 'the form to sign up');
  await page.getByLabel('Password').fill('correct horse battery');
  await submit.click();
  await bookButton(page).filter({ hasText: 'Book 1 seat' }).click();
  await says(page, 'Confirmed');
  await account(page).getByRole('button', { name: 'Sign out' }).click();
  await account(page).getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Mail address').fill('ADA@example.org');
  await page.getByLabel('Password').fill('correct horse battery');
  await submit.click();
  await account(page).getByText('ada@example.org').waitFor();
  await page.getByRole('heading', { name: 'Now on sale' }).waitFor();
  await closePage(page);
});

test('accounts: the form keeps what was typed in another language', async () => {
  const own = await Cinema.open({ 'auth.mode': 'accounts' });
  const page = await newPage(browser, phone);
  await page.goto(`${own.url}/#/signin`);
  await page.getByRole('button', { name: 'Create an account' }).tap();
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Konto anlegen' }).waitFor();
  assert.equal(await page.locator('#signin-mail').inputValue(), 'ada@example.org');
  assert.equal(await page.locator('#signin-password').inputValue(), 'correct horse battery');
  await page.locator('.signin .button-primary').tap();
  await page.getByText('ada@example.org').first().waitFor();
  await closePage(page);
  await own.close();
});

test('accounts: the error of a try that failed speaks the language that is chosen next', async () => {
  const own = await Cinema.open({ 'auth.mode': 'accounts' });
  const page = await newPage(browser, phone);
  await page.goto(`${own.url}/#/signin`);
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.locator('.signin .button-primary').tap();
  const error = page.locator('.signin').getByRole('alert');
  await error.filter({ hasText: 'The mail address or the password is wrong.' }).waitFor();
  await page.getByLabel('Language').selectOption('de');
  await error.filter({ hasText: 'Die E-Mail-Adresse oder das Passwort ist falsch.' }).waitFor();
  await page.getByRole('button', { name: 'Konto anlegen' }).tap();
  await error.waitFor({ state: 'hidden' });
  await closePage(page);
  await own.close();
});

test('accounts: signing up with a known address and another password signs nobody in', async () => {
  const own = await Cinema.open({ 'auth.mode': 'accounts' });
  const credentials = { userMail: 'ada@example.org', password: 'correct horse battery' };
  await own.done('POST', '/api/signup', credentials);
  const page = await newPage(browser);
  await page.goto(`${own.url}/#/signin`);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('another password');
  await page.locator('form .button-primary').click();
  await page.getByText('has an account with another password').waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem('token')), null);
  await closePage(page);
});

test('session: one that runs out says so, and signing in returns to the same seats', async () => {
  const show = await cinema.openShow();
  const page = await newPage(browser, phone);
  await openHall(page, cinema, show);
  await choose(page, ['C1']);
  login.lifetime = 20;
  await signIn(page);
  login.lifetime = 3600;
  await bookButton(page).filter({ hasText: 'Book 1 seat' }).waitFor();
  await said(page).filter({ hasText: 'Your session has expired. Sign in again' }).waitFor();
  await bookButton(page).filter({ hasText: 'Sign in to book' }).waitFor();
  await checkAccessible(page, 'a session that ran out');
  await checkFits(page, 'a session that ran out');
  await page.reload();
  await said(page).filter({ hasText: 'Your session has expired.' }).waitFor();
  await signIn(page);
  assert.equal(await said(page).isVisible(), false);
  assert.match(new URL(page.url()).hash, new RegExp(`^#/show/${show}$`));
  await bookButton(page).filter({ hasText: 'Book 1 seat' }).waitFor();
  await closePage(page);
});

test('session: one that the server refuses leads back to the ticket after signing in', async () => {
  const own = await Cinema.open({ 'auth.mode': 'accounts' });
  const credentials = { userMail: 'ada@example.org', password: 'correct horse battery' };
  await own.done('POST', '/api/signup', credentials);
  const { token } = await own.done('POST', '/api/signin', credentials);
  const { reqId } = await own.done('POST', '/api/ticket/book', {
    userMail: credentials.userMail, movieShowId: await own.openShow(), seats: ['A1'],
  }, { Authorization: `Bearer ${token}` });
  await own.operate('POST', '/api/account/ada@example.org/reset');
  await until('the token is refused', async () => {
    const head = { Authorization: `Bearer ${token}` };
    return (await own.call('GET', `/api/ticket/${reqId}`, undefined, head)).status === 401;
  });
  const page = await newPage(browser);
  await page.goto(own.url);
  await page.evaluate((kept) => sessionStorage.setItem('token', kept), token);
  await openTicket(page, own, reqId);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in to see this booking' }).waitFor();
  await said(page).filter({ hasText: 'Your session has expired.' }).waitFor();
  await page.locator('.ticket').getByRole('button', { name: 'Sign in' }).press('Enter');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('another long password');
  await page.getByLabel('Password').press('Enter');
  await says(page, 'Confirmed');
  assert.equal(reqIdOf(page), reqId);
  assert.equal(await said(page).isVisible(), false);
  await closePage(page);
});
