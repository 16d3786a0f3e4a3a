// Refusals and failures of the server in words for customers.

import { t } from '../words.js';

const shortestWait = 5; // s
const longestWait = 60;

/** What is the matter with the server, by the Problem of web/api.js. */
export function problemWords({ status }) {
  if (status === 0) return t(navigator.onLine ? 'page.unreachable' : 'page.offline');
  if (status === 429) return t('page.limited');
  if (status === 503) return t('page.busy');
  return t('page.failed', { status });
}

/** Seconds to wait before the next try, if it is the `failures`-th failure in a row. */
export function waitAfter({ retryAfter }, failures) {
  const wait = Math.min(longestWait, shortestWait * 2 ** (failures - 1));
  return Math.max(wait, Number.isFinite(retryAfter) ? retryAfter : 0);
}
