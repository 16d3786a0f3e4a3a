// The events of one show as they come: all of them at first, then those that are new. The server's
// seat feed tells at once that there are some; it does not where no seat changed, so a slow look
// goes beside it.
import { Live } from './live.js';

const pageSize = 1000;
const lookMs = 5000;

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

  /** Fetches what is new. A call while one is under way makes that one look once more. */
  fetch() {
    this.#again = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  /** As `fetch`, where it does not matter if the server is away: the connection's status tells. */
  look() {
    return this.fetch().catch(() => {});
  }

  /** From now on fetches by itself; `status(phase)` tells of the connection, as live.js does. */
  follow(status) {
    this.#live = new Live(() => `/ws/movieshow/${this.#show}?after=${this.#last}`, {
      message: ({ version }) => { if (version > this.#last) this.look(); },
      status,
    });
    this.#timer = setInterval(() => this.look(), lookMs);
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
