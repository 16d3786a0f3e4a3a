// Asks before the page is left while a booking on it waits for its payment. Browsers word the
// question themselves.

let guarded = false;

function ask(event) {
  event.preventDefault();
  event.returnValue = true; // For browsers before 2023.
}

/** Asks from now on before the page is left, or no more. */
export function guardLeaving(on) {
  guarded = on;
  if (on) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

/** The page itself leaves, to pay or to sign in. */
export function leaveFor(url) {
  removeEventListener('beforeunload', ask);
  location.assign(url);
}

// The browser may show the page again as it was left.
globalThis.addEventListener?.('pageshow', ({ persisted }) => {
  if (persisted) guardLeaving(guarded);
});
