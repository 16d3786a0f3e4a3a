// What the server says when it does not sell at the counter, and what can be done.
import { refusalOf } from '../confirm.js';
import { sentence } from '../form/fields.js';
import { problemWords } from '../problems.js';
import { freeSeats, tooFewWords } from './free_seats.js';

/** Why there are no best seats for the order. `map` is the SeatMap of the show. */
export function suggestionRefusal(problem, { count, seatClass }, map) {
  if (problem.code !== 'NOT_ENOUGH_SEATS') return problemWords(problem);
  const name = map.show.classes.find(({ id }) => id === seatClass)?.name ?? '';
  return tooFewWords(count, freeSeats(map, seatClass), name);
}

/** "Seat A1: " of `seats[0].type` in a sale of A1; empty of another member. */
function seatBefore(field, order) {
  const seat = order.seats[/^seats\[(\d+)\]/.exec(field)?.[1]];
  return seat === undefined ? '' : `Seat ${seat}: `;
}

/** Why the order was not sold. */
export function saleRefusal(problem, order, map) {
  if (problem.code === 'NOT_ENOUGH_SEATS') return suggestionRefusal(problem, order, map);
  if (problem.code === 'SEATS_UNAVAILABLE')
    return refusalOf(problem).replace('Nothing was changed.', 'Nothing was sold.');
  const errors = problem.body?.errors?.map(({ field, detail }) =>
    seatBefore(field, order) + sentence(detail));
  return `Nothing was sold. ${errors?.join(' ') ?? problemWords(problem)}`;
}
