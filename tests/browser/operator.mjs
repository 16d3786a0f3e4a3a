// The operator's page as its tests use it.
import { newPage } from './chromium.mjs';

const token = 'boxoffice.operator.token';

export const button = (within, name) => within.getByRole('button', { name, exact: true });
export const field = (page) => page.getByLabel("Operator's token");
export const slider = (page) => page.getByRole('slider', { name: 'Event' });
export const dialog = (page) => page.getByRole('dialog');
export const seat = (page, id) => page.locator(`.map [data-seat="${id}"]`);

/** The page at an address behind `#/`, past the token. */
export async function openOperator(browser, cinema, address = '', options = {}) {
  const page = await newPage(browser, options);
  await page.addInitScript(([key, kept]) => sessionStorage.setItem(key, kept),
    [token, cinema.token]);
  await page.goto(`${cinema.url}/operator#/${address}`);
  return page;
}

export async function openShow(browser, cinema, show, options) {
  const page = await openOperator(browser, cinema, `show/${show}`, options);
  await slider(page).waitFor();
  return page;
}

export async function slideTo(page, seq) {
  await slider(page).fill(String(seq));
}

/** {id: state} as the hall shows it. */
export function seatsShown(page) {
  return page.locator('.map').evaluate((map) => Object.fromEntries(
    [...map.querySelectorAll('[data-seat]')].map(({ dataset }) => [dataset.seat, dataset.state])));
}

/** Says yes to the question that is open. */
export async function agree(page, name) {
  await button(dialog(page), name).click();
}
