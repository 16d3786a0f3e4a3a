// Sends a booking exactly once: retries, also after a reload of the page, have the same
// Idempotency-Key, so the server returns the same response to each.

import { callAsCustomer } from './session.js';
import { randomHex } from '../random.js';

const firstWait = 500; // ms
const longestWait = 8_000;

const place = (show) => `booking:${show}`;

/** The booking of that show that was sent and has no response yet, or null. */
export function pendingOf(show) {
  return JSON.parse(sessionStorage.getItem(place(show)));
}

/**
 * Call it when the ticket is left or was loaded by its own address. Before that, a reload of the
 * previous address may still need the booking.
 */
export function forget(show) {
  sessionStorage.removeItem(place(show));
}

/**
 * A booking with a new key, kept in this tab's storage until there is a response. `lines` are the
 * seats with their price types.
 */
export function newBooking(show, seats, mail, lines = seats) {
  const made = { key: randomHex(), show, seats, mail, lines };
  sessionStorage.setItem(place(show), JSON.stringify(made));
  return made;
}

/**
 * Resolves to the reqId or throws the server's refusal. Retries until there is a response;
 * `waiting(problem, ms)` is called before each wait.
 */
export async function send({ key, show, seats, mail, lines = seats }, { waiting, signal }) {
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    try {
      const { reqId } = await callAsCustomer('/api/ticket/book', {
        method: 'POST',
        headers: { 'Idempotency-Key': key },
        body: { userMail: mail, movieShowId: show, seats: lines },
        signal,
      });
      return reqId;
    } catch (problem) {
      if (!problem.passing) {
        if (!signal.aborted) forget(show);
        throw problem;
      }
      const ms = Math.max(wait * (0.5 + Math.random() / 2), 1000 * problem.retryAfter);
      waiting(problem, ms);
      await pause(ms, signal);
    }
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
