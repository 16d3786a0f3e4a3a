// Recomputes the draw of a review for a participant.

import { counted } from './words.js';
import { element } from '../dom.js';
import { lotOf } from '../lot.js';

/** Whether the lots confirm the rule by which booking `own` won or lost. */
function agrees(own, { rule, seed, lostTo = [], rivals = [] }) {
  const mine = lotOf(seed, own);
  if (rule === 'lost_draw') return lostTo.every((number) => lotOf(seed, number) < mine);
  // Rivals with fewer seats took no part in the draw: one that drew a higher lot is enough.
  return rivals.some((number) => mine < lotOf(seed, number));
}

/** A table of the lots where there was a draw, else null. */
export function drawCheck(own, explanation) {
  const { rule, seed, round, lostTo = [], rivals = [] } = explanation;
  if (rule !== 'lost_draw' && rule !== 'won_draw') return null;
  const lots = [own, ...lostTo, ...rivals]
    .map((number) => ({ number, lot: lotOf(seed, number) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1));
  const row = ({ number, lot }, at) =>
    element(
      'tr',
      number === own ? { class: 'own' } : {},
      element('td', { class: 'number' }, String(at + 1)),
      element(
        'th',
        { scope: 'row', class: 'number' },
        number === own ? `no. ${number} (you)` : `no. ${number}`,
      ),
      element('td', { class: 'lot' }, lot),
    );
  const head = (words) => element('th', { scope: 'col' }, words);
  return element(
    'details',
    { class: 'draw' },
    element('summary', {}, 'Check the draw'),
    element(
      'p',
      {},
      `Review ${round} drew a seed; the lot of a booking is SHA-256 of the seed and its number, `,
      `the smallest comes first. Your browser has just computed ${counted(lots.length, 'lot')}:`,
    ),
    element(
      'div',
      { class: 'lots', tabindex: '0', role: 'region', 'aria-label': 'Lots' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, head('Place'), head('Booking'), head('Lot'))),
        element('tbody', {}, lots.map(row)),
      ),
    ),
    agrees(own, explanation)
      ? element('p', { class: 'notice notice-good' }, 'They agree with what the server decided.')
      : element(
          'p',
          { class: 'notice notice-bad' },
          'They do not agree with what the server decided.',
        ),
    element('p', { class: 'soft small' }, 'By hand, for your own:'),
    element(
      'pre',
      { class: 'small', tabindex: '0' },
      `echo ${seed}${own.toString(16).padStart(16, '0')} | xxd -r -p | sha256sum`,
    ),
  );
}
