// Numbers of seats, plans as text, ids and times of the operator's forms (no browser, no server).
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { importPlan } from '../../web/operator/editor/import_plan.js';
import { freeName, numberingOf, numbersOf, stemOf } from '../../web/operator/editor/numbering.js';
import {
  addRows, bodyOf, duplicateRows, emptyPlan, errorsIn, insertPlaces, moveRows, numberRows, planOf,
  removePlaces, renameRow, toAisles, toggleAttribute, toggleBlocked, toSeats,
} from '../../web/operator/editor/plan.js';
import { Steps } from '../../web/operator/editor/steps.js';
import { amountOf, amountText } from '../../web/operator/form/amounts.js';
import { idOf, showIdOf, slugOf } from '../../web/operator/form/ids.js';
import { batchesOf, changesOf } from '../../web/operator/form/save.js';
import {
  daysBetween, instantOf, timesIn, weekdays,
} from '../../web/operator/form/times.js';
import { wallTime } from '../../web/zones.js';

const rowsOf = (plan) => bodyOf(plan).rows;
const seatsOf = (plan, at = 0) => rowsOf(plan)[at].seats;
const pick = (row, ...places) => new Map([[row, new Set(places)]]);
const rows = (count, seats, more = {}) => addRows({ ...emptyPlan, name: 'Regal' },
  { count, seats, aisles: [], name: 'A', seatClass: 'STANDARD', ...more });

test('numbers: every, odd, even, from the right and from the middle', () => {
  const numbers = (count, kind, start = 1, fromRight = false) =>
    numbersOf(count, { start, kind, fromRight });
  assert.deepEqual(numbers(4, 'every'), [1, 2, 3, 4]);
  assert.deepEqual(numbers(4, 'every', 101, true), [104, 103, 102, 101]);
  assert.deepEqual(numbers(4, 'second'), [1, 3, 5, 7]);
  assert.deepEqual(numbers(3, 'second', 2, true), [6, 4, 2]);
  assert.deepEqual(numbers(5, 'centre'), [5, 3, 1, 2, 4]);
});

test('numbers: those of a hall are recognised, and others are kept', () => {
  for (const how of [
    { stem: 'A', start: 1, kind: 'every', fromRight: false },
    { stem: 'A', start: 7, kind: 'every', fromRight: true },
    { stem: 'A', start: 2, kind: 'second', fromRight: true },
    { stem: 'A', start: 1, kind: 'centre', fromRight: false },
  ]) {
    const ids = numbersOf(6, how).map((number) => how.stem + number);
    assert.deepEqual(numberingOf('A', ids), how);
  }
  assert.equal(numberingOf('A', ['A1', 'A2', 'A7']), null);
  const plan = planOf({ name: 'Regal', classes: emptyPlan.classes, rows: [
    { row: 'A', class: 'STANDARD', seats: ['A1', 'A2', null, 'A7'] }] });
  const more = insertPlaces(plan, pick(0, 0), true);
  assert.deepEqual(seatsOf(more), ['A3', 'A1', 'A2', null, 'A7']);
});

test('names: rows that end in a digit or have no Latin letter still give ids', () => {
  assert.equal(stemOf('B'), 'B');
  assert.equal(stemOf('12'), '12-');
  assert.equal(stemOf('Balcony B'), 'BalconyB');
  assert.match(stemOf('क'), /^r[0-9a-f]+-$/);
  assert.equal(freeName('Z', new Set(['Z'])), 'AA');
  assert.equal(freeName('9', new Set(['9', '10'])), '11');
  assert.deepEqual(errorsIn(rows(12, 12, { name: '1' })), []);
});

test('plan: rows with aisles, and every change keeps the count of the numbers', () => {
  const plan = rows(2, 6, { aisles: [2, 6] });
  assert.deepEqual(seatsOf(plan), ['A1', 'A2', null, 'A3', 'A4', 'A5', 'A6']);
  assert.deepEqual(seatsOf(toAisles(plan, pick(0, 0))), [null, 'A1', null, 'A2', 'A3', 'A4', 'A5']);
  assert.deepEqual(seatsOf(toSeats(plan, pick(0, 2))), ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
  assert.deepEqual(seatsOf(removePlaces(plan, pick(0, 0, 2))), ['A1', 'A2', 'A3', 'A4', 'A5']);
  assert.deepEqual(seatsOf(numberRows(plan, pick(0), { start: 2, kind: 'second', fromRight: true })),
    ['A12', 'A10', null, 'A8', 'A6', 'A4', 'A2']);
  assert.deepEqual(seatsOf(renameRow(plan, 0, 'K'))[0], 'K1');
  const copied = duplicateRows(plan, pick(0));
  assert.deepEqual(rowsOf(copied).map(({ row }) => row), ['A', 'C', 'B']);
  assert.deepEqual(errorsIn(copied), []);
  assert.deepEqual(rowsOf(moveRows(plan, pick(1), -1)).map(({ row }) => row), ['B', 'A']);
  assert.equal(moveRows(plan, pick(0), -1), plan);
  assert.deepEqual(rowsOf(removePlaces(plan, pick(0, 0, 1, 2, 3, 4, 5, 6))).length, 1);
});

test('plan: attributes and blocked seats are given to all, or taken if all have them', () => {
  const some = toggleBlocked(toggleAttribute(rows(1, 3), pick(0, 0), 'wheelchair'), pick(0, 2));
  const all = toggleAttribute(some, pick(0, 0, 1), 'wheelchair');
  assert.deepEqual(seatsOf(all), [
    { id: 'A1', attributes: ['wheelchair'] }, { id: 'A2', attributes: ['wheelchair'] }, 'A3']);
  assert.deepEqual(bodyOf(all).blocked, ['A3']);
  assert.deepEqual(seatsOf(toggleAttribute(all, pick(0, 0, 1), 'wheelchair')), ['A1', 'A2', 'A3']);
  assert.equal(bodyOf(toggleBlocked(all, pick(0, 2))).blocked, undefined);
});

test('plan: a hall of the server comes back as it was', () => {
  const hall = {
    name: 'Regal', timeZone: 'Europe/Berlin', blocked: ['B2'],
    classes: [{ id: 'GOLD', name: 'Gold', price: 500 }],
    rows: [
      { row: 'A', class: 'GOLD', seats: ['A3', 'A2', null, { id: 'A1', attributes: ['companion'] }] },
      { row: 'B', class: 'GOLD', seats: [null, 'B1', 'B2'], offset: 7 },
    ],
  };
  assert.deepEqual(bodyOf(planOf(hall)), hall);
});

test('plan: what is wrong is named before it is sent', () => {
  const fields = (plan) => errorsIn(plan).map(({ field }) => field);
  assert.deepEqual(fields({ ...emptyPlan, name: ' ' }), ['name', 'rows']);
  const twice = renameRow(rows(2, 2), 1, 'A');
  assert.ok(fields(twice).includes('rows[1].row'));
  assert.ok(fields(twice).includes('rows[1].seats'));
});

test('import: a drawn plan with classes, aisles, attributes and rows without names', () => {
  const read = importPlan(emptyPlan, '[Stalls]\n##__#\n\nK: wc_rx\r\n[Gallery]\n###');
  const body = bodyOf(read);
  assert.deepEqual(body.classes.map(({ name }) => name), ['Stalls', 'Gallery']);
  assert.deepEqual(body.rows, [
    { row: 'A', class: 'STALLS', seats: ['A1', 'A2', null, null, 'A3'] },
    { row: 'K', class: 'STALLS', seats: [
      { id: 'K1', attributes: ['wheelchair'] }, { id: 'K2', attributes: ['companion'] }, null,
      { id: 'K3', attributes: ['restricted_view'] }, 'K4'] },
    { row: 'B', class: 'GALLERY', seats: ['B1', 'B2', 'B3'] },
  ]);
  assert.deepEqual(body.blocked, ['K4']);
});

test('import: CSV with numbers or ids, quotes, semicolons and aisles', () => {
  const read = importPlan(emptyPlan, '\uFEFFrow;seat;class;attributes\n"A";1;"Grand; stalls";'
    + 'wheelchair blocked\nA;;;\nA;2;;\nB;B-9;Standard;\n');
  assert.deepEqual(bodyOf(read), {
    name: '',
    classes: [
      { id: 'GRAND-STALLS', name: 'Grand; stalls', price: 0 },
      { id: 'STANDARD', name: 'Standard', price: 0 },
    ],
    rows: [
      { row: 'A', class: 'GRAND-STALLS', seats: [
        { id: 'A1', attributes: ['wheelchair'] }, null, 'A2'] },
      { row: 'B', class: 'STANDARD', seats: ['B-9'] },
    ],
    blocked: ['A1'],
  });
});

test('import: what cannot be read is named with its line', () => {
  const refused = (text, message) => assert.throws(() => importPlan(emptyPlan, text), message);
  refused(' \n', /nothing to read/);
  refused('A: ##\nB: #?#', /^Error: Line 2: "\?" is no place/);
  refused('A: ##\nA: ##', /Line 2: there is a row A already/);
  refused('A: __', /Line 1: row A has no seat/);
  refused('row,place\nA,1', /first line must name the columns/);
  refused('row,seat,class\nA,1,Gold\nA,2,Silver', /Line 3: row A is of Gold and of Silver/);
  refused('row,seat,class,attributes\nA,1,,comfy', /Line 2: "comfy" is no attribute/);
  refused('row,seat\nA,1\nA,2\nA,1', /Line 4: seat A1 is in line 2 already/);
  refused('row,seat\nA,1\nB,A1', /Line 3: seat A1 is in line 2 already/);
  refused('A: ##\n\u00c4: #', /Line 2: seat A1 is in line 1 already/);
  refused('row,seat\nA,B 9', /Line 2: "B 9" cannot be the name of a seat/);
  refused(Array(201).fill('#'.repeat(50)).join('\n'), /Line 201: a hall has at most 10,000 seats/);
});

test('undo: steps back and forth, and a new step ends what could be redone', () => {
  const steps = new Steps('a');
  steps.do('b');
  steps.do('c');
  steps.undo();
  steps.undo();
  steps.undo();
  assert.equal(steps.now, 'a');
  steps.redo();
  assert.equal(steps.now, 'b');
  steps.do('d');
  assert.equal(steps.canRedo, false);
  steps.undo();
  assert.equal(steps.now, 'b');
});

test('undo: what is typed into one field is one step, until something else is done', () => {
  const steps = new Steps('');
  for (const text of ['a', 'ab', 'abc']) steps.do(text, 'name');
  steps.undo();
  assert.equal(steps.now, '');
  steps.redo();
  steps.do('abcd', 'name');
  steps.do('abcd!', 'zone');
  steps.undo();
  assert.equal(steps.now, 'abcd');
  steps.endSeries();
  steps.do('abcde', 'name');
  steps.undo();
  assert.equal(steps.now, 'abcd');
});

test('ids: readable, within 64 characters, and different for different films', () => {
  assert.equal(showIdOf('Amélie – the film', 'Saal 1', '2026-12-24', '18:30'),
    'amelie-the-film-saal-1-20261224-1830');
  const hindi = ['शोले', 'दीवार'].map((film) => showIdOf(film, 'Regal', '2026-12-24', '18:30'));
  const long = ['one', 'two'].map((end) =>
    showIdOf(`${'A film with a very long name, part '.repeat(3)}${end}`, 'The grand hall of the city',
      '2026-12-24', '18:30'));
  assert.equal(new Set([...hindi, ...long]).size, 4);
  for (const id of [...hindi, ...long]) assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
  assert.equal(slugOf('Straße', 24), slugOf('Straße', 24));
  assert.equal(idOf('Gold', new Set(['GOLD', 'GOLD-2']), { upper: true }), 'GOLD-3');
});

test('times: those of the zone, with days on which clocks change', () => {
  const at = (day, time) => instantOf(day, time, 'Europe/Berlin');
  const text = (instant) => new Date(instant).toISOString();
  assert.equal(text(at('2026-12-24', '18:30')), '2026-12-24T17:30:00.000Z');
  assert.equal(text(at('2026-07-01', '00:15')), '2026-06-30T22:15:00.000Z');
  assert.equal(at('2027-03-28', '02:30'), null);
  assert.equal(text(at('2026-10-25', '02:30')), '2026-10-25T00:30:00.000Z');
  assert.equal(text(instantOf('2026-12-24', '18:30', 'Asia/Kolkata')), '2026-12-24T13:00:00.000Z');
  assert.deepEqual(wallTime(Date.parse('2026-12-31T23:30:00Z'), 'Europe/Berlin'),
    { day: '2027-01-01', time: '00:30' });
  assert.deepEqual(timesIn('21, 14:00;9.30 14:00'), ['09:30', '14:00', '21:00']);
  assert.equal(timesIn('14:00, 25:00'), null);
  assert.equal(daysBetween('2026-12-21', '2026-12-27', weekdays).length, 7);
  assert.deepEqual(daysBetween('2026-12-21', '2027-01-03', ['Sun']), ['2026-12-27', '2027-01-03']);
});

test('amounts: in the unit of the currency, and nothing that it does not have', () => {
  assert.equal(amountOf('12,5', 'EUR'), 1250);
  assert.equal(amountOf(' -3 ', 'EUR'), -300);
  assert.equal(amountOf('0.05', 'EUR'), 5);
  for (const text of ['', '1.005', 'abc', '1.2.3', '-']) assert.equal(amountOf(text, 'EUR'), null);
  assert.equal(amountText(1250, 'EUR'), '12.50');
  assert.equal(amountText(-300, 'EUR'), '-3.00');
});

test('shows: batches that the server takes, and a patch of only what differs', () => {
  const big = { seats: 'x'.repeat(200_000) };
  assert.deepEqual(batchesOf([big, big, big]).map(({ length }) => length), [1, 1, 1]);
  assert.deepEqual(batchesOf(Array(450).fill({})).map(({ length }) => length), [200, 200, 50]);
  const show = { movie: 'M', price: 100, classes: [{ id: 'A' }], rating: 'FSK 12' };
  assert.deepEqual(changesOf(show, { ...show, price: 200, rating: null, opensAt: null }),
    { price: 200, rating: null });
});
