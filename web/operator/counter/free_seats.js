// How many seats of a show are free, and what the counter says if they are too few.
import { counted } from '../../event_words.js';
import { attributesOf, seatId } from '../../layout.js';

const isSpecial = (seat) =>
  attributesOf(seat).some((each) => each === 'wheelchair' || each === 'companion');

/**
 * {ordinary, special} of a class, '' for all: special ones are for wheelchairs and companions, and
 * never suggested. `map` is a SeatMap.
 */
export function freeSeats(map, seatClass = '') {
  const free = { ordinary: 0, special: 0 };
  for (const row of map.show.rows)
    if (seatClass === '' || row.class === seatClass)
      for (const seat of row.seats)
        if (seat !== null && map.stateOf(seatId(seat)) === 'available')
          free[isSpecial(seat) ? 'special' : 'ordinary'] += 1;
  return free;
}

const areFree = (count, what) => `${counted(count, what)} ${count === 1 ? 'is' : 'are'} free`;

/** Says that no seat of the show is free; empty if one is. */
export function soldOutWords({ ordinary, special }) {
  return ordinary + special === 0 ? 'This show is sold out: no seat is free.' : '';
}

/** Why there are no `count` best seats, `of` a class ('' for all). */
export function tooFewWords(count, { ordinary, special }, of) {
  const inClass = of === '' ? '' : ` in ${of}`;
  if (ordinary + special === 0)
    return of === '' ? soldOutWords({ ordinary, special }) : `No seat is free${inClass}.`;
  const others = special === 0 ? ''
    : ` ${areFree(special, 'wheelchair or companion place')}: choose them in the hall.`;
  if (ordinary === 0) return `No other seat is free${inClass}.${others}`;
  if (ordinary >= count) return `There are no ${counted(count, 'free seat')}${inClass} any more.`;
  return `Only ${areFree(ordinary, 'seat')}${inClass}.${others}`;
}
