// The server's clock, from the Date headers of its answers. A Date is cut to the second, so each
// answer only bounds how far the two clocks are apart; the bounds of many answers are narrow.

const second = 1000;
let least = -Infinity;
let most = Infinity;

/** Takes in that an answer asked for at `sent` and here at `received` (own clock) said `date`. */
export function heard(date, sent, received) {
  const said = Date.parse(date);
  if (Number.isNaN(said)) return;
  const low = said - received;
  const high = said + second - sent;
  if (low > most || high < least) {
    // One of the clocks was set.
    least = low;
    most = high;
    return;
  }
  least = Math.max(least, low);
  most = Math.min(most, high);
}

/** The latest that the server's time can be now, in ms: nobody is promised time that is over. */
export function serverNow() {
  return Date.now() + (Number.isFinite(most) ? most : 0);
}
