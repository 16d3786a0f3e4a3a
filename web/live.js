// A WebSocket that reconnects by itself.

const firstWait = 500; // ms
const longestWait = 15_000;
const steady = 5_000; // ms that a connection must last to count as good
const finished = 1000; // close code of a feed that has ended

/**
 * Follows the feed at `path()`, which is called for each connection, so that it can include the
 * version to continue after. Calls `message(json)` for each message and `status(phase, ms)` with
 *   connecting   the first connection is under way
 *   live         connected
 *   lost         reconnects in `ms`
 *   over         the server ended the feed for good
 * and `refused()` if a connection could not be made. Browsers do not reveal why. `protocols()` is
 * called for each connection too.
 */
export class Live {
  #path;
  #protocols;
  #on;
  #socket = null;
  #timer = 0;
  #failures = 0;
  #closed = false;
  #wake = () => this.#retryNow();
  #offline = () => this.#drop();

  constructor(path, { message, status = () => {}, refused = () => {}, protocols = () => [] }) {
    this.#path = path;
    this.#protocols = protocols;
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
    const socket = new WebSocket(url, this.#protocols());
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
    // Half of the wait is random, so that clients of a restarted server do not return all at once.
    const most = Math.min(longestWait, firstWait * 2 ** this.#failures);
    const wait = most / 2 + (Math.random() * most) / 2;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#on.status('lost', wait);
  }

  /** Closes the connection when the network is lost: it would seem open for minutes. */
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
