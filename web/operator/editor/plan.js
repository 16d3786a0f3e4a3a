// A hall as the editor has it, and the changes of it. A plan is never modified: each change returns
// another one, so that it can be undone, and shares the rows that stay.
//
// plan: {name, timeZone, classes: [{id, name, price}], rows: [row]}, rows from the screen backwards
// row: {name, class, offset, numbering, places}; without a numbering its ids are kept as they are
// place: null, an aisle, or {id, attributes: [text], blocked}
// picked: Map of the index of a row to a Set of indices of its places
import { idOf } from '../form/ids.js';
import { idsOf } from '../../layout.js';
import {
  freeName, isSeatId, mostIdChars, nameAfter, numberingOf, numbersOf, plainNumbering, stemOf,
} from './numbering.js';

export const mostSeats = 10_000; // of a hall, as the server takes them
export const sizeLimit = `at most ${mostSeats.toLocaleString('en')} seats`;

const inserted = (list, at, more) => [...list.slice(0, at), ...more, ...list.slice(at)];
const newSeat = () => ({ id: '', attributes: [], blocked: false });

export const emptyPlan = {
  name: '',
  timeZone: '',
  classes: [{ id: 'STANDARD', name: 'Standard', price: 0 }],
  rows: [],
};

/** The plan of a body of /api/hall or of a show; `blocked` are ids of seats. */
export function planOf({ name, hall, timeZone, classes, rows, blocked = [] }) {
  const notForSale = new Set(blocked);
  const placeOf = (seat) => {
    if (seat === null) return null;
    const { id, attributes = [] } = typeof seat === 'object' ? seat : { id: seat };
    return { id: String(id), attributes, blocked: notForSale.has(String(id)) };
  };
  return {
    name: name ?? hall ?? '',
    timeZone: timeZone ?? '',
    classes: classes.map(({ id, name: text, price }) => ({ id, name: text, price })),
    rows: rows.map((row) => ({
      name: row.row,
      class: row.class,
      offset: row.offset ?? 0,
      numbering: numberingOf(row.row, idsOf(row).map(String)),
      places: row.seats.map(placeOf),
    })),
  };
}

/** The body of PUT /api/hall/{id}. */
export function bodyOf(plan) {
  const blocked = plan.rows.flatMap(({ places }) =>
    places.filter((place) => place?.blocked).map(({ id }) => id));
  return {
    name: plan.name.trim(),
    classes: plan.classes,
    rows: plan.rows.map((row) => ({
      row: row.name,
      class: row.class,
      seats: row.places.map((place) => {
        if (place === null) return null;
        const { id, attributes } = place;
        return attributes.length === 0 ? id : { id, attributes };
      }),
      ...(row.offset ? { offset: row.offset } : {}),
    })),
    ...(blocked.length === 0 ? {} : { blocked }),
    ...(plan.timeZone ? { timeZone: plan.timeZone } : {}),
  };
}

export const seatsOf = (row) => row.places.filter((place) => place !== null);
export const seatsIn = (plan) => plan.rows.reduce((sum, row) => sum + seatsOf(row).length, 0);

/** The number that is not used yet, for a row whose ids are kept. */
function freeId(row, used) {
  const stem = stemOf(row.name);
  let number = 1;
  while (used.has(stem + number)) ++number;
  used.add(stem + number);
  return stem + number;
}

/** The row with the ids of its numbering. */
function numbered(row) {
  if (row.numbering === null) {
    const used = new Set(seatsOf(row).map(({ id }) => id));
    return { ...row, places: row.places.map((place) =>
      (place && place.id === '' ? { ...place, id: freeId(row, used) } : place)) };
  }
  const numbers = numbersOf(seatsOf(row).length, row.numbering).values();
  const { stem } = row.numbering;
  return { ...row, places: row.places.map((place) =>
    (place === null ? null : { ...place, id: stem + numbers.next().value })) };
}

/** Changes the rows of `picked`: `change(row, places)` gives the new one. */
function changed(plan, picked, change) {
  return {
    ...plan,
    rows: plan.rows.map((row, at) =>
      (picked.has(at) ? numbered(change(row, picked.get(at))) : row)),
  };
}

const withPlaces = (change) => (row, places) => ({ ...row, places: change(row.places, places) });

/** Sets the members `change(seat)` of the seats that are picked. */
function changeSeats(plan, picked, change) {
  return changed(plan, picked, withPlaces((all, places) => all.map((place, at) =>
    (place !== null && places.has(at) ? { ...place, ...change(place) } : place))));
}

export function pickedSeats(plan, picked) {
  return [...picked].flatMap(([row, places]) =>
    [...places].map((at) => plan.rows[row]?.places[at]).filter(Boolean));
}

export function toAisles(plan, picked) {
  return changed(plan, picked, withPlaces((all, places) =>
    all.map((place, at) => (places.has(at) ? null : place))));
}

export function toSeats(plan, picked) {
  return changed(plan, picked, withPlaces((all, places) =>
    all.map((place, at) => (places.has(at) ? (place ?? newSeat()) : place))));
}

/** Takes the places away; rows that have none left go too. */
export function removePlaces(plan, picked) {
  const next = changed(plan, picked, withPlaces((all, places) =>
    all.filter((_, at) => !places.has(at))));
  return { ...next, rows: next.rows.filter(({ places }) => places.length !== 0) };
}

/** Inserts an aisle or a seat before the first place that is picked in each row. */
export function insertPlaces(plan, picked, isSeat) {
  return changed(plan, picked, withPlaces((all, places) =>
    inserted(all, Math.min(...places), [isSeat ? newSeat() : null])));
}

/** Adds a seat at the right end of each row. */
export function appendSeats(plan, picked) {
  return changed(plan, picked, withPlaces((all) => [...all, newSeat()]));
}

/** Gives the attribute to all seats that are picked, or takes it if all have it. */
export function toggleAttribute(plan, picked, name) {
  const all = pickedSeats(plan, picked).every(({ attributes }) => attributes.includes(name));
  return changeSeats(plan, picked, ({ attributes }) => ({
    attributes: all
      ? attributes.filter((each) => each !== name)
      : [...new Set([...attributes, name])],
  }));
}

export function toggleBlocked(plan, picked) {
  const all = pickedSeats(plan, picked).every(({ blocked }) => blocked);
  return changeSeats(plan, picked, () => ({ blocked: !all }));
}

/** Sets members of the rows: `class`, `offset`. */
export function setRows(plan, picked, members) {
  return changed(plan, picked, (row) => ({ ...row, ...members }));
}

/** Numbers the rows by `start`, `kind` and `fromRight`. */
export function numberRows(plan, picked, how) {
  return changed(plan, picked, (row) =>
    ({ ...row, numbering: { stem: row.numbering?.stem ?? stemOf(row.name), ...how } }));
}

/** Renames a row; the ids of its seats follow unless they are its own. */
export function renameRow(plan, at, name) {
  return changed(plan, new Map([[at, new Set()]]), (row) => ({
    ...row,
    name,
    numbering: row.numbering && { ...row.numbering, stem: stemOf(name) },
  }));
}

/** Adds a copy behind the last of the rows, for each of them. */
export function duplicateRows(plan, picked) {
  const used = new Set(plan.rows.map(({ name }) => name));
  const indices = [...picked.keys()].sort((a, b) => a - b);
  const copies = indices.map((at) => {
    const row = plan.rows[at];
    const name = freeName(nameAfter(row.name), used);
    used.add(name);
    const numbering = { ...(row.numbering ?? plainNumbering(name)), stem: stemOf(name) };
    return numbered({ ...row, name, numbering });
  });
  return { ...plan, rows: inserted(plan.rows, indices.at(-1) + 1, copies) };
}

export function removeRows(plan, picked) {
  return { ...plan, rows: plan.rows.filter((_, at) => !picked.has(at)) };
}

/** Moves the rows by one, away from the screen (1) or towards it (-1). */
export function moveRows(plan, picked, by) {
  const rows = [...plan.rows];
  const indices = [...picked.keys()].sort((a, b) => (a - b) * -by);
  for (const at of indices) {
    if (rows[at + by] === undefined) return plan;
    [rows[at], rows[at + by]] = [rows[at + by], rows[at]];
  }
  return { ...plan, rows };
}

/** The name of the row that would be added next. */
export function nextName({ rows }) {
  const used = new Set(rows.map(({ name }) => name));
  return freeName(rows.length === 0 ? 'A' : nameAfter(rows.at(-1).name), used);
}

/** Adds `count` rows of `seats` seats with an aisle after each number in `aisles`. */
export function addRows(plan, { count, seats, aisles, name, seatClass }) {
  const rows = [...plan.rows];
  const used = new Set(rows.map((row) => row.name));
  let next = name;
  for (let added = 0; added < count; ++added) {
    next = freeName(next, used);
    used.add(next);
    const places = Array.from({ length: seats }, (_, at) =>
      (aisles.includes(at + 1) && at + 1 < seats ? [newSeat(), null] : newSeat())).flat();
    rows.push(numbered({
      name: next, class: seatClass, offset: 0, numbering: plainNumbering(next), places,
    }));
  }
  return { ...plan, rows };
}

export function addClass(plan, name, price = 0) {
  const used = new Set(plan.classes.map(({ id }) => id));
  const id = idOf(name, used, { upper: true, most: 32 });
  return { ...plan, classes: [...plan.classes, { id, name, price }] };
}

export function changeClass(plan, at, members) {
  const now = plan.classes[at];
  if (Object.entries(members).every(([name, value]) => now[name] === value)) return plan;
  return {
    ...plan,
    classes: plan.classes.map((each, place) => (place === at ? { ...each, ...members } : each)),
  };
}

export function removeClass(plan, at) {
  return { ...plan, classes: plan.classes.filter((_, place) => place !== at) };
}

/** What is wrong, as the server would say it: [{field, detail}]. */
export function errorsIn(plan) {
  const errors = [];
  const need = (holds, field, detail) => { if (!holds) errors.push({ field, detail }); };
  need(plan.name.trim() !== '', 'name', 'Give the hall a name.');
  plan.classes.forEach(({ name }, at) =>
    need(name.trim() !== '', `classes[${at}].name`, 'Give the class a name.'));
  need(seatsIn(plan) !== 0, 'rows', 'The hall has no seat yet: add rows.');
  need(seatsIn(plan) <= mostSeats, 'rows', `A hall has ${sizeLimit}.`);
  const names = new Set();
  const ids = new Map();
  plan.rows.forEach((row, at) => {
    need(!names.has(row.name), `rows[${at}].row`, `Two rows are named ${row.name}: rename one.`);
    names.add(row.name);
    for (const { id } of seatsOf(row)) {
      need(!ids.has(id), `rows[${at}].seats`,
        `Seat ${id} of row ${row.name} is in row ${ids.get(id)} too: number one of them anew.`);
      need(isSeatId(id), `rows[${at}].seats`, id.length > mostIdChars
        ? `Seat ${id} of row ${row.name} has too long a name: shorten that of the row.`
        : `Seat ${id} of row ${row.name} has another character than A to Z, 0 to 9, _ and -: `
          + 'number the row anew.');
      ids.set(id, row.name);
    }
  });
  return errors.slice(0, 20);
}
