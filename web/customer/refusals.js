// What the server says when it does not take a booking, and what can be done.

import { momentThere } from '../show_time.js';
import { t } from '../words.js';
import { problemWords } from './problems.js';
import { counted, listed, takenSeats } from './words.js';

const explained = {
  SEATS_UNAVAILABLE: ({ seats }) => takenSeats(seats).join(' '),
  LEAVES_SINGLE_SEAT: ({ singleSeats, suggestion = [] }) => {
    const why = t('choice.single', { seats: listed(singleSeats), count: singleSeats.length });
    return suggestion.length ? why : `${why} ${t('choice.singleOthers')}`;
  },
  CUSTOMER_LIMIT: ({ limit, have }) =>
    t('choice.limit', { count: limit, have: counted(have, 'seat') }),
  SALES_NOT_OPEN: ({ opensAt }, show) => t('choice.notOpen', { time: momentThere(opensAt, show) }),
  UNAUTHENTICATED: () => t('choice.signedOut'),
};

/** The refusal of a booking of that show, in words. */
export function refusalWords(problem, show) {
  const { code, body } = problem;
  const explain = explained[code];
  if (explain) return t('choice.nothing', { why: explain(body, show) });
  if (!body.errors) return problemWords(problem);
  return body.errors.map((error) => t('choice.problem', error)).join('; ');
}
