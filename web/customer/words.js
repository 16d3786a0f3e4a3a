// Statuses, reasons and rules in words for customers.

import { clock } from '../times.js';

const takenWords = {
  SOLD: 'sold',
  HELD: 'held for someone who still has to pay',
  IN_REVIEW: 'being booked by someone else',
  BLOCKED: 'not for sale',
  WAIT: 'open to others first for a short time, because you had it and did not pay',
};

/** "A1", "A1 and A2", "A1, A2 and A3" */
export function listed(items) {
  const texts = items.map(String);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** "1 seat", "3 seats" */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One sentence for each reason in a SEATS_UNAVAILABLE problem. */
export function takenSeats(seats) {
  const byReason = new Map();
  for (const each of seats) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  return [...byReason].map(([reason, those]) => {
    const taken = `${listed(those.map(({ seat }) => seat))} ${those.length === 1 ? 'is' : 'are'}`;
    const said = `${taken} ${takenWords[reason] ?? 'not available'}.`;
    if (reason !== 'WAIT') return said;
    const last = those.map(({ retryAt }) => retryAt).sort().at(-1);
    const them = those.length === 1 ? 'it' : 'them';
    return `${said} You can ask for ${them} again from ${clock(last).slice(0, 8)} on.`;
  });
}

/** Explains why the booking is sent again in `ms`. */
export function waitWords(problem, ms) {
  const again = `It is tried again in ${counted(Math.ceil(ms / 1000), 'second')}`;
  const twice = 'you will not be booked twice.';
  if (problem.code === 'RATE_LIMITED')
    return `There were too many requests from your network. ${again}; ${twice}`;
  return `${problem.message} It is tried again until it does; ${twice}`;
}

/** Explains why a booking was confirmed or rejected, from its `explanation`. */
export function ruleWords({ rule, rivals = [], lostTo = [] }) {
  const others = rule === 'fewer_seats' || rule === 'lost_draw' ? lostTo : rivals;
  const numbers = listed(others.map((number) => `no. ${number}`));
  const both = `You and booking${others.length === 1 ? '' : 's'} ${numbers} asked at the same time`;
  return {
    uncontested: 'Nobody else asked for these seats at the same time.',
    most_seats: `${both}. The largest booking comes first, and that was yours.`,
    won_draw: `${both}. Among bookings of one size lots were drawn, and you came first.`,
    fewer_seats: `${both}. The largest booking comes first, and yours was smaller.`,
    lost_draw: `${both} for as many seats. Lots were drawn, and you came later.`,
  }[rule];
}

/** Explains what ended a booking that is EXPIRED or CANCELLED, by reason. */
export const endWords = {
  payment_timeout: 'It was not paid in time, so its seats are on sale again. Nothing was charged.',
  review_timeout: 'It could not be reviewed in time. Nothing was charged.',
  by_customer: 'You cancelled it. Its seats are on sale again.',
  by_operator: 'The cinema cancelled it. If you had paid, your money is on its way back.',
  show_cancelled: 'The cinema cancelled the show. If you had paid, your money is on its way back.',
  payment_reversed: 'Your payment was taken back, so the booking was cancelled.',
};
