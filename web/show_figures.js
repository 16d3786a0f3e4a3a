// How many seats of a show stand how, from its seat map, and its revenue, from the sales report. What
// a seat was sold for does not follow from the show: prices change, and a sale may have been free.

/** {available, in_review, held, sold, blocked}. */
export function figuresOf(seats) {
  const figures = { available: 0, in_review: 0, held: 0, sold: 0, blocked: 0 };
  for (const state of Object.values(seats)) figures[state] += 1;
  return figures;
}

/** The address of a report that has the show, and only shows that start with it. */
export function reportOf({ startsAt }) {
  const to = new Date(Date.parse(startsAt) + 1).toISOString();
  return `/api/report/sales?${new URLSearchParams({ by: 'show', from: startsAt, to })}`;
}

/** What was received for the present bookings, in minor units; null if the report lacks the show. */
export function revenueOf({ rows }, { id, currency }) {
  const row = rows.find((each) => each.show === id && each.currency === currency);
  return row ? row.revenue + row.unallocated - row.refundsDue - row.reversed : null;
}

/** The figures of the shows on screen, fetched again only when a show's version changed. */
export class ShowFigures {
  #session;
  #known = new Map(); // id -> {version, figures}; no version: to be fetched again

  constructor(session) {
    this.#session = session;
  }

  /** The last known figures with the `revenue`, which may be null, or undefined. */
  known(id) {
    return this.#known.get(id)?.figures;
  }

  /** Updates the shows whose version changed, `atOnce` at a time; calls `got(id)` after each. */
  async refresh(shows, got, atOnce = 4) {
    const waiting = shows.filter(({ id, version }) => this.#known.get(id)?.version !== version);
    const worker = async () => {
      for (let show = waiting.shift(); show; show = waiting.shift()) {
        await this.#fetch(show);
        got(show.id);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** The report comes last: if the show changes meanwhile, its next version is fetched too. */
  async #fetch(show) {
    const { version, seats } = await this.#session.get(`/api/movieshow/${show.id}/seats`);
    const revenue = await this.#revenueOf(show);
    const figures = { ...figuresOf(seats), revenue };
    this.#known.set(show.id, { version: revenue === null ? undefined : version, figures });
  }

  /** Null while a node of a cluster is away, and if the show's start has just been changed. */
  async #revenueOf(show) {
    try {
      return revenueOf(await this.#session.get(reportOf(show)), show);
    } catch (problem) {
      if (problem.passing) return null;
      throw problem;
    }
  }
}
