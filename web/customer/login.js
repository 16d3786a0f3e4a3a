// Signing in at the login service of GET /api/settings: the browser goes there and comes back with
// a token in the fragment.

import { leaveFor } from './leaving.js';
import { beginSession, claimsOf } from './session.js';
import { randomHex } from '../random.js';
import { settings } from '../settings.js';

const place = 'login'; // {state, nonce, hash} of the sign-in under way, in this tab

/** Leaves the page for the login service, which sends the browser back to the present view. */
export function goToLogin() {
  const login = { state: randomHex(), nonce: randomHex(), hash: location.hash || '#/' };
  sessionStorage.setItem(place, JSON.stringify(login));
  const filled = {
    '{returnUrl}': location.origin + location.pathname,
    '{state}': login.state,
    '{nonce}': login.nonce,
  };
  let url = settings().loginUrl;
  for (const [name, value] of Object.entries(filled))
    url = url.replaceAll(name, encodeURIComponent(value));
  leaveFor(url);
}

/** Why the answer of the login service signs nobody in, as t() takes it; null if it does. */
function errorIn(answer, token, login) {
  // Without this check a stranger's link could sign the customer in as the stranger.
  if (!login || answer.get('state') !== login.state)
    return ['account.otherTab'];
  if (answer.has('error'))
    return ['account.refused', {
      why: answer.get('error_description') ?? answer.get('error'),
    }];
  const claims = claimsOf(token ?? '');
  if (!claims) return ['account.noToken'];
  if (claims.nonce !== undefined && claims.nonce !== login.nonce)
    return ['account.otherSignIn'];
  return null;
}

/**
 * Takes the token out of the address, if the login service has sent the browser back, and signs in.
 * Returns the key and values of what went wrong, or null.
 */
export function returnFromLogin() {
  const answer = new URLSearchParams(location.hash.slice(1));
  const token = answer.get('id_token') ?? answer.get('access_token') ?? answer.get('token');
  if (token === null && !(answer.has('error') && answer.has('state'))) return null;
  const login = JSON.parse(sessionStorage.getItem(place));
  sessionStorage.removeItem(place);
  history.replaceState(null, '', login?.hash ?? '#/');
  const error = errorIn(answer, token, login);
  if (!error) beginSession(token);
  return error;
}
