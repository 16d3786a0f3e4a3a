// What the seats of a show look like, and what the cinema changed in a show, in words.

import { element } from '../dom.js';
import { attributeSign } from '../hall_seats.js';
import { attributesOf } from '../layout.js';
import { startOf } from '../show_time.js';
import { t } from '../words.js';

const looks = [
  ['available', ''],
  ['available', 'chosen'],
  ['in_review', ''],
  ['held', ''],
  ['sold', ''],
  ['blocked', ''],
  ['sold', 'mine'],
];

const signed = ['wheelchair', 'companion', 'restricted_view'];

function entry(name, attributes, sign = null) {
  return element(
    'li',
    {},
    element('span', { class: 'seat', 'aria-hidden': 'true', ...attributes }, sign),
    t(`hall.looks.${name}`),
  );
}

/** The legend of a show's hall, with the signs that its seats have. */
export function legendOf(show) {
  const offered = new Set(show.rows.flatMap((row) => row.seats.flatMap(attributesOf)));
  return element(
    'ul',
    { class: 'legend', 'aria-label': t('hall.legend') },
    looks.map(([state, mark]) =>
      entry(mark || state, { 'data-state': state, 'data-mark': mark || null })),
    signed.filter((each) => offered.has(each)).map((each) =>
      entry(each, { 'data-state': 'available', 'data-offers': '' }, attributeSign(each))),
  );
}

const isOther = (one, other) => JSON.stringify(one) !== JSON.stringify(other);
const pricesOf = ({ currency, price, classes, priceTypes }) =>
  [currency, price, classes.map((each) => [each.id, each.price]), priceTypes];

/** What differs between two versions of a show. */
export function changeWords(before, now) {
  const found = [
    [before.startsAt, now.startsAt, () => t('choice.change.time', { time: startOf(now) })],
    [before.movie, now.movie, () => t('choice.change.movie', { movie: now.movie })],
    [before.hall, now.hall, () => t('choice.change.hall', { hall: now.hall })],
    [before.rows, now.rows, () => t('choice.change.seats')],
    [pricesOf(before), pricesOf(now), () => t('choice.change.prices')],
  ].filter(([one, other]) => isOther(one, other)).map(([, , words]) => words());
  return found.length ? found.join(' ') : t('choice.change.unknown');
}
