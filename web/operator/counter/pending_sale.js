// A sale that was sent and has no answer yet, kept for this tab: it is sent again with the same
// Idempotency-Key, so that it sells once.
import { Problem } from '../../api.js';
import { randomHex } from '../../random.js';
import { isTurnedAway } from '../problems.js';

const place = 'boxoffice.operator.sale';

/** {show, body, key} or null. */
export function pendingSale() {
  return JSON.parse(sessionStorage.getItem(place));
}

export function beginSale(show, body) {
  const sale = { show, body, key: randomHex() };
  sessionStorage.setItem(place, JSON.stringify(sale));
  return sale;
}

export function endSale() {
  sessionStorage.removeItem(place);
}

/**
 * Resolves to the ticket; throws a Problem. The sale is forgotten if that is an answer to it, or if
 * it was sent for the first time and the server did nothing. `isAgain`: a try had no answer.
 */
export async function sendSale(session, { show, body, key }, isAgain) {
  try {
    const ticket = await session.post(`/api/movieshow/${encodeURIComponent(show)}/sell`, body,
      { 'Idempotency-Key': key });
    endSale();
    return ticket;
  } catch (problem) {
    const isAnswer = problem instanceof Problem && !problem.passing;
    if (isAnswer || (isTurnedAway(problem) && !isAgain)) endSale();
    throw problem;
  }
}
