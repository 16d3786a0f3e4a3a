// Days of the cinema, as `2026-12-24`, and their shows.
import { serverNow } from '../../clock.js';
import { zoneOf } from '../../show_time.js';
import { daysLater, startOfDay, wallTime } from '../../zones.js';

/** The zone in which the page counts days, as the server does for halls without one. */
export function cinemaZone() {
  return zoneOf({});
}

export function today() {
  return wallTime(serverNow(), cinemaZone()).day;
}

/** `Thursday, 24 December 2026`. */
export function nameOfDay(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
  });
}

/** All shows that start on the day, by their start. */
export async function showsOf(session, day) {
  const query = new URLSearchParams({
    from: new Date(startOfDay(day, cinemaZone())).toISOString(),
    to: new Date(startOfDay(daysLater(day), cinemaZone())).toISOString(),
    order: 'start',
    limit: 200,
  });
  const found = { shows: [], missingNodes: [] };
  do {
    const { shows, next, missingNodes } = await session.get(`/api/movieshow?${query}`);
    found.shows.push(...shows);
    found.missingNodes = missingNodes ?? [];
    if (next === undefined) break;
    query.set('after', next);
  } while (found.shows.length < 2000);
  found.shows.sort(byStart);
  return found;
}

/**
 * Adds the `timeZone` of its hall to each of `items`, which are about shows that start at their
 * `startsAt`; `idOf(item)` is the id of the show.
 */
export async function withZones(session, items, idOf) {
  const zones = new Map(); // id of a show -> its zone
  const starts = [...new Set(items.map(({ startsAt }) => startsAt))];
  await Promise.all(starts.map(async (startsAt) => {
    const to = new Date(Date.parse(startsAt) + 1).toISOString();
    const query = new URLSearchParams({ from: startsAt, to, limit: 200 });
    const { shows } = await session.get(`/api/movieshow?${query}`);
    for (const { id, timeZone } of shows) zones.set(id, timeZone);
  }));
  return items.map((item) => ({ ...item, timeZone: zones.get(idOf(item)) }));
}

/** By start, then by id. */
export function byStart(one, other) {
  return Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1);
}
