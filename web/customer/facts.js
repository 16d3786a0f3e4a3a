// What a booking is for: the show, its seats with their price types, and what they cost.

import { lasts, listed } from './words.js';
import { element } from '../dom.js';
import { languageName } from '../language.js';
import { idsOf } from '../layout.js';
import { money } from '../money.js';
import { settings } from '../settings.js';
import { startOf } from '../show_time.js';
import { clock, moment } from '../times.js';
import { t } from '../words.js';

/** "2 h 26 min · U/A 13+ · Hindi"; empty for a show that says none of it. */
function aboutFilm({ runningTime, rating, language }) {
  return [
    runningTime && lasts(runningTime),
    rating,
    language && languageName(language),
  ].filter(Boolean).join(' · ');
}

const typeName = (show, type) =>
  show.priceTypes?.find(({ id }) => id === type)?.name ?? type;

/** The seats of a booking: "A1 (Adult)", without price types "A1". */
export function seatNames(show, { lines }) {
  return lines.map(({ seat, type }) =>
    (type === undefined ? seat : `${seat} (${typeName(show, type)})`));
}

/** The class of each seat of the show by its id. */
function classesOf({ classes, rows }) {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return new Map(rows.flatMap((row) => idsOf(row).map((id) => [id, names.get(row.class)])));
}

/** Lines of one name and price are one line: "2 × Adult, ₹150.00". */
function priceLines(show, { lines, amount: { value, currency } }) {
  const classes = classesOf(show);
  const groups = new Map();
  for (const { seat, type, price } of lines) {
    const name = type === undefined ? classes.get(seat) : typeName(show, type);
    const key = JSON.stringify([name, price]);
    const group = groups.get(key) ?? { name, price, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  const total = money(value, currency);
  if (lines.length < 2) return total;
  const texts = [...groups.values()].map(({ name, price, count }) =>
    t(name ? 'booking.priceLine' : 'booking.priceLineBare',
      { count, name, price: money(price, currency) }));
  return element('ul', { class: 'price-lines' },
    texts.map((text) => element('li', {}, text)),
    element('li', { class: 'price-total' }, t('booking.total', { price: total })));
}

/** The table of facts of a ticket. */
export function factsOf(show, booking) {
  const { seats, payBy, paidAt, status, reference } = booking;
  // Where all are of one price type, the price says it; that of a single seat is only an amount.
  const mixed = seats.length === 1 || new Set(booking.lines.map(({ type }) => type)).size > 1;
  const fact = (name, value, values) => (value ? [t(`booking.fact.${name}`, values), value] : null);
  const rows = [
    fact('cinema', settings().cinema?.name),
    fact('show', show.movie),
    fact('about', aboutFilm(show)),
    fact('begins', startOf(show)),
    fact('hall', show.hall),
    fact('seats', listed(mixed ? seatNames(show, booking) : seats), { count: seats.length }),
    fact('price', priceLines(show, booking)),
    fact('payBy', status === 'CONFIRMED' && clock(payBy).slice(0, 8)),
    fact('paid', paidAt && moment(paidAt)),
    fact('reference', element('code', {}, reference)),
  ];
  return element('dl', { class: 'facts' },
    rows.filter(Boolean).map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', { class: 'number' }, value))));
}
