// Calls the server. A refusal is thrown as a Problem.

import { observeDate } from './clock.js';

const timeoutMs = 20_000;

/** A problem response of the server (RFC 9457). `status` is 0 if there was no response. */
export class Problem extends Error {
  constructor(status, body, retryAfter = null) {
    super(body.detail || body.title || `The server replied with status ${status}.`);
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
  const late = AbortSignal.timeout(timeoutMs);
  return signal && AbortSignal.any ? AbortSignal.any([signal, late]) : (signal ?? late);
}

async function bodyOf(response, as) {
  const text = await response.text();
  if (as === 'text' && response.ok) return text;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * The request that web/early.js sent for `path`: {sent, response}; or what came with the document
 * (web/customer/brought.js): {sent, received, date, body}. Returned once.
 */
function early(path, method) {
  const found = method === 'GET' ? globalThis.early?.get(path) : undefined;
  globalThis.early?.delete(path);
  return found;
}

/** Resolves to the JSON of the response, or to its text (`as`); `body` is sent as JSON. */
export async function call(path, { method = 'GET', body, headers = {}, signal, as = 'json' } = {}) {
  const started = early(path, method);
  if (started?.body) {
    observeDate(started.date, started.sent, started.received);
    return started.body;
  }
  const sent = started?.sent ?? Date.now();
  let response;
  let received;
  try {
    response = await (started?.response ??
      fetch(path, {
        method,
        headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: timeout(signal),
        cache: 'no-store',
      }));
    observeDate(response.headers.get('Date') ?? '', sent, Date.now());
    received = await bodyOf(response, as);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, { code: 'UNREACHABLE', detail: 'The server does not respond.' });
  }
  if (!response.ok)
    throw new Problem(response.status, received, Number(response.headers.get('Retry-After')));
  return received;
}
