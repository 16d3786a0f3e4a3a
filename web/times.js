// Formats times in the browser's time zone. English ones do without Intl: the first
// Intl.DateTimeFormat of a page costs 25 ms, a tenth of the first view of a hall.

import { dateLocale, spoken } from './language.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = [
  'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec',
];

const padded = (number, digits = 2) => String(number).padStart(digits, '0');

function date(time) {
  const month = months[time.getMonth()];
  return `${days[time.getDay()]}, ${time.getDate()} ${month} ${time.getFullYear()}`;
}

const minute = (time) => `${padded(time.getHours())}:${padded(time.getMinutes())}`;

const dateParts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
const minuteParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

const byIntl = (time, parts) => new Intl.DateTimeFormat(dateLocale(), parts).format(time);

/** `Thu, 24 Dec 2026, 18:30` */
export function moment(at) {
  const time = new Date(at);
  if (spoken() !== 'en') return byIntl(time, { ...dateParts, ...minuteParts });
  return `${date(time)}, ${minute(time)}`;
}

/** The same in UTC and in English. */
export function utcMoment(at) {
  const time = new Date(at);
  const day = `${days[time.getUTCDay()]}, ${time.getUTCDate()}`;
  const date = `${day} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return `${date}, ${padded(time.getUTCHours())}:${padded(time.getUTCMinutes())}`;
}

/** `18:30:00.125` */
export function clock(at) {
  const time = new Date(at);
  return `${minute(time)}:${padded(time.getSeconds())}.${padded(time.getMilliseconds(), 3)}`;
}

export function day(at) {
  const time = new Date(at);
  return spoken() === 'en' ? date(time) : byIntl(time, dateParts);
}

/** `1:32` of 91,500 ms: whole seconds, the last of them until its end. */
export function span(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${padded(seconds % 60)}`;
}
