// Times by the clocks of a hall, with its zone where the clocks of this browser differ.
import { dateLocale } from '../language.js';
import { momentThere, zoneOf } from '../show_time.js';
import { aheadOfUtc, isZone, wallTime } from '../zones.js';

const minuteMs = 60_000;
const formats = new Map(); // zone -> Intl.DateTimeFormat that has its name

/** Whether the clocks of the zone say the same as those of the browser at that instant. */
function isHere(at, zone) {
  const whole = Math.floor(at / minuteMs) * minuteMs;
  return aheadOfUtc(whole, zone) === -new Date(at).getTimezoneOffset() * minuteMs;
}

/** `CET` or `GMT+5:30`; UTC of a zone that the browser does not know, as zones.js takes it. */
function nameOfZone(at, zone) {
  if (!formats.has(zone))
    formats.set(zone, new Intl.DateTimeFormat(dateLocale(), {
      timeZone: isZone(zone) ? zone : 'UTC', timeZoneName: 'short',
    }));
  return formats.get(zone).formatToParts(at).find(({ type }) => type === 'timeZoneName').value;
}

/** ` CET`, or nothing if the browser's clocks say the same. */
function zoneBehind(at, zone) {
  return isHere(at, zone) ? '' : ` ${nameOfZone(at, zone)}`;
}

/** `CET`, or nothing: what stands once above many times of a show's history. */
export function zoneOver(at, show) {
  return zoneBehind(Date.parse(at), zoneOf(show)).trim();
}

/** `18:30`, or `18:30 CET`: when the show starts. */
export function timeOfShow(show) {
  const [at, zone] = [Date.parse(show.startsAt), zoneOf(show)];
  return wallTime(at, zone).time + zoneBehind(at, zone);
}

/** `18:30:00.125`: an instant of the show's history, below zoneOver(). */
export function bareClock(at, show) {
  const time = Date.parse(at);
  const rest = new Date(time).toISOString().slice(16, 23); // Zones differ by whole minutes.
  return wallTime(time, zoneOf(show)).time + rest;
}

/** The same, or `18:30:00.125 CET`. */
export function clockThere(at, show) {
  return bareClock(at, show) + zoneBehind(Date.parse(at), zoneOf(show));
}

/** `Thu, 24 Dec 2026`, the day of an instant of the show's history. */
export function dayThere(at, show) {
  return momentThere(at, show).replace(/, \d\d:\d\d .*$/, '');
}

/** An instant by the clocks of the cinema, always with their zone. */
export function momentAtCinema(at) {
  return momentThere(at, {});
}
