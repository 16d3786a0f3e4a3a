// Days of the cinema, as `2026-12-24`, and when they begin.
import { serverNow } from '../../clock.js';
import { settings } from '../../settings.js';

const dayMs = 86_400_000;
const formats = new Map(); // zone -> Intl.DateTimeFormat

function partsOf(at, zone) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit',
    }));
  return Object.fromEntries(
    formats.get(zone).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

/** By how many ms the wall clock of the zone is ahead of UTC. */
function aheadOfUtc(at, zone) {
  const { year, month, day, hour, minute, second } = partsOf(at, zone);
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return wall - Math.floor(at / 1000) * 1000;
}

/** The zone in which the page counts days, as the server does for halls without one. */
export function cinemaZone() {
  return settings()?.cinema?.timeZone ?? 'UTC';
}

/** The day in the zone at a time in ms. */
export function dayAt(at, zone = cinemaZone()) {
  const { year, month, day } = partsOf(at, zone);
  return `${year}-${month}-${day}`;
}

export function today() {
  return dayAt(serverNow());
}

/** When the day begins in the zone, in ms. */
export function startOfDay(day, zone = cinemaZone()) {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const near = midnight - aheadOfUtc(midnight, zone);
  return midnight - aheadOfUtc(near, zone);
}

export function daysLater(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** `Thursday, 24 December 2026`. */
export function nameOfDay(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
  });
}

/** `18:30`, when the show starts by the clocks of its hall. */
export function timeOfShow({ startsAt, timeZone }) {
  const { hour, minute } = partsOf(Date.parse(startsAt), timeZone ?? cinemaZone());
  return `${hour}:${minute}`;
}

/** All shows that start on the day, by their start. */
export async function showsOf(session, day) {
  const query = new URLSearchParams({
    from: new Date(startOfDay(day)).toISOString(),
    to: new Date(startOfDay(daysLater(day, 1))).toISOString(),
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
