// What the server is set to, as GET /api/settings tells it: one place for facts that pages need and
// the server decides.

import { call } from './api.js';

let told = null;
let asking = null;

/** Resolves once settings() has what the server told; tried again by the next caller if it failed. */
export async function loadSettings() {
  if (told) return;
  asking ??= call('/api/settings').finally(() => {
    asking = null;
  });
  told = await asking;
}

/** {payment, maxSeats, contentionWindow, paymentWindow, auth, currencies}; windows in ms. */
export function settings() {
  return told;
}
