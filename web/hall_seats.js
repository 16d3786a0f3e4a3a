// Makes the elements of a hall's seats: an ARIA grid with a row for each row of seats.

import { element, svg } from './dom.js';
import { pitch, seatSize } from './hall_plan.js';
import { t } from './text.js';

const manySeats = 1500; // from here on the browser leaves out rows that are out of view
const gap = (pitch - seatSize) / 2;
const edge = 6; // of a row beyond its seats, for the outline of a seat with the focus
const shortName = 2; // letters that fit a seat as large as those of other seats
const longestName = 4; // letters that fit a seat at all

const known = ['wheelchair', 'companion', 'restricted_view'];

/** What an attribute of a seat is called. */
export function attributeWords(attribute) {
  return known.includes(attribute) ? t(`hall.attribute.${attribute}`) : attribute;
}

const paths = {
  wheelchair: 'M9 3.2a1.7 1.7 0 1 1 0 .1M9.4 6.5v5h4.6l2 5.2 2-.7M9.4 8.6h4M7.6 9.8a4.6 4.6 0 1 0 '
    + '6.2 6',
  companion: 'M7 6.2a2 2 0 1 1 0 .1M15 8.2a1.7 1.7 0 1 1 0 .1M3.5 18v-4.5a3.6 3.6 0 0 1 7.2 0V18'
    + 'M13.4 18v-3.2a2.8 2.8 0 0 1 5.6 0V18',
  restricted_view: 'M2.5 11.5c4.6-6.6 13-6.6 17.6 0-4.6 6.6-13 6.6-17.6 0zM4 19 18.5 4',
};

/** The sign of an attribute; null if it has none. */
export function attributeSign(attribute) {
  return paths[attribute]
    ? svg('svg', { class: 'sign', viewBox: '0 0 22.6 22.6', 'aria-hidden': 'true' },
      svg('path', { d: paths[attribute] }))
    : null;
}

function describe(made, attributes) {
  const offers = attributes.map(attributeWords).join(', ');
  made.setAttribute('data-offers', offers);
  made.title = offers;
  const signs = attributes.map(attributeSign).filter(Boolean);
  if (!signs.length) return offers;
  made.setAttribute('data-sign', signs.length);
  made.append(...signs);
  return offers;
}

/** A seat to be copied: a copy costs a tenth of a new element with its attributes. */
function blankSeat(isChosen) {
  return element('div', {
    class: 'seat',
    role: 'gridcell',
    tabindex: '-1',
    'aria-selected': isChosen && 'false',
    'aria-disabled': isChosen && 'false',
  });
}

function rowOf(row, blank, made) {
  const line = element('div', { class: 'hall-row', role: 'row' });
  line.style.top = `${row.top - row.bend - edge}px`;
  line.style.height = `${row.bend + pitch + 2 * edge}px`;
  let end = 0; // of the seat before
  for (const seat of row.seats) {
    const shown = blank.cloneNode();
    shown.setAttribute('data-seat', seat.id);
    shown.setAttribute('data-name', seat.name);
    const letters = [...seat.name].length;
    if (letters > shortName)
      shown.setAttribute('data-long', letters > longestName ? 'never' : letters);
    // Neighbours stand side by side by themselves.
    if (seat.x !== end) shown.style.marginLeft = `${seat.x - end + gap}px`;
    if (row.bend) shown.style.marginTop = `${edge + gap + row.bend - seat.rise}px`;
    end = seat.x + pitch;
    made(seat, shown, seat.attributes.length ? describe(shown, seat.attributes) : '');
    line.append(shown);
  }
  return line;
}

/**
 * The grid of a web/hall_plan.js plan. `made(seat, element, offers, row, band)` is called for each
 * seat, with the index of its row among all rows and of its band. `isChosen`: whether seats can be
 * chosen.
 */
export function gridOf(plan, label, isChosen, made) {
  const blank = blankSeat(isChosen);
  let rows = 0;
  let seats = 0;
  const bands = plan.bands.map((band, at) =>
    element('div', { role: 'rowgroup' }, band.rows.map((row) => {
      seats += row.seats.length;
      const line = rowOf(row, blank, (...seat) => made(...seat, rows, at));
      rows += 1;
      return line;
    })));
  const grid = element('div', { class: 'hall-grid', role: 'grid', 'aria-label': label }, bands);
  if (seats > manySeats) grid.classList.add('hall-many');
  grid.style.width = `${plan.width}px`;
  grid.style.height = `${plan.height}px`;
  return grid;
}
