// The customer's token, kept for this tab only, and the calls that need it.

import { call } from '../api.js';
import { serverNow } from '../clock.js';

const place = 'token';
const endedPlace = 'session-expired'; // set from the end of a session until the next sign-in
const firstLookMs = 5_000; // By then the server's clock is known.
const longestTimer = 2 ** 31 - 1; // ms
const listeners = new Set();
let endTimer = 0;

/** The claims of a token, or null. Only for what the page shows: the server checks the token. */
export function claimsOf(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims?.email === 'string' ? claims : null;
  } catch {
    return null;
  }
}

const msLeft = (claims) => claims.exp * 1000 - serverNow();

function current() {
  const token = sessionStorage.getItem(place);
  const claims = token === null ? null : claimsOf(token);
  return claims && msLeft(claims) > 0 ? { token, claims } : null;
}

/** The mail address of the customer who is signed in, or null. */
export const signedInAs = () => current()?.claims.email ?? null;

/** Whether the customer was signed in until the token ran out or was refused. */
export const sessionExpired = () => sessionStorage.getItem(endedPlace) !== null;

function tell() {
  for (const changed of listeners) changed();
}

/** Calls `changed()` whenever somebody signs in or out, and when a session expires. */
export function onSession(changed) {
  listeners.add(changed);
}

export function beginSession(token) {
  sessionStorage.removeItem(endedPlace);
  sessionStorage.setItem(place, token);
  watchSession();
  tell();
}

export function endSession() {
  clearTimeout(endTimer);
  sessionStorage.removeItem(endedPlace);
  sessionStorage.removeItem(place);
  tell();
}

function expireSession() {
  clearTimeout(endTimer);
  sessionStorage.setItem(endedPlace, 'yes');
  sessionStorage.removeItem(place);
  tell();
}

/** Ends the session of this tab when its token runs out. */
export function watchSession() {
  clearTimeout(endTimer);
  const token = sessionStorage.getItem(place);
  const claims = token === null ? null : claimsOf(token);
  if (!claims) return;
  endTimer = setTimeout(() => {
    if (msLeft(claims) > 0) watchSession();
    else expireSession();
  }, Math.min(Math.max(msLeft(claims), firstLookMs), longestTimer));
}

/** call() of web/api.js with the token, if there is one. */
export async function callAsCustomer(path, options = {}) {
  const session = current();
  const headers = session
    ? { ...options.headers, Authorization: `Bearer ${session.token}` }
    : options.headers;
  try {
    return await call(path, { ...options, headers });
  } catch (problem) {
    if (problem.status === 401 && session?.token === sessionStorage.getItem(place)) expireSession();
    throw problem;
  }
}

/** The protocols that a WebSocket offers: scripts cannot set its headers. */
export function customerProtocols() {
  const session = current();
  return session ? ['boxoffice', `bearer.${session.token}`] : [];
}
