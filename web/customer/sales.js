// Whether seats of a show can be chosen and booked now, and why not.

import { serverNow } from '../clock.js';
import { seatId } from '../layout.js';
import { settings } from '../settings.js';
import { momentThere } from '../show_time.js';
import { t } from '../words.js';

/** The most seats of a booking of that show. */
export const mostSeats = ({ maxSeatsPerCustomer = Infinity }) =>
  Math.min(settings().maxSeats, maxSeatsPerCustomer);

/** ms until sales start; 0 or less once they have. */
export const untilSales = ({ opensAt }) => (opensAt ? Date.parse(opensAt) - serverNow() : 0);

/** Why no seat is free: all are sold, or some may come back. */
function fullWords(show, stateOf) {
  const states = show.rows.flatMap(({ seats }) => seats.map(seatId))
    .filter((id) => id !== null).map(stateOf).filter((state) => state !== 'blocked');
  const sold = states.length > 0 && states.every((state) => state === 'sold');
  return t(sold ? 'choice.soldOut' : 'choice.noneFree');
}

/**
 * Of a show whose seats have the states `seats`, {id: state}; those without one are available:
 *   choose  whether seats can be chosen
 *   book    whether chosen seats can be booked
 *   over    whether neither is likely to be possible again
 *   why     why one of them is not possible, in words; empty if both are
 */
export function salesOf(show, seats) {
  const { status, opensAt } = show;
  if (status !== 'OPEN') {
    const why = t(`choice.closed.${status}`);
    return { choose: false, book: false, over: status !== 'PAUSED', why };
  }
  const stateOf = (id) => seats[id] ?? 'available';
  const book = untilSales(show) <= 0;
  const free = show.rows.some((row) =>
    row.seats.some((seat) => seat !== null && stateOf(seatId(seat)) === 'available'));
  const opens = () => (book ? '' : t('choice.opens', { time: momentThere(opensAt, show) }));
  return { choose: free, book, over: false, why: free ? opens() : fullWords(show, stateOf) };
}
