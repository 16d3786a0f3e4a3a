// Days and times of a hall's time zone, as fields have them ("2026-12-24", "18:30"), and instants.

const dayMs = 86_400_000;
const formats = new Map(); // zone -> Intl.DateTimeFormat

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function formatOf(zone) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
      minute: '2-digit', hourCycle: 'h23',
    }));
  return formats.get(zone);
}

export function isZone(zone) {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** {day, time} of an instant, in ms, in that zone. */
export function wallTime(at, zone) {
  const parts = Object.fromEntries(
    formatOf(zone).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute } = parts;
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/**
 * The instant of a day and time in a zone, in ms. Null if clocks skip that time on that day; of a
 * time that comes twice, the first.
 */
export function instantOf(day, time, zone) {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const offsetAt = (at) => {
    const there = wallTime(at, zone);
    return Date.parse(`${there.day}T${there.time}:00Z`) - at;
  };
  const fits = [wall - dayMs, wall + dayMs].map((near) => wall - offsetAt(near)).filter((at) => {
    const there = wallTime(at, zone);
    return there.day === day && there.time === time;
  });
  return fits.length === 0 ? null : Math.min(...fits);
}

export function dayAfter(day, count = 1) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

export function weekdayOf(day) {
  return weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
}

export const mostDays = 366;

/** The days from `first` to `last` on these weekdays; at most `mostDays` days are looked at. */
export function daysBetween(first, last, on) {
  const days = [];
  for (let day = first, count = 0; day <= last && count < mostDays; day = dayAfter(day), ++count)
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
