// Finds the free seats of a hall that are nearest to others.

import { attributesOf, seatId } from '../layout.js';

const rowWeight = 2; // A row further away is as far as two seats aside.

/** Runs of free seats that are side by side, each as [{id, row, place}]. */
function freeRuns(rows, isFree) {
  const runs = [];
  const closed = (run) => {
    if (run.length) runs.push(run);
    return [];
  };
  rows.forEach(({ seats }, row) => {
    let run = [];
    seats.forEach((seat, at) => {
      const id = seatId(seat);
      // The middle of each row is taken as the middle of the hall.
      if (id !== null && isFree(id)) run.push({ id, row, place: at - seats.length / 2 });
      else run = closed(run);
    });
    closed(run);
  });
  return runs;
}

function placesOf(rows, wanted) {
  const places = [];
  rows.forEach(({ seats }, row) =>
    seats.forEach((seat, at) => {
      if (wanted.includes(seatId(seat))) places.push({ row, place: at - seats.length / 2 });
    }));
  return places;
}

/** Whether a seat is kept for somebody else: for a wheelchair, or beside one. */
const isKept = (seat) =>
  attributesOf(seat).some((each) => ['wheelchair', 'companion'].includes(each));

/** The ids of seats that are kept, unless some of the wanted ones are such seats themselves. */
function keptOf(rows, wanted) {
  const kept = rows.flatMap(({ seats }) => seats.filter(isKept).map(seatId));
  return new Set(kept.some((id) => wanted.includes(id)) ? [] : kept);
}

const middle = (places, of) => places.reduce((sum, each) => sum + each[of], 0) / places.length;

function distance(seats, row, place) {
  return rowWeight * Math.abs(middle(seats, 'row') - row)
    + Math.abs(middle(seats, 'place') - place);
}

/**
 * As many free seats as `wanted` has, side by side and as near to them as there are, else the
 * nearest free ones; the wanted ones if all are free. Wheelchair and companion seats are found only
 * for those who wanted such seats.
 */
export function nearestFree(rows, wanted, isFree) {
  if (wanted.every(isFree)) return wanted;
  const kept = keptOf(rows, wanted);
  const places = placesOf(rows, wanted);
  if (!places.length) return [];
  const [row, place] = [middle(places, 'row'), middle(places, 'place')];
  const runs = freeRuns(rows, (id) => !kept.has(id) && isFree(id));
  const count = wanted.length;
  const together = runs.flatMap((run) =>
    run.slice(0, Math.max(0, run.length - count + 1)).map((_, at) => run.slice(at, at + count)));
  const nearest = (sets) =>
    sets.sort((one, other) => distance(one, row, place) - distance(other, row, place));
  const found = nearest(together)[0]
    ?? nearest(runs.flat().map((seat) => [seat])).slice(0, count).flat();
  return found.map(({ id }) => id);
}
