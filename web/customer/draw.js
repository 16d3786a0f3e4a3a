// Recomputes the draw of a review for a participant.

import { counted } from './words.js';
import { element } from '../dom.js';
import { lotOf } from '../lot.js';
import { t } from '../words.js';

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
        t(number === own ? 'booking.draw.own' : 'booking.bookingNo', { number: String(number) }),
      ),
      element('td', { class: 'lot' }, lot),
    );
  const heads = ['place', 'booking', 'lot'].map((name) => t(`booking.draw.${name}`));
  const head = (words) => element('th', { scope: 'col' }, words);
  return element(
    'details',
    { class: 'draw' },
    element('summary', {}, t('booking.draw.check')),
    element(
      'p',
      {},
      t('booking.draw.how', { round: String(round), lots: counted(lots.length, 'lot') }),
    ),
    element(
      'div',
      { class: 'lots', tabindex: '0', role: 'region', 'aria-label': t('booking.draw.lots') },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, heads.map(head))),
        element('tbody', {}, lots.map(row)),
      ),
    ),
    agrees(own, explanation)
      ? element('p', { class: 'notice notice-good' }, t('booking.draw.agrees'))
      : element(
          'p',
          { class: 'notice notice-bad' },
          t('booking.draw.disagrees'),
        ),
    element('p', { class: 'soft small' }, t('booking.draw.byHand')),
    element(
      'pre',
      { class: 'small', tabindex: '0' },
      `echo ${seed}${own.toString(16).padStart(16, '0')} | xxd -r -p | sha256sum`,
    ),
  );
}
