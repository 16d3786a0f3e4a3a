// Counts and revenue of a show from its seat map. A booking costs the sum of its seats' prices, and
// only the exact amount makes it PAID, so the revenue is the sum of the sold seats' prices. With
// price types it does not follow from the seats, and is null.

import { idsOf } from './layout.js';

/** Price of each seat in minor units: Map id -> price; empty with price types. */
export function pricesOf(show) {
  const extra = new Map(show.classes.map(({ id, price }) => [id, price]));
  const prices = new Map();
  if (show.priceTypes) return prices;
  for (const row of show.rows)
    for (const id of idsOf(row)) prices.set(id, show.price + extra.get(row.class));
  return prices;
}

/** {available, in_review, held, sold, blocked, revenue}; revenue may be null. */
export function figuresOf(seats, prices) {
  const figures = { available: 0, in_review: 0, held: 0, sold: 0, blocked: 0, revenue: 0 };
  for (const [id, state] of Object.entries(seats)) {
    figures[state] += 1;
    if (state === 'sold') figures.revenue += prices.get(id) ?? 0;
  }
  if (prices.size === 0) figures.revenue = null;
  return figures;
}

/** The figures of the shows on screen, fetched again only when a show's version changed. */
export class ShowFigures {
  #session;
  #known = new Map(); // id -> {version, figures, prices}

  constructor(session) {
    this.#session = session;
  }

  /** The last known figures, or undefined. */
  known(id) {
    return this.#known.get(id)?.figures;
  }

  /** Updates the shows whose version changed, `atOnce` at a time; calls `got(id)` after each. */
  async refresh(shows, got, atOnce = 4) {
    const waiting = shows.filter(({ id, version }) => this.#known.get(id)?.version !== version);
    const worker = async () => {
      for (let show = waiting.shift(); show; show = waiting.shift()) {
        await this.#fetch(show.id);
        got(show.id);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #fetch(id) {
    const path = `/api/movieshow/${id}`;
    const prices = this.#known.get(id)?.prices ?? pricesOf(await this.#session.get(path));
    const { version, seats } = await this.#session.get(`${path}/seats`);
    this.#known.set(id, { version, figures: figuresOf(seats, prices), prices });
  }
}
