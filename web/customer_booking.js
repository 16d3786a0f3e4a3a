// Sends a booking so that it is made once, whatever gets lost on the way: it keeps its key, and so
// the server gives the same answer to each repetition, also after a reload of the page.

import { call } from './api.js';

const firstWait = 500; // ms
const longestWait = 8_000;

const place = (show) => `booking:${show}`;

/** The booking of that show which was sent and has no ticket yet, or null. */
export function pendingOf(show) {
  return JSON.parse(sessionStorage.getItem(place(show)));
}

/**
 * To be called when its ticket is left or loaded by its own address: before, a reload that began
 * under the old address may still come in between.
 */
export function forget(show) {
  sessionStorage.removeItem(place(show));
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A booking with a key of its own, remembered for the tab until there is an answer. */
export function newBooking(show, seats, mail) {
  const made = { key: newKey(), show, seats, mail };
  sessionStorage.setItem(place(show), JSON.stringify(made));
  return made;
}

/**
 * Resolves to the reqId or throws the server's refusal. Goes on until there is an answer and says
 * `waiting(problem, ms)` each time there is none and it asks again in `ms`.
 */
export async function send({ key, show, seats, mail }, { waiting, signal }) {
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    try {
      const { reqId } = await call('/api/ticket/book', {
        method: 'POST',
        headers: { 'Idempotency-Key': key },
        body: { userMail: mail, movieShowId: show, seats },
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
