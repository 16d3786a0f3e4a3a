// The texts of the choice of seats in English.

export const choice = {
  lookingUp: 'Looking up the show…',
  back: 'All shows',
  hall: 'Hall',
  panel: 'Your booking',
  noShow: 'There is no such show',
  noShowWhy: 'Check the address, or look at all shows.',
  notNow: 'Not available right now',
  closed: {
    PAUSED: 'Sales of this show are paused. What was booked stays booked. This page shows at '
      + 'once when they go on.',
    CLOSED: 'Sales of this show are closed. Choose another show.',
    CANCELLED: 'This show is cancelled. Choose another show.',
  },
  opens: 'Sales start on {time}. You can choose your seats now; they can be booked from then on.',
  onSale: 'Seats are on sale again.',
  changed: 'The cinema changed this show. {what}',
  change: {
    time: 'It now starts on {time}.',
    movie: 'The film is now {movie}.',
    hall: 'It is now in {hall}.',
    seats: 'The seats have changed.',
    prices: 'The prices have changed.',
    unknown: 'Check what you chose.',
  },
  title: 'Your seats',
  soldOut: 'This show is sold out. If a seat becomes free again, it appears here at once.',
  noneFree: 'No seat is free at the moment. If one becomes free, it appears here at once.',
  hint: 'Click or touch seats in the hall, or go there with the arrow keys and press Enter.',
  hintNot: 'No seats can be chosen now.',
  together: 'Seats together',
  find: 'Find the best',
  notEnough: {
    one: 'No free seat was found.',
    other: 'Fewer than {count} free seats were found.',
  },
  mail: 'Mail address',
  mailWrong: 'Enter the mail address of the booking, such as ada@example.org.',
  price: 'Price of {seat}',
  priceOption: '{name}, {price}',
  leave: 'Remove {seat}',
  left: '{seat} removed. {sum}',
  chosen: '{seats} chosen. {sum}',
  sum: { one: '{count} seat, {price}', other: '{count} seats, {price}' },
  book: 'Book',
  bookSeats: { one: 'Book {count} seat', other: 'Book {count} seats' },
  booking: 'Booking…',
  goOn: 'Continue',
  signIn: 'Sign in to book',
  signInElsewhere: 'To book, sign in where this cinema sells its tickets.',
  most: {
    one: 'A booking has {count} seat at most. Remove it to choose {seat} instead.',
    other: 'A booking has {count} seats at most. Remove one of yours to choose {seat} instead, '
      + 'or make a second booking after this one.',
  },
  mostOfShow: {
    one: 'One customer can have {count} seat of this show. Remove it to choose {seat} instead.',
    other: 'One customer can have {count} seats of this show at most. Remove one of yours to '
      + 'choose {seat} instead.',
  },
  isState: '{seat}: {state}',
  gone: {
    one: '{seats} is gone: someone else was faster.',
    other: '{seats} are gone: someone else was faster.',
  },
  blocked: {
    one: '{seats} is not for sale any more.',
    other: '{seats} are not for sale any more.',
  },
  wanted: {
    one: '{seats} is being booked by someone else right now. Book at once to be in the same '
      + 'draw, or choose others.',
    other: '{seats} are being booked by someone else right now. Book at once to be in the same '
      + 'draw, or choose others.',
  },
  none: 'Choose at least one seat in the hall.',
  nothing: 'Nothing was booked. {why}',
  single: {
    one: '{seats} would be left alone, and nobody likes to sit there.',
    other: '{seats} would be left alone, and nobody likes to sit there.',
  },
  singleOthers: 'Choose seats that leave none alone.',
  instead: 'Take {seats} instead',
  limit: {
    one: 'You have {have} of this show already, and {count} seat is the most. Pay for what is '
      + 'not paid, or let it go, before you choose more.',
    other: 'You have {have} of this show already, and {count} seats are the most. Pay for those '
      + 'that are not paid, or let them go, before you choose more.',
  },
  limitOfShow: {
    one: 'You have {have} of this show already, and one customer can have {count} seat.',
    other: 'You have {have} of this show already, and one customer can have {count} seats at '
      + 'most. Choose fewer, or cancel a booking that is not paid.',
  },
  limitNone: {
    one: 'You can book {count} seat of this show now. Remove the others.',
    other: 'You can book {count} seats of this show at most now. Remove the others.',
  },
  notOpen: 'Sales start on {time}. Your seats are still chosen.',
  signedOut: 'You are signed out. Your seats are still chosen.',
  salesClosed: 'Sales of this show are paused or closed.',
  refused: 'The server did not accept it. Load the page again and choose once more.',
};
