// Statuses, reasons, rules and refusals in words for customers, from the catalogue.

import { clock } from '../times.js';
import { t } from '../words.js';
import { matterOf } from './problems.js';

const takenReasons = ['SOLD', 'HELD', 'IN_REVIEW', 'BLOCKED', 'WAIT'];
const endReasons = [
  'payment_timeout', 'review_timeout', 'by_customer', 'by_operator', 'show_cancelled',
  'payment_reversed',
];
const rules = ['uncontested', 'most_seats', 'won_draw', 'fewer_seats', 'lost_draw', 'counter'];

/** "A1", "A1 and A2", "A1, A2 and A3" */
export function listed(items) {
  const texts = items.map(String);
  if (texts.length < 2) return texts.join('');
  return t('booking.and', { first: texts.slice(0, -1).join(', '), last: texts.at(-1) });
}

/** "1 seat", "3 seats"; `noun` is one of booking.counts of the catalogue. */
export function counted(count, noun) {
  return t(`booking.counts.${noun}`, { count });
}

/** "2 h 35 min" */
export function lasts(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return t('programme.minutes', { minutes });
  if (!rest) return t('programme.fullHours', { hours });
  return t('programme.hours', { hours, minutes: rest });
}

/** One sentence for each reason in a SEATS_UNAVAILABLE problem. */
export function takenSeats(seats) {
  const byReason = new Map();
  for (const each of seats) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  return [...byReason].map(([reason, those]) => {
    const last = those.map(({ retryAt }) => retryAt).filter(Boolean).sort().at(-1);
    return t(`booking.taken.${takenReasons.includes(reason) ? reason : 'other'}`, {
      seats: listed(those.map(({ seat }) => seat)),
      count: those.length,
      time: last ? clock(last).slice(0, 8) : '',
    });
  });
}

/** Explains why the booking is sent again in `ms`. */
export function waitWords(problem, ms) {
  const [matter, count] = [matterOf(problem), Math.ceil(ms / 1000)];
  return problem.code === 'RATE_LIMITED'
    ? t('booking.waitLimited', { problem: matter, count })
    : t('booking.waitOther', { problem: matter });
}

/** Explains why a booking was confirmed or rejected, from its `explanation`. */
export function ruleWords({ rule, rivals = [], lostTo = [] }) {
  if (!rules.includes(rule)) return '';
  const others = rule === 'fewer_seats' || rule === 'lost_draw' ? lostTo : rivals;
  const numbers = listed(others.map((number) =>
    t('booking.bookingNo', { number: String(number) })));
  const both = t('booking.rivals', { count: others.length, numbers });
  return t(`booking.rule.${rule}`, { both });
}

/** Explains what ended a booking that is EXPIRED or CANCELLED. */
export function endWords(reason) {
  return t(`booking.ended.${endReasons.includes(reason) ? reason : 'other'}`);
}
