// Where the seats of a hall are, in units of its plan: CSS pixels before the hall is scaled.

import { attributesOf, idsOf, namesOnSeats, seatId } from './layout.js';

export const pitch = 36; // between the middles of neighbours and of rows
export const seatSize = 32;
const screenSize = 64;
const headSize = 40; // the name and the price above the rows of a class

/** How far a seat at `at` of `count` places is bent towards the screen. */
function bent(offset, at, count) {
  if (!offset || count < 2) return 0;
  const side = (2 * at) / (count - 1) - 1; // -1 and 1 at the ends
  return (offset / 10) * seatSize * side * side;
}

function seatsOf(row, width) {
  const names = namesOnSeats(row.row, idsOf(row)).values();
  const left = (width - row.seats.length * pitch) / 2;
  const seats = [];
  row.seats.forEach((seat, at) => {
    const id = seatId(seat);
    if (id === null) return;
    seats.push({
      id,
      name: names.next().value,
      attributes: attributesOf(seat),
      x: left + at * pitch,
      rise: bent(row.offset, at, row.seats.length),
    });
  });
  return seats;
}

/**
 * Of the body of GET /api/movieshow/{id}: {width, height, bands: [{class, top, rows: [{name, seats,
 * top, bend}]}]}. Rows of one class that follow each other are a band, with its head at `top`.
 * `top` of a row is that of a seat in its middle; the seats at its ends are `bend` higher, each seat
 * {id, name, attributes, x, rise} is `rise` higher. Rows are centred, as halls usually are.
 */
export function planOf(show) {
  const width = pitch * Math.max(1, ...show.rows.map((row) => row.seats.length));
  const bands = [];
  let [y, before] = [screenSize, 0];
  for (const row of show.rows) {
    const bend = ((row.offset ?? 0) / 10) * seatSize;
    if (bands.at(-1)?.class !== row.class) {
      bands.push({ class: row.class, top: y, rows: [] });
      y += headSize;
      before = 0;
    }
    // A row that is bent more than the one before it would run into that one at its ends.
    const top = y + Math.max(0, bend - before);
    bands.at(-1).rows.push({ name: row.row, top, bend, seats: seatsOf(row, width) });
    [y, before] = [top + pitch, bend];
  }
  return { width, height: y, bands };
}
