// The operator's token with its name and scopes, kept for this tab only, and the calls that need
// it. Views offer only what the scopes allow. A call that is refused all the same (403) keeps the
// token: the caller shows the problem, which names the scope.
import { call, Problem } from '../api.js';
import { loadSettings } from '../settings.js';

const key = 'boxoffice.operator.token';
const accessKey = 'boxoffice.operator.access'; // GET /api/operator of that token

/** The sentence about a token that lacks the scope. */
export const needsScope = (scope) => `This page needs a token with the scope ${scope}.`;

const as = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

/** {by, scopes} of a token; throws the problem if the server refuses it or it lacks `read`. */
async function accessOf(token) {
  const access = await call('/api/operator', as(token));
  if (access.scopes.includes('read')) return access;
  throw new Problem(403, { code: 'READ_MISSING', detail: needsScope('read') });
}

export class Session {
  #refused;
  #access = JSON.parse(sessionStorage.getItem(accessKey)); // null: not known

  /** `refused(problem)` is called when the server no longer accepts the token. */
  constructor(refused) {
    this.#refused = refused;
  }

  get open() {
    return sessionStorage.getItem(key) !== null;
  }

  /** The name of the token; empty if it is not known, or the token is the server's own. */
  get name() {
    return /^token:(.*)/.exec(this.#access?.by)?.[1] ?? '';
  }

  /** Whether the token has the scope. If its scopes are not known, the server decides. */
  may(scope) {
    return this.#access?.scopes.includes(scope) ?? true;
  }

  /** Keeps the token if the server accepts it for reading; throws the problem if not. */
  async begin(token) {
    this.#keep(await accessOf(token));
    sessionStorage.setItem(key, token);
  }

  /**
   * Reads the name and the scopes of the kept token again. Resolves to the problem that ended the
   * session, or to null. After any other failure the operator goes on with what was known.
   */
  async renew() {
    if (!this.open) return null;
    try {
      this.#keep(await accessOf(sessionStorage.getItem(key)));
      return null;
    } catch (problem) {
      if (problem.status !== 401 && problem.code !== 'READ_MISSING') return null;
      this.end();
      return problem;
    }
  }

  end() {
    sessionStorage.removeItem(key);
    sessionStorage.removeItem(accessKey);
    this.#access = null;
  }

  #keep(access) {
    sessionStorage.setItem(accessKey, JSON.stringify(access));
    this.#access = access;
  }

  async #call(path, options) {
    const token = sessionStorage.getItem(key);
    try {
      await loadSettings(); // Amounts need them, and the server may have been away at first.
      const headers = { ...options?.headers, ...as(token).headers };
      return await call(path, { ...options, headers });
    } catch (problem) {
      const isReplaced = token !== sessionStorage.getItem(key);
      if (problem.status === 401 && !isReplaced) {
        this.end();
        this.#refused(problem);
      }
      throw problem;
    }
  }

  get(path) {
    return this.#call(path);
  }

  /** The response as a text of that media type. */
  text(path, type) {
    return this.#call(path, { headers: { Accept: type }, as: 'text' });
  }

  post(path, body, headers) {
    return this.#call(path, { method: 'POST', body, headers });
  }

  send(method, path, body) {
    return this.#call(path, { method, body });
  }
}
