// Days and times of shows where their halls are. A day is "2026-12-24", a time "18:30".

import { dateLocale, locale } from '../language.js';
import { zoneOf } from '../show_time.js';
import { t } from '../words.js';

const hour = 3_600_000; // ms
const formats = new Map(); // zone -> Intl.DateTimeFormat, null for one that the browser lacks

function formatOf(zone) {
  if (!formats.has(zone)) {
    let format = null;
    try {
      format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        calendar: 'gregory',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
    } catch {
      // Its shows are told in UTC.
    }
    formats.set(zone, format);
  }
  return formats.get(zone);
}

/** {day, time} in a zone. */
export function timeIn(zone, at) {
  const moment = new Date(at);
  const format = zone === 'UTC' ? null : formatOf(zone);
  if (!format) {
    const text = moment.toISOString();
    return { day: text.slice(0, 10), time: text.slice(11, 16) };
  }
  const parts = format.formatToParts(moment);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { day: `${of.year}-${of.month}-${of.day}`, time: `${of.hour}:${of.minute}` };
}

/** {day, time} of the start of a show. */
export const startThere = (show) => timeIn(zoneOf(show), show.startsAt);

/** Whether clocks at the start of a show say something else here than there. */
export function isElsewhere(show) {
  const here = new Date(show.startsAt);
  const time = [here.getHours(), here.getMinutes()].map((part) => String(part).padStart(2, '0'));
  return startThere(show).time !== time.join(':');
}

function midnightOf(day, zone) {
  const utc = Date.parse(`${day}T00:00Z`);
  const offsetAt = (at) => {
    const there = timeIn(zone, at);
    return Date.parse(`${there.day}T${there.time}Z`) - at;
  };
  return utc - offsetAt(utc - offsetAt(utc));
}

export const nextDay = (day) =>
  new Date(Date.parse(`${day}T00:00Z`) + 24 * hour).toISOString().slice(0, 10);

/** [from, to) in ms: all of the day in each of the zones. */
export function windowOf(day, zones) {
  const all = [...zones];
  return [
    Math.min(...all.map((zone) => midnightOf(day, zone))),
    Math.max(...all.map((zone) => midnightOf(nextDay(day), zone))),
  ];
}

/** The same in every zone there may be. */
export function widestWindowOf(day) {
  const utc = Date.parse(`${day}T00:00Z`);
  return [utc - 14 * hour, utc + (24 + 12) * hour];
}

function written(day, parts) {
  const format = new Intl.DateTimeFormat(dateLocale(), { ...parts, timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00Z`));
}

/** {name, date} of a day: "Today", "Tomorrow" or "Thu", and "24 Dec"; another year is named. */
export function dayWords(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
  const date = written(day, { day: 'numeric', month: 'short', year });
  if (day === today) return { name: t('programme.today'), date };
  if (day === nextDay(today)) return { name: t('programme.tomorrow'), date };
  return { name: written(day, { weekday: 'short' }), date };
}

/** The name of a language by its tag, "Hindi" of "hi"; the tag itself if the browser has none. */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(tag);
  } catch {
    return tag;
  }
}

/** Parts of the day, by the first and the last hour. */
export const slots = {
  morning: [5, 12],
  afternoon: [12, 17],
  evening: [17, 21],
  night: [21, 29],
};

/** Whether a show starts in that part of the day; the hours after midnight are those of the night. */
export function startsIn(slot, show) {
  const hours = Number(startThere(show).time.slice(0, 2));
  const [from, to] = slots[slot];
  return [hours, hours + 24].some((each) => each >= from && each < to);
}
