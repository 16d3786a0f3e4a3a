// The events of one show: all of them at first, then the new ones. The server's seat feed signals
// events that change a seat or the sales at once; a slow poll finds the others.
import { Live } from './live.js';

const pageSize = 1000;
const pollMs = 5000;

export class EventFeed {
  #session;
  #show;
  #got;
  #last = 0;
  #again = false;
  #running = null;
  #timer = null;
  #live = null;

  /** `got(events)` is called with each page, in order and without gaps. */
  constructor(session, show, got) {
    this.#session = session;
    this.#show = encodeURIComponent(show);
    this.#got = got;
  }

  /** Fetches new events. A call during a running fetch makes that one fetch once more. */
  fetch() {
    this.#again = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  /** As `fetch`, ignoring errors: the connection's status shows that the server is away. */
  look() {
    return this.fetch().catch(() => {});
  }

  /** Starts to fetch by itself; `status(phase)` reports the connection, as in live.js. */
  follow(status) {
    this.#live = new Live(() => `/ws/movieshow/${this.#show}?after=${this.#last}`, {
      message: ({ version }) => { if (version > this.#last) this.look(); },
      status,
    });
    this.#timer = setInterval(() => this.look(), pollMs);
  }

  close() {
    clearInterval(this.#timer);
    this.#live?.close();
  }

  async #run() {
    const path = `/api/movieshow/${this.#show}/events`;
    while (this.#again) {
      this.#again = false;
      for (let after = this.#last; after !== undefined;) {
        const page = await this.#session.get(`${path}?limit=${pageSize}&after=${after}`);
        this.#last = page.events.at(-1)?.seq ?? this.#last;
        if (page.events.length !== 0) this.#got(page.events);
        after = page.next;
      }
    }
  }
}
