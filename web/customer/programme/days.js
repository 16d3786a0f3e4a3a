// Days and times of shows where their halls are. A day is "2026-12-24", a time "18:30".

import { dateLocale } from '../../language.js';
import { zoneOf } from '../../show_time.js';
import { t } from '../../words.js';
import { daysLater, startOfDay, wallTime } from '../../zones.js';

const hour = 3_600_000; // ms

/** {day, time} of the start of a show. */
export const startThere = (show) => wallTime(show.startsAt, zoneOf(show));

/** Whether clocks at the start of a show say something else here than there. */
export function isElsewhere(show) {
  const here = new Date(show.startsAt);
  const time = [here.getHours(), here.getMinutes()].map((part) => String(part).padStart(2, '0'));
  return startThere(show).time !== time.join(':');
}

/** [from, to) in ms: all of the day in each of the zones. */
export function windowOf(day, zones) {
  const all = [...zones];
  return [
    Math.min(...all.map((zone) => startOfDay(day, zone))),
    Math.max(...all.map((zone) => startOfDay(daysLater(day), zone))),
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
  if (day === daysLater(today)) return { name: t('programme.tomorrow'), date };
  return { name: written(day, { weekday: 'short' }), date };
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
