// Times of a show in the time zone of its hall.

import { dateLocale, spoken } from './language.js';
import { settings } from './settings.js';
import { utcMoment } from './times.js';

const formats = new Map(); // "LOCALE ZONE" -> Intl.DateTimeFormat

function formatOf(zone) {
  const key = `${dateLocale()} ${zone}`;
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(dateLocale(), {
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
  return formats.get(key);
}

function englishMoment(time, zone) {
  if (zone === 'UTC') return `${utcMoment(time)} UTC`; // Without Intl, whose first use is slow.
  const parts = formatOf(zone).formatToParts(time);
  const { weekday, day, month, year, hour, minute, timeZoneName } =
    Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${weekday}, ${day} ${month} ${year}, ${hour}:${minute} ${timeZoneName}`;
}

/** The zone of a show: its own, else that of the cinema. */
export const zoneOf = ({ timeZone }) => timeZone ?? settings()?.cinema?.timeZone ?? 'UTC';

/** `Thu, 24 Dec 2026, 18:30 CET`: the time `at` in the zone of the show, in the page's language. */
export function momentThere(at, show) {
  const [time, zone] = [new Date(at), zoneOf(show)];
  try {
    return spoken() === 'en' ? englishMoment(time, zone) : formatOf(zone).format(time);
  } catch {
    return `${utcMoment(at)} UTC`; // The browser does not know the zone.
  }
}

/** When the show starts. */
export function startOf(show) {
  return momentThere(show.startsAt, show);
}
