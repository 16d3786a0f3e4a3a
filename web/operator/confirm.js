// The operator's confirmations, and refusals of the server in words.
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { listed } from '../event_words.js';
import { isTurnedAway, problemWords } from './problems.js';

const seatReasons = {
  SOLD: 'sold', HELD: 'held', IN_REVIEW: 'in review', BLOCKED: 'blocked already',
};

/** The words of a problem; SEATS_UNAVAILABLE names all seats, by reason. */
export function refusalOf(problem) {
  if (isTurnedAway(problem)) return `Nothing was changed. ${problemWords(problem)}`;
  if (problem.code !== 'SEATS_UNAVAILABLE' || !problem.body?.seats) return problemWords(problem);
  const reasons = new Map();
  for (const { seat, reason } of problem.body.seats)
    reasons.set(reason, [...(reasons.get(reason) ?? []), seat]);
  const parts = [...reasons].map(([reason, seats]) =>
    `${listed(seats, 20)} (${seatReasons[reason]})`);
  return `Nothing was changed. Not available: ${parts.join(', ')}.`;
}

/** openDialog() of web/dialog.js, with the words of this page; `typed` is a text. */
export function confirm({ typed = null, ...question }) {
  return openDialog({
    ...question,
    back: 'Back',
    typed: typed === null ? null
      : { value: typed, label: ['Type ', element('code', {}, typed), ' to confirm'] },
    errorOf: refusalOf,
  });
}
