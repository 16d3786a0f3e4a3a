// Where the seats of a hall are, in units of its plan: CSS pixels before the hall is scaled.

import { attributesOf, idsOf, namesOnSeats, seatId } from './layout.js';

export const pitch = 36; // between the middles of neighbours and of rows
export const seatSize = 32;
const screenSize = 64;
const headSize = 40; // the name and the price above the rows of a class

/**
 * How much higher than its middle a row is at `x` of a plan of that width. Beyond its ends it is as
 * high as there.
 */
export function riseAt({ bend, places }, x, width) {
  if (!bend || places < 2) return 0;
  const side = (2 * x - width) / (pitch * (places - 1)); // -1 and 1 in the middles of its end seats
  return bend * Math.min(1, side * side);
}

function seatsOf(row, shape, width) {
  const names = namesOnSeats(row.row, idsOf(row)).values();
  const left = (width - row.seats.length * pitch) / 2;
  const seats = [];
  row.seats.forEach((seat, at) => {
    const id = seatId(seat);
    if (id === null) return;
    const x = left + at * pitch;
    seats.push({
      id,
      name: names.next().value,
      attributes: attributesOf(seat),
      x,
      rise: riseAt(shape, x + pitch / 2, width),
    });
  });
  return seats;
}

/** What a row needs below the row before, so that none of its seats runs into that one. */
function roomFor(seats, before) {
  if (!before.bend && !seats.some(({ rise }) => rise > 0)) return 0;
  let most = 0;
  for (const { x, rise } of seats)
    for (const other of before.seats)
      if (Math.abs(other.x - x) < seatSize) most = Math.max(most, rise - other.rise);
  return most;
}

/**
 * Of the body of GET /api/movieshow/{id}: {width, height, bands: [{class, top, rows: [{name, seats,
 * top, bend, places}]}]}. Rows of one class that follow each other are a band, with its head at
 * `top`. `top` of a row is that of a seat in its middle; the seats at its ends are `bend` higher,
 * and each seat {id, name, attributes, x, rise} is `rise` higher. Rows are centred.
 */
export function planOf(show) {
  const width = pitch * Math.max(1, ...show.rows.map((row) => row.seats.length));
  const bands = [];
  let y = screenSize;
  for (const row of show.rows) {
    const shape = { bend: ((row.offset ?? 0) / 10) * seatSize, places: row.seats.length };
    const seats = seatsOf(row, shape, width);
    const isFirst = bands.at(-1)?.class !== row.class;
    if (isFirst) {
      bands.push({ class: row.class, top: y, rows: [] });
      y += headSize;
    }
    const before = bands.at(-1).rows.at(-1);
    const top = y + (isFirst ? shape.bend : roomFor(seats, before));
    bands.at(-1).rows.push({ name: row.row, top, ...shape, seats });
    y = top + pitch;
  }
  return { width, height: y, bands };
}
