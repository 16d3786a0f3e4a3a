// Refusals and failures of the server in words for customers.

import { t } from '../words.js';

const shortestWait = 5; // s
const longestWait = 60;
const known = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_CANCELLABLE'];

const isLimited = ({ code, status }) => code === 'RATE_LIMITED' || status === 429;

/**
 * What is the matter, by the Problem of web/api.js, for a page that says itself what happens next.
 */
export function matterOf(problem) {
  const { code, status, body, message } = problem;
  if (status === 0)
    return t(globalThis.navigator?.onLine === false ? 'page.offline' : 'page.unreachable');
  if (isLimited(problem)) return t('page.limited');
  if (code === 'UNAVAILABLE') return t('page.unavailable');
  if (status === 503) return t('page.busy');
  if (known.includes(code)) return t(`page.problem.${code}`);
  if (status >= 500) return t('page.broken');
  return body?.detail || body?.title ? message : t('page.failed', { status });
}

function adviceFor(problem) {
  if (isLimited(problem))
    return t('page.retryIn', { count: Math.max(1, problem.retryAfter || 1) });
  return problem.status === 0 || problem.status >= 500 ? t('page.retry') : '';
}

/** What is the matter, and what the customer can do. */
export function problemWords(problem) {
  return [matterOf(problem), adviceFor(problem)].filter(Boolean).join(' ');
}

/** Seconds to wait before the next try, if it is the `failures`-th failure in a row. */
export function waitAfter({ retryAfter }, failures) {
  const wait = Math.min(longestWait, shortestWait * 2 ** (failures - 1));
  return Math.max(wait, Number.isFinite(retryAfter) ? retryAfter : 0);
}
