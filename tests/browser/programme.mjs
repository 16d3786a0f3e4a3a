// The programme as its tests use it, and shows on days to come.
import { hallOf } from './cinema.mjs';

const dayMs = 86_400_000;

/** "2026-12-24" in UTC, so many days from now. */
export const dayIn = (days) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** The entry of a batch: a show of 8 seats, `days` from now at that time in UTC. */
export function showOn(id, days, time, members = {}) {
  return { ...hallOf(1, 8), id, startsAt: `${dayIn(days)}T${time}:00Z`, ...members };
}

export async function openShows(cinema, shows) {
  for (let at = 0; at < shows.length; at += 500) {
    const part = shows.slice(at, at + 500);
    const { results } = await cinema.operate('POST', '/api/movieshow', part);
    const refused = results.find(({ status }) => status >= 300);
    if (refused) throw new Error(JSON.stringify(refused));
  }
}

export const tab = (page, days) => page.locator(`[role="tab"][data-day="${dayIn(days)}"]`);
export const showing = (page, id) => page.locator(`a.showing[href="#/show/${id}"]`);
export const film = (page, movie) =>
  page.locator('.film', { has: page.getByRole('heading', { name: movie, exact: true }) });

/** Waits until nothing is being read. */
export async function isRead(page) {
  await page.locator('.programme-panel:not([aria-busy])').waitFor({ state: 'attached' });
}

/** The programme with what the address says behind `#/`. */
export async function openProgramme(page, cinema, address = '') {
  await page.goto(`${cinema.url}/#/${address}`);
  await isRead(page);
}

/** The ids of the showings on screen, in their order. */
export async function idsShown(page) {
  await isRead(page);
  return page.locator('a.showing').evaluateAll((links) =>
    links.map(({ hash }) => hash.slice('#/show/'.length)));
}
