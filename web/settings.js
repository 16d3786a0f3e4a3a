// The public settings of the server, from GET /api/settings.

import { call } from './api.js';

let loaded = null;
let loading = null;
let arrived;

/** Resolves once settings() is available, however many tries that takes. */
export const settingsLoaded = new Promise((resolve) => { arrived = resolve; });

/** Resolves once settings() is available. After a failure the next call tries again. */
export async function loadSettings() {
  if (loaded) return;
  loading ??= call('/api/settings').finally(() => {
    loading = null;
  });
  loaded = await loading;
  arrived();
}

/**
 * {payment, maxSeats, contentionWindow, paymentWindow, auth, currencies, cinema: {name?, timeZone?},
 * mail, loginUrl?, paymentInstructions?}; windows in ms.
 */
export function settings() {
  return loaded;
}
