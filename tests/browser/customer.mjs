// The customer's page as its tests use it.
export { browser, cinema, useCinema } from './fixture.mjs';

export const seat = (page, id) => page.locator(`[data-seat="${id}"]`);
export const title = (page) => page.locator('.ticket h2, .choice h2');

export async function openHall(page, cinema, show) {
  await page.goto(`${cinema.url}/#/show/${show}`);
  await page.locator('.choice').waitFor();
}

export async function openTicket(page, cinema, reqId) {
  await page.goto(`${cinema.url}/#/ticket/${reqId}`);
}

export async function choose(page, ids) {
  for (const id of ids) await seat(page, id).click();
}

export async function fillMail(page, mail = 'ada@example.org') {
  await page.getByLabel('Mail address').fill(mail);
}

export async function book(page, ids) {
  await choose(page, ids);
  await fillMail(page);
  await page.locator('.choice').getByRole('button', { name: /^Book/ }).click();
}

/** Waits for the ticket to say so. */
export async function says(page, text) {
  await page.locator('.ticket h2', { hasText: text }).waitFor();
}

export async function looks(page, id, state) {
  await page.locator(`[data-seat="${id}"][data-state="${state}"]`).waitFor();
}

/** The reqId of the ticket that the page shows. */
export const reqIdOf = (page) => new URL(page.url()).hash.split('/')[2];
