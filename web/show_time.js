// Times of a show in the time zone of its hall.

import { settings } from './settings.js';
import { utcMoment } from './times.js';

const formats = new Map(); // zone -> Intl.DateTimeFormat

function formatOf(zone) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }));
  return formats.get(zone);
}

/** `Thu, 24 Dec 2026, 18:30 CET`: the time `at` in the zone of the show. */
export function momentThere(at, { timeZone }) {
  const zone = timeZone ?? settings()?.cinema?.timeZone ?? 'UTC';
  if (zone === 'UTC') return `${utcMoment(at)} UTC`;
  try {
    const parts = formatOf(zone).formatToParts(new Date(at));
    const { weekday, day, month, year, hour, minute, timeZoneName } =
      Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return `${weekday}, ${day} ${month} ${year}, ${hour}:${minute} ${timeZoneName}`;
  } catch {
    return `${utcMoment(at)} UTC`; // The browser does not know the zone.
  }
}

/** When the show starts. */
export function startOf(show) {
  return momentThere(show.startsAt, show);
}
