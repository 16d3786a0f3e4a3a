// Seats of a row are ids, objects with an id and attributes, or null for an aisle.

/** The id of a seat; null of an aisle. */
export function seatId(seat) {
  return seat?.id ?? seat;
}

/** The ids of a row's seats, without aisles. */
export function idsOf(row) {
  return row.seats.map(seatId).filter((id) => id !== null);
}

const attributeWords = {
  wheelchair: 'wheelchair place',
  companion: 'companion seat',
  restricted_view: 'restricted view',
};

/** "wheelchair place, restricted view"; empty for a seat without attributes. */
export function attributesOf(seat) {
  return (seat?.attributes ?? []).map((each) => attributeWords[each] ?? each).join(', ');
}
