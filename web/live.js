// A WebSocket that comes back by itself.

const firstWait = 500; // ms
const longestWait = 15_000;
const steady = 5_000; // ms that a connection must last to count as good
const finished = 1000; // the server has nothing more to say

/**
 * Follows `path()`, asked anew for each connection, so that it can say after which version to go
 * on. Calls `message(json)` for each message and `status(phase, ms)` with
 *   connecting   the first connection is under way
 *   live         connected
 *   lost         tries again in `ms`
 *   over         the server ended it for good
 * and `refused()` where a connection could not be made, of which a browser does not learn why.
 */
export class Live {
  #path;
  #on;
  #socket = null;
  #timer = 0;
  #failures = 0;
  #closed = false;
  #wake = () => this.#retryNow();
  #offline = () => this.#drop();

  constructor(path, { message, status = () => {}, refused = () => {} }) {
    this.#path = path;
    this.#on = { message, status, refused };
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#offline);
    document.addEventListener('visibilitychange', this.#wake);
    status('connecting', 0);
    this.#connect();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#offline);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#socket?.close();
  }

  #connect() {
    this.#timer = 0;
    const url = new URL(this.#path(), location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    let openedAt = 0;
    this.#socket = socket;
    socket.onopen = () => {
      openedAt = performance.now();
      this.#on.status('live', 0);
    };
    socket.onmessage = (event) => {
      if (!this.#closed) this.#on.message(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (this.#closed) return;
      if (event.code === finished) {
        this.#on.status('over', 0);
        this.close();
        return;
      }
      if (openedAt && performance.now() - openedAt > steady) this.#failures = 0;
      this.#waitAndConnect();
      if (!openedAt) this.#on.refused();
    };
  }

  #waitAndConnect() {
    // Half of the wait is random: a server that comes back is not met by all at once.
    const most = Math.min(longestWait, firstWait * 2 ** this.#failures);
    const wait = most / 2 + (Math.random() * most) / 2;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#on.status('lost', wait);
  }

  /** Without a network: the connection may seem to be open for minutes. */
  #drop() {
    if (this.#timer) return;
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.close();
    this.#waitAndConnect();
  }

  #retryNow() {
    if (!this.#timer || document.hidden) return;
    clearTimeout(this.#timer);
    this.#connect();
  }
}
