// Reads a hall from text: a drawn plan or CSV. What cannot be read is thrown as an UnreadablePlan,
// which names the line.
import { idOf } from '../form/ids.js';
import {
  freeName, isSeatId, numberingOf, plainNumbering, numbersOf, stemOf,
} from './numbering.js';
import { mostSeats, sizeLimit } from './plan.js';

const attributeOf = { W: 'wheelchair', C: 'companion', R: 'restricted_view' };
const attributes = Object.values(attributeOf);

/** Says in its message what of a text cannot be read. */
export class UnreadablePlan extends Error {}

/** The plan with the classes and rows of the text in place of its own. */
export function importPlan(plan, text) {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.every((line) => line.trim() === ''))
    throw new UnreadablePlan('There is nothing to read: paste a plan, or choose a file.');
  const isCsv = /^"?row"?\s*[,;\t]/i.test(lines.find((line) => line.trim() !== ''));
  return isCsv ? csvPlan(plan, lines) : drawnPlan(plan, lines);
}

/** Finds classes by their name or id and adds those that are new. */
class Classes {
  #kept;
  used = []; // the classes that rows have, in order

  constructor(kept) {
    this.#kept = kept;
  }

  /** The id of the class of that name; without a name that of the first. */
  idOf(name) {
    const same = ({ id, name: text }) =>
      text.toLowerCase() === name.toLowerCase() || id === name;
    const all = [...this.used, ...this.#kept];
    const found = name === '' ? all[0] : all.find(same);
    const each = found
      ?? { id: idOf(name, new Set(this.used.map(({ id }) => id)), { upper: true, most: 32 }),
        name, price: 0 };
    if (!this.used.includes(each)) this.used.push(each);
    return each.id;
  }
}

function seatOf(char, number) {
  if (char === '_' || char === '.' || char === ' ') return null;
  if (char === '#') return { id: '', attributes: [], blocked: false };
  if (char === 'X') return { id: '', attributes: [], blocked: true };
  if (attributeOf[char]) return { id: '', attributes: [attributeOf[char]], blocked: false };
  throw new UnreadablePlan(`Line ${number}: "${char}" is no place. Use # for a seat, `
    + '_ for an aisle, and W, C, R or X.');
}

/** The ids of the seats that were read: each comes once, and they are not too many. */
class Ids {
  #lines = new Map(); // id -> number of its line

  /** The seat of that id stands in the line `number`. */
  add(id, number) {
    const before = this.#lines.get(id);
    if (before !== undefined)
      throw new UnreadablePlan(`Line ${number}: seat ${id} is in line ${before} already.`);
    if (!isSeatId(id))
      throw new UnreadablePlan(`Line ${number}: "${id}" cannot be the name of a seat: it has up to `
        + '16 letters A to Z, digits, _ and -.');
    if (this.#lines.size === mostSeats)
      throw new UnreadablePlan(`Line ${number}: a hall has ${sizeLimit}.`);
    this.#lines.set(id, number);
  }
}

function withIds(row) {
  const count = row.places.filter(Boolean).length;
  const numbers = numbersOf(count, row.numbering).values();
  return { ...row, places: row.places.map((place) =>
    place && { ...place, id: row.numbering.stem + numbers.next().value }) };
}

function drawnPlan(plan, lines) {
  const classes = new Classes(plan.classes);
  const used = new Set();
  const ids = new Ids();
  const rows = [];
  let className = '';
  lines.forEach((line, at) => {
    if (line.trim() === '') return;
    const title = /^\s*\[(.+)\]\s*$/.exec(line);
    if (title) {
      className = title[1].trim();
      return;
    }
    const [, given, drawn] = /^(?:([^:]*):)?(.*)$/.exec(line);
    const name = given?.trim() || freeName('A', used);
    if (used.has(name)) throw new UnreadablePlan(`Line ${at + 1}: there is a row ${name} already.`);
    used.add(name);
    const places = [...drawn.trim().toUpperCase()].map((char) => seatOf(char, at + 1));
    if (!places.some(Boolean)) throw new UnreadablePlan(`Line ${at + 1}: row ${name} has no seat.`);
    const row = withIds({
      name, class: classes.idOf(className), offset: 0, numbering: plainNumbering(name), places,
    });
    for (const place of row.places) if (place) ids.add(place.id, at + 1);
    rows.push(row);
  });
  return { ...plan, classes: classes.used, rows };
}

/** The cells of a line; a cell in quotes may have separators, and "" is a quote. */
function cellsOf(line, separator) {
  const cells = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    const end = quoted ? quoted[0].length : rest.indexOf(separator);
    const cell = quoted
      ? quoted[1].replaceAll('""', '"')
      : rest.slice(0, end < 0 ? undefined : end);
    cells.push(cell.trim());
    if (end < 0 || end >= rest.length) return cells;
    rest = rest.slice(end + 1);
  }
}

function csvPlan(plan, lines) {
  const first = lines.findIndex((line) => line.trim() !== '');
  const separator = /[,;\t]/.exec(lines[first])[0];
  const names = cellsOf(lines[first], separator).map((name) => name.toLowerCase());
  if (!names.includes('seat'))
    throw new UnreadablePlan('The first line must name the columns: row,seat,class,attributes.');
  const rows = new Map(); // name -> {className, line, places}
  const ids = new Ids();
  lines.slice(first + 1).forEach((line, at) => {
    if (line.trim() === '') return;
    const number = first + at + 2;
    const cells = cellsOf(line, separator);
    const place = Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']));
    readPlace(rows, ids, place, number);
  });
  if (rows.size === 0) throw new UnreadablePlan('There is no seat below the names of the columns.');
  const classes = new Classes(plan.classes);
  return {
    ...plan,
    rows: [...rows].map(([name, { className, places }]) => ({
      name,
      class: classes.idOf(className ?? ''),
      offset: 0,
      numbering: numberingOf(name, places.filter(Boolean).map(({ id }) => id)),
      places,
    })),
    classes: classes.used,
  };
}

function readPlace(rows, ids, place, number) {
  const { row, seat, class: className = '', attributes: list = '' } = place;
  if (row === '') throw new UnreadablePlan(`Line ${number}: the row is missing.`);
  if (!rows.has(row)) rows.set(row, { className: null, places: [] });
  const kept = rows.get(row);
  const given = list.toLowerCase().split(/[\s|;,]+/).filter(Boolean);
  if (seat === '' || given.includes('aisle')) {
    kept.places.push(null);
    return;
  }
  if (className !== '' && kept.className !== null && kept.className !== className)
    throw new UnreadablePlan(`Line ${number}: row ${row} is of ${kept.className} and of `
      + `${className}. A row has one class: give the others a row of their own.`);
  if (className !== '') kept.className = className;
  const unknown = given.find((each) => each !== 'blocked' && !attributes.includes(each));
  if (unknown)
    throw new UnreadablePlan(`Line ${number}: "${unknown}" is no attribute. There are `
      + `${attributes.join(', ')}, blocked and aisle.`);
  const id = /^\d+$/.test(seat) ? stemOf(row) + Number(seat) : seat;
  ids.add(id, number);
  kept.places.push({
    id,
    attributes: attributes.filter((each) => given.includes(each)),
    blocked: given.includes('blocked'),
  });
}
