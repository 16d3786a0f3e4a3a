// What the next customer at the counter wants: how many of which price type, and which seats.
import { idsOf } from '../../layout.js';

export class Order {
  #show;
  #prices = new Map(); // seat -> price without a type
  counts = new Map(); // price type, '' without any -> number
  seats = []; // suggested or chosen
  byHand = false;
  isRefused = false; // no seats could be suggested for it
  seatClass = ''; // empty: any

  constructor(show) {
    this.#show = show;
    const classes = new Map(show.classes.map((each) => [each.id, each.price]));
    for (const row of show.rows)
      for (const id of idsOf(row)) this.#prices.set(id, show.price + classes.get(row.class));
    this.clear();
  }

  clear() {
    this.counts = new Map(this.types.map(({ id }) => [id, 0]));
    this.seats = [];
    this.byHand = false;
    this.isRefused = false;
  }

  /** [{id, name, price}]; without price types one nameless one. */
  get types() {
    return this.#show.priceTypes ?? [{ id: '', name: 'Seats', price: 0 }];
  }

  get count() {
    return [...this.counts.values()].reduce((sum, each) => sum + each, 0);
  }

  /**
   * Sets the number of a type. Of seats chosen by hand the other types take the difference; if that
   * is impossible, the seats are given up.
   */
  want(type, count) {
    this.counts.set(type, count);
    if (!this.byHand) return;
    this.#match(this.types.filter(({ id }) => id !== type));
    if (this.count === this.seats.length) return;
    this.byHand = false;
    this.seats = [];
  }

  /** Adds or removes a seat chosen by hand; the first type takes the difference. */
  toggle(seat) {
    if (!this.byHand) this.#beginByHand();
    if (this.seats.includes(seat)) this.drop([seat]);
    else {
      this.seats = [...this.seats, seat];
      this.#match();
    }
  }

  /** A choice by hand begins with no seat, but with the types that were requested. */
  #beginByHand() {
    this.byHand = true;
    this.isRefused = false;
    this.seats = [];
  }

  drop(seats) {
    this.seats = this.seats.filter((each) => !seats.includes(each));
    this.#match();
    if (this.seats.length === 0) this.byHand = false;
  }

  /** Changes the numbers of these types until there is one for each seat. */
  #match(types = this.types) {
    for (const { id } of types) {
      const change = Math.max(this.seats.length - this.count, -this.counts.get(id));
      this.counts.set(id, this.counts.get(id) + change);
    }
  }

  /** The price type of each seat, in their order. */
  get typeList() {
    return this.types.flatMap(({ id }) => Array(this.counts.get(id)).fill(id));
  }

  /** [{seat, type, price}] of the seats that are known. */
  get lines() {
    const types = this.typeList;
    const extra = new Map(this.types.map(({ id, price }) => [id, price]));
    return this.seats.map((seat, place) => ({
      seat, type: types[place], price: this.#prices.get(seat) + (extra.get(types[place]) ?? 0),
    }));
  }

  get total() {
    return this.lines.reduce((sum, { price }) => sum + price, 0);
  }

  /** The body of the sale; seats that are not known yet are chosen by the server. */
  body(method) {
    const types = this.typeList;
    const typed = this.#show.priceTypes !== undefined;
    if (this.seats.length === types.length && this.seats.length > 0)
      return {
        seats: this.seats.map((seat, place) => (typed ? { seat, type: types[place] } : seat)), method,
      };
    return {
      bestAvailable: {
        count: types.length,
        ...(typed ? { types } : {}),
        ...(this.seatClass ? { class: this.seatClass } : {}),
      },
      method,
    };
  }
}
