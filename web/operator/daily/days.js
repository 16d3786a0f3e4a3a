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

/** `18:30`, when the show starts by the clocks of its hall. */
export function timeOfShow(show) {
  return wallTime(show.startsAt, zoneOf(show)).time;
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

/** By start, then by id. */
export function byStart(one, other) {
  return Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1);
}
