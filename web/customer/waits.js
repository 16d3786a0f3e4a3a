// Seats that this customer had and did not pay: they can be requested again only later. The page
// learns from a refusal until when, and keeps it for this tab.

import { serverNow } from '../clock.js';

const place = (show) => `waits:${show}`;

/** {id: time} of the seats that must be waited for; `show` is the id of a show. */
function waitsOf(show) {
  const kept = Object.entries(JSON.parse(sessionStorage.getItem(place(show))) ?? {});
  return Object.fromEntries(kept.filter(([, at]) => Date.parse(at) > serverNow()));
}

/** Keeps the times of a refusal; `seats` are those of a SEATS_UNAVAILABLE problem. */
export function keepWaits(show, seats) {
  const found = seats.filter(({ reason, retryAt }) => reason === 'WAIT' && retryAt)
    .map(({ seat, retryAt }) => [seat, retryAt]);
  if (!found.length) return;
  const all = { ...waitsOf(show), ...Object.fromEntries(found) };
  sessionStorage.setItem(place(show), JSON.stringify(all));
}

/** When the last of these seats can be requested again; null if all of them can be now. */
export function waitUntil(show, ids) {
  const waits = waitsOf(show);
  return ids.map((id) => waits[id]).filter(Boolean).sort().at(-1) ?? null;
}
