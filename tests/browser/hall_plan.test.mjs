// Where the seats of a hall are, and what stands on them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pitch, planOf, seatSize } from '../../web/hall_plan.js';

const upTo = (count, make) => Array.from({ length: count }, (_, at) => make(at + 1));
const rowsOf = (names, seats) => names.map((row) => ({ row, class: 'X', seats: seats(row) }));

function planned(rows) {
  return planOf({ rows });
}

const seatsOf = (plan) =>
  plan.bands.flatMap(({ rows }) => rows.flatMap(({ name, top, seats }) =>
    seats.map((seat) => ({ ...seat, row: name, y: top - seat.rise }))));

// Rows as halls number them, and what a person reads in the first and the last seat of a row.
const layouts = {
  'letters and numbers': [rowsOf(['A', 'B'], (row) => upTo(12, (n) => `${row}${n}`)), '1', '12'],
  'numbered from the right': [
    rowsOf(['A', 'B'], (row) => upTo(12, (n) => `${row}${13 - n}`)), '12', '1',
  ],
  'rows of digits': [rowsOf(['7', '8'], (row) => upTo(9, (n) => `${row}${n}`)), '1', '9'],
  'rows of digits with a dash': [
    rowsOf(['1', '11'], (row) => upTo(12, (n) => `${row}-${n}`)), '1', '12',
  ],
  'rows with digits in their names': [
    rowsOf(['B2', 'B3'], (row) => upTo(10, (n) => `${row}-${n}`)), '1', '10',
  ],
  'two letters and an underscore': [
    rowsOf(['AA', 'AB'], (row) => upTo(30, (n) => `${row}_${n}`)), '1', '30',
  ],
  'plain numbers through the hall': [
    [{ row: '1', class: 'X', seats: upTo(10, String) },
      { row: '2', class: 'X', seats: upTo(10, (n) => String(n + 10)) }], '1', '20',
  ],
  'aisles and gaps in the numbers': [
    rowsOf(['C', 'D'], (row) => [1, 2, null, 5, 6, null, null, 9].map((n) => n && `${row}${n}`)),
    '1', '9',
  ],
  'even seats on one side': [
    rowsOf(['E', 'F'], (row) => [6, 4, 2, null, 1, 3, 5].map((n) => n && `${row}${n}`)), '6', '5',
  ],
  'seats that begin past a hundred, with attributes': [
    rowsOf(['G', 'H'], (row) => upTo(6, (n) =>
      (n === 1 ? { id: `${row}101`, attributes: ['wheelchair'] } : `${row}${100 + n}`))),
    '101', '106',
  ],
};

for (const [name, [rows, first, last]] of Object.entries(layouts)) {
  test(`labels: of ${name}, the row and the number are the id`, () => {
    const seats = seatsOf(planned(rows));
    assert.equal(seats.length, rows.flatMap((row) => row.seats.filter(Boolean)).length);
    for (const { id, row, name: label } of seats)
      assert.ok([label, `${row}${label}`, `${row}-${label}`, `${row}_${label}`].includes(id),
        `${label} in row ${row} is ${id}`);
    assert.deepEqual([seats[0].name, seats.at(-1).name], [first, last]);
    assert.equal(new Set(seats.map(({ row, name: label }) => `${row} ${label}`)).size, seats.length);
  });
}

test('labels: a hall of ten layouts is what is tested', () => {
  assert.equal(Object.keys(layouts).length, 10);
});

test('plan: an aisle leaves the place of a seat', () => {
  const [one, two] = seatsOf(planned([{ row: 'A', class: 'X', seats: ['A1', null, 'A2'] }]));
  assert.equal(two.x - one.x, 2 * pitch);
});

test('plan: the ends of a row with an offset are nearer to the screen than its middle', () => {
  const [row] = planned([{ row: 'A', class: 'X', offset: 10, seats: upTo(5, (n) => `A${n}`) }])
    .bands[0].rows;
  const rises = row.seats.map(({ rise }) => rise);
  assert.deepEqual([rises[0], rises[2], rises[4]], [seatSize, 0, seatSize]);
  assert.ok(rises[1] > 0 && rises[1] < rises[0]);
});

test('plan: no two seats overlap, whatever the offsets of their rows are', () => {
  const rows = [0, 20, 5, 50, 50, 0].map((offset, at) => ({
    row: `R${at}-`, class: at < 3 ? 'X' : 'Y', offset, seats: upTo(9 + at, (n) => `R${at}-${n}`),
  }));
  const seats = seatsOf(planned(rows));
  for (const one of seats)
    for (const other of seats)
      if (one !== other)
        assert.ok(Math.abs(one.x - other.x) >= seatSize || Math.abs(one.y - other.y) >= seatSize - 1,
          `${one.id} and ${other.id}`);
});
