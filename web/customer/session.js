// The customer's token, kept for this tab only, and the calls that need it.

import { call } from '../api.js';

const place = 'token';
const listeners = new Set();

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

function current() {
  const token = sessionStorage.getItem(place);
  const claims = token === null ? null : claimsOf(token);
  return claims && claims.exp * 1000 > Date.now() ? { token, claims } : null;
}

/** The mail address of the customer who is signed in, or null. */
export const signedInAs = () => current()?.claims.email ?? null;

/** Calls `changed()` whenever somebody signs in or out. */
export function onSession(changed) {
  listeners.add(changed);
}

export function beginSession(token) {
  sessionStorage.setItem(place, token);
  for (const changed of listeners) changed();
}

export function endSession() {
  sessionStorage.removeItem(place);
  for (const changed of listeners) changed();
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
    if (problem.status === 401 && session?.token === sessionStorage.getItem(place)) endSession();
    throw problem;
  }
}

/** The protocols that a WebSocket offers: scripts cannot set its headers. */
export function customerProtocols() {
  const session = current();
  return session ? ['boxoffice', `bearer.${session.token}`] : [];
}
