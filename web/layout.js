// Seats of a row are ids, objects with an id and attributes, or null for an aisle.

/** The id of a seat; null of an aisle. */
export function seatId(seat) {
  return seat?.id ?? seat;
}

/** The ids of a row's seats, without aisles. */
export function idsOf(row) {
  return row.seats.map(seatId).filter((id) => id !== null);
}

/** The attributes of a seat; empty for a seat without any. */
export function attributesOf(seat) {
  return seat?.attributes ?? [];
}

const isDigit = (text) => text >= '0' && text <= '9';

/** Whether the texts are 1, 2, 3 … from one side or from the other. */
function isCount(texts) {
  const counts = (text, at) => text === String(at + 1);
  return texts.every(counts) || [...texts].reverse().every(counts);
}

/**
 * The text on each seat of a row: its id without the row's name, which stands beside the row. The
 * ids stay whole if that would cut through a number: 10 in a row 1 of 1 to 10 is not "0".
 */
export function namesOnSeats(row, ids) {
  const rests = ids.map((id) => (id.startsWith(row) ? id.slice(row.length) : ''));
  if (rests.includes('')) return ids;
  const cuts = isDigit(row.at(-1)) && rests.some((rest) => isDigit(rest[0]));
  if (cuts && !isCount(rests)) return ids;
  return rests.map((rest) => (rest.length > 1 ? rest.replace(/^[-_]/, '') : rest));
}
