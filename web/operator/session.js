// The operator's token, kept for this tab only, and the calls that need it. A token without the
// scope of a call (403) is kept: the caller shows the problem, which names the scope.
import { call } from '../api.js';
import { loadSettings } from '../settings.js';

const key = 'boxoffice.operator.token';

const as = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

export class Session {
  #refused;

  /** `refused(problem)` is called when the server no longer accepts the token. */
  constructor(refused) {
    this.#refused = refused;
  }

  get open() {
    return sessionStorage.getItem(key) !== null;
  }

  /** Keeps the token if the server accepts it for reading; throws the problem if not. */
  async begin(token) {
    await call('/api/refund?limit=1', as(token));
    sessionStorage.setItem(key, token);
  }

  end() {
    sessionStorage.removeItem(key);
  }

  async #call(path, options) {
    const token = sessionStorage.getItem(key);
    try {
      await loadSettings(); // Amounts need them, and the server may have been away at first.
      const headers = { ...options?.headers, ...as(token).headers };
      return await call(path, { ...options, headers });
    } catch (problem) {
      if (problem.status === 401 && token === sessionStorage.getItem(key)) { // and not replaced meanwhile
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
