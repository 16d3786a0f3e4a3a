// What the server says when it does not take a booking, and what can be done.

import { momentThere } from '../show_time.js';
import { t } from '../words.js';
import { counted, listed, takenSeats } from './words.js';

const explained = {
  SEATS_UNAVAILABLE: ({ seats }) => takenSeats(seats).join(' '),
  LEAVES_SINGLE_SEAT: ({ singleSeats, suggestion = [] }) => {
    const why = t('choice.single', { seats: listed(singleSeats), count: singleSeats.length });
    return suggestion.length ? why : `${why} ${t('choice.singleOthers')}`;
  },
  CUSTOMER_LIMIT: ({ limit, have }, { maxSeatsPerCustomer }) => {
    if (!have) return t('choice.limitNone', { count: limit });
    // Paying frees places of the limit of unpaid seats only.
    const key = limit === maxSeatsPerCustomer ? 'choice.limitOfShow' : 'choice.limit';
    return t(key, { count: limit, have: counted(have, 'seat') });
  },
  SALES_NOT_OPEN: ({ opensAt }, show) => t('choice.notOpen', { time: momentThere(opensAt, show) }),
  SALES_CLOSED: () => t('choice.salesClosed'),
  UNAUTHENTICATED: () => t('choice.signedOut'),
  INVALID_REQUEST: ({ errors = [] }) =>
    t(errors.some(({ field }) => field === 'userMail') ? 'choice.mailWrong' : 'choice.refused'),
};

/** The refusal of a booking of that show, in words. */
export function refusalWords({ code, body }, show) {
  const why = explained[code]?.(body, show) ?? t('choice.refused');
  return t('choice.nothing', { why });
}
