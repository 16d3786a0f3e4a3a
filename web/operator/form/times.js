// Days and times of a hall's time zone, as fields have them ("2026-12-24", "18:30"), and instants.

import { aheadOfUtc, daysLater, wallTime } from '../../zones.js';

const dayMs = 86_400_000;

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * The instant of a day and time in a zone, in ms. Null if clocks skip that time on that day; of a
 * time that comes twice, the first.
 */
export function instantOf(day, time, zone) {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const fits = [wall - dayMs, wall + dayMs].map((near) => wall - aheadOfUtc(near, zone)).filter((at) => {
    const there = wallTime(at, zone);
    return there.day === day && there.time === time;
  });
  return fits.length === 0 ? null : Math.min(...fits);
}

export function weekdayOf(day) {
  return weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
}

export const mostDays = 366;

/** The days from `first` to `last` on these weekdays; at most `mostDays` days are looked at. */
export function daysBetween(first, last, on) {
  const days = [];
  for (let day = first, count = 0; day <= last && count < mostDays; day = daysLater(day), ++count)
    if (on.includes(weekdayOf(day))) days.push(day);
  return days;
}

/** ["14:00", "18:30"] of "14:00, 18.30 14"; null if something in it is no time. */
export function timesIn(text) {
  const times = text.split(/[\s,;]+/).filter(Boolean).map((part) => {
    const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(part) ?? [];
    return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null;
  });
  return times.includes(null) ? null : [...new Set(times)].sort();
}
