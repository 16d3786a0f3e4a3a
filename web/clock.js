// Estimates the server's clock from the Date headers of its responses. A Date is truncated to the
// second, so each response only bounds the difference of the two clocks. Many responses narrow it.

const second = 1000;
let least = -Infinity;
let most = Infinity;

/** Takes the Date header of a response; `sent` and `received` are times of this clock, in ms. */
export function observeDate(date, sent, received) {
  const server = Date.parse(date);
  if (Number.isNaN(server)) return;
  const low = server - received;
  const high = server + second - sent;
  if (low > most || high < least) {
    // One of the clocks was set.
    least = low;
    most = high;
    return;
  }
  least = Math.max(least, low);
  most = Math.min(most, high);
}

/** The upper bound of the server's time now, in ms, so that pages never show too much time. */
export function serverNow() {
  return Date.now() + (Number.isFinite(most) ? most : 0);
}

/**
 * By how many ms the clock of the server is surely apart from this one: 0 if the responses so far
 * allow that they agree, less than 0 if the server's is behind.
 */
export function clockApart() {
  if (!Number.isFinite(most)) return 0;
  return least > 0 ? least : Math.min(most, 0);
}
