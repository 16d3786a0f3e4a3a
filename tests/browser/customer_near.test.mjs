// The free seats that are nearest to lost ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nearestFree } from '../../web/customer/near.js';

const rows = [
  { row: 'A', seats: ['A1', 'A2', null, 'A3', 'A4'] },
  { row: 'B', seats: ['B1', 'B2', null, 'B3', { id: 'B4', attributes: ['restricted_view'] }] },
];
const free = (...ids) => (id) => ids.includes(id);

test('near: seats that are all free are taken as they are', () => {
  assert.deepEqual(nearestFree(rows, ['B3', 'A1'], free('A1', 'B3')), ['B3', 'A1']);
});

test('near: as many seats are side by side, on one side of an aisle', () => {
  assert.deepEqual(nearestFree(rows, ['A3', 'A4'], free('A2', 'A3', 'B3', 'B4')), ['B3', 'B4']);
});

test('near: the nearest pair is taken', () => {
  const all = free('A1', 'A2', 'B1', 'B2', 'B3', 'B4');
  assert.deepEqual(nearestFree(rows, ['A3', 'A4'], all), ['B3', 'B4']);
  assert.deepEqual(nearestFree(rows, ['A3', 'A4'], free('A1', 'A2', 'B1', 'B2')), ['A1', 'A2']);
});

test('near: without seats together the nearest single ones are taken, as many as there are', () => {
  assert.deepEqual(nearestFree(rows, ['A3', 'A4'], free('A3', 'B1')), ['A3', 'B1']);
  assert.deepEqual(nearestFree(rows, ['A1', 'A2'], free('A4')), ['A4']);
  assert.deepEqual(nearestFree(rows, ['A1', 'A2'], free()), []);
});

test('near: seats that the show has no more lead to none', () => {
  assert.deepEqual(nearestFree(rows, ['Z1'], free('A1')), []);
});

test('near: wheelchair and companion seats are found only for those who wanted such seats', () => {
  const kept = [{ row: 'A', seats: [
    'A1', 'A2', { id: 'A3', attributes: ['companion'] }, { id: 'A4', attributes: ['wheelchair'] },
  ] }];
  assert.deepEqual(nearestFree(kept, ['A2'], free('A1', 'A3', 'A4')), ['A1']);
  assert.deepEqual(nearestFree(kept, ['A2'], free('A3', 'A4')), []);
  assert.deepEqual(nearestFree(kept, ['A4'], free('A1', 'A3')), ['A3']);
});
