// How the ids of the seats of a row follow from its name and a way of counting.
//
// A numbering is {stem, start, kind, fromRight}: an id is the stem and a number. Kinds: `every`
// counts 1, 2, 3 …, `second` 1, 3, 5 … or 2, 4, 6 … by its start, `centre` from the middle outwards
// with odd numbers at the left and even ones at the right.

const idChars = /[^A-Za-z0-9_-]/g;
export const mostIdChars = 16;
const mostStemChars = 11; // an id has 16, and a number up to five

/** Whether the server takes the text as the id of a seat. */
export function isSeatId(text) {
  return text.length <= mostIdChars && /^[A-Za-z0-9_-]+$/.test(text);
}

/** What the ids of a row begin with: its name as far as ids may have it. */
export function stemOf(name) {
  const fit = name.normalize('NFKD').replace(idChars, '');
  if (fit === '') {
    const codes = [...name].map((each) => each.codePointAt(0).toString(16));
    return `r${codes.join('').slice(0, mostStemChars - 2)}-`;
  }
  const stem = fit.slice(0, mostStemChars - 1);
  return /\d$/.test(stem) ? `${stem}-` : stem;
}

/** The numbering of a new row. */
export function plainNumbering(name) {
  return { stem: stemOf(name), start: 1, kind: 'every', fromRight: false };
}

/** The numbers of `count` seats from left to right. */
export function numbersOf(count, { start, kind, fromRight }) {
  const indices = Array.from({ length: count }, (_, at) => at);
  const numbers = {
    every: () => indices.map((at) => start + at),
    second: () => indices.map((at) => start + 2 * at),
    centre: () => {
      const left = Math.ceil(count / 2);
      return indices.map((at) => (at < left ? 2 * (left - at) - 1 : 2 * (at - left + 1)));
    },
  }[kind]();
  return fromRight ? numbers.reverse() : numbers;
}

/** The numbers behind one stem of all ids; null if they have none. */
function numbersBehind(stem, ids) {
  const numbers = ids.map((id) => (id.startsWith(stem) ? id.slice(stem.length) : ''));
  return numbers.every((rest) => /^(0|[1-9]\d{0,4})$/.test(rest)) ? numbers.map(Number) : null;
}

/** The numbering that gives these ids to a row of that name; null if none does. */
export function numberingOf(name, ids) {
  if (ids.length === 0) return plainNumbering(name);
  for (const stem of new Set([name, stemOf(name), `${name}-`, `${name}_`, ''])) {
    const numbers = numbersBehind(stem, ids);
    if (!numbers) continue;
    const start = Math.min(...numbers);
    for (const kind of ['every', 'second', 'centre'])
      for (const fromRight of [false, true]) {
        const counted = numbersOf(ids.length, { start, kind, fromRight });
        if (counted.every((number, at) => number === numbers[at]))
          return { stem, start, kind, fromRight };
      }
  }
  return null;
}

/** The name after `name`: B of A, AA of Z, 2 of 1, `Balcony B` of `Balcony A`. */
export function nameAfter(name) {
  const number = /\d+$/.exec(name);
  if (number) return name.slice(0, number.index) + String(Number(number[0]) + 1);
  const letter = /[A-Za-z]$/.exec(name);
  if (!letter) return `${name}2`;
  const rest = name.slice(0, -1);
  if (letter[0] !== 'Z' && letter[0] !== 'z')
    return rest + String.fromCharCode(letter[0].charCodeAt(0) + 1);
  const first = letter[0] === 'Z' ? 'A' : 'a';
  return (/[A-Za-z]$/.test(rest) ? nameAfter(rest) : rest + first) + first;
}

/** The first name from `name` on that is not in `used`. */
export function freeName(name, used) {
  let free = name;
  while (used.has(free)) free = nameAfter(free);
  return free;
}
