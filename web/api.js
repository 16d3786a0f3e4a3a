// Calls of the server. A refusal is thrown as a Problem.

import { heard } from './clock.js';

const patience = 20_000; // ms

/** What the server refused (RFC 9457), or that it did not answer: then `status` is 0. */
export class Problem extends Error {
  constructor(status, body, retryAfter = null) {
    super(body.detail || body.title || `The server answered ${status}.`);
    this.status = status;
    this.code = body.code ?? '';
    this.body = body;
    this.retryAfter = retryAfter; // seconds
  }

  /** Whether the same call may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function timeout(signal) {
  const late = AbortSignal.timeout(patience);
  return signal && AbortSignal.any ? AbortSignal.any([signal, late]) : (signal ?? late);
}

async function bodyOf(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What web/early.js asked already: {sent, answer}, once. */
function early(path, method) {
  const found = method === 'GET' ? globalThis.early?.get(path) : undefined;
  globalThis.early?.delete(path);
  return found;
}

/** The JSON that the server answers to `path`; `body` goes as JSON. */
export async function call(path, { method = 'GET', body, headers = {}, signal } = {}) {
  const asked = early(path, method);
  const sent = asked?.sent ?? Date.now();
  let answer;
  let said;
  try {
    answer = await (asked?.answer ??
      fetch(path, {
        method,
        headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: timeout(signal),
        cache: 'no-store',
      }));
    heard(answer.headers.get('Date') ?? '', sent, Date.now());
    said = await bodyOf(answer);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, { code: 'UNREACHABLE', detail: 'The server does not answer.' });
  }
  if (!answer.ok) throw new Problem(answer.status, said, Number(answer.headers.get('Retry-After')));
  return said;
}
