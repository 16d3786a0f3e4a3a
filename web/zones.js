// The clocks of time zones. A day is "2026-12-24", a time "18:30", an instant ms since 1970.

const dayMs = 86_400_000;
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
      // wallTime() falls back to UTC.
    }
    formats.set(zone, format);
  }
  return formats.get(zone);
}

export const isZone = (zone) => formatOf(zone) !== null;

/** {day, time} of an instant in a zone; in UTC if the browser does not know the zone. */
export function wallTime(at, zone) {
  const moment = new Date(at);
  const format = zone === 'UTC' ? null : formatOf(zone); // Without Intl, whose first use is slow.
  if (!format) {
    const text = moment.toISOString();
    return { day: text.slice(0, 10), time: text.slice(11, 16) };
  }
  const { year, month, day, hour, minute } =
    Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/** By how many ms the clocks of the zone are ahead of UTC at a whole minute. */
export function aheadOfUtc(at, zone) {
  const { day, time } = wallTime(at, zone);
  return Date.parse(`${day}T${time}Z`) - at;
}

/** The instant at which the day begins in the zone. */
export function startOfDay(day, zone) {
  const midnight = Date.parse(`${day}T00:00Z`);
  return midnight - aheadOfUtc(midnight - aheadOfUtc(midnight, zone), zone);
}

export function daysLater(day, days = 1) {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
