// Paying at the payment provider's page: the browser goes to the `checkoutUrl` of the ticket and
// comes back with `?payment=REFERENCE`. The provider never sees the reqId.

import { leaveFor } from './leaving.js';

const place = 'checkout'; // {reference, reqId} of the booking that this tab left to pay
let returnedFor = null;

/** Leaves the page for the checkout of a booking. */
export function goToCheckout({ reference, reqId, checkoutUrl }) {
  sessionStorage.setItem(place, JSON.stringify({ reference, reqId }));
  leaveFor(checkoutUrl);
}

/**
 * If a checkout has sent the browser back, removes the reference from the address and goes to the
 * ticket. Returns the key of why it cannot, in a list, or null. `bookings` is a web/bookings.js
 * Bookings.
 */
export function returnFromCheckout(bookings) {
  const reference = new URLSearchParams(location.search).get('payment');
  if (reference === null) return null;
  const left = JSON.parse(sessionStorage.getItem(place));
  sessionStorage.removeItem(place);
  const reqId = left?.reference === reference ? left.reqId : bookings.reqIdOf(reference);
  returnedFor = reference;
  history.replaceState(null, '', location.pathname + (reqId ? `#/ticket/${reqId}` : '#/'));
  return reqId ? null : ['account.otherBrowser'];
}

/** Whether the checkout of that booking has sent the browser back to this page. */
export const cameBackFor = (reference) => returnedFor === reference;
