// Refusals and failures of the server in words for the operator. What the server says of itself
// when it is busy is not shown, and an error of the page's own scripts never is.
import { Problem } from '../api.js';

/** Whether the server surely did nothing: it refused the request before it looked at it. */
export function isTurnedAway({ status, code }) {
  return status === 429 || (status === 503 && code === 'OVERLOADED');
}

/** The seconds that the server wants one to wait; 0 if it did not say. */
function waitOf({ retryAfter }) {
  return retryAfter > 0 ? Math.ceil(retryAfter) : 0;
}

const inSeconds = (count) => (count === 0 ? '' : ` in ${count} second${count === 1 ? '' : 's'}`);

/** What is the matter. An error that is no Problem goes to the console, as if nobody caught it. */
export function matterOf(problem) {
  if (!(problem instanceof Problem)) {
    reportError(problem);
    return 'Something is wrong with this page. Reload it.';
  }
  const { status, code, message } = problem;
  if (status === 0) return 'The server does not respond.';
  if (status === 429) return 'The server gets too many requests from here.';
  if (code === 'OVERLOADED') return 'The server is busy.';
  if (code === 'UNAVAILABLE') return 'A part of the server cannot be reached.';
  if (status >= 500) return `The server failed with status ${status}.`;
  return message;
}

/** What is the matter, and when the operator may try again. */
export function problemWords(problem) {
  const matter = matterOf(problem);
  return problem.passing ? `${matter} Try again${inSeconds(waitOf(problem))}.` : matter;
}

/** The same of what the page tries again by itself, after retryMs(). */
export function retryWords(problem) {
  const matter = matterOf(problem);
  return problem.passing ? `${matter} Trying again${inSeconds(waitOf(problem))}.` : matter;
}

/** How long the page waits before it tries again: `usual`, or longer if the server wants it. */
export function retryMs(problem, usual) {
  return Math.max(usual, waitOf(problem) * 1000);
}
