// What the chosen seats cost, and who sits there.

import { element } from '../dom.js';
import { idsOf } from '../layout.js';
import { money } from '../money.js';
import { t } from '../words.js';

const typesPlace = (show) => `types:${show}`;

function basesOf(show) {
  const bases = new Map();
  const classes = new Map(show.classes.map((each) => [each.id, each]));
  for (const row of show.rows) {
    const { name, price } = classes.get(row.class);
    for (const id of idsOf(row)) bases.set(id, { name, price: show.price + price });
  }
  return bases;
}

/** Prices of the seats of a show, with the price types that were chosen in this tab. */
export class Prices {
  #show;
  #bases; // id of a seat -> {name, price} of its class
  #types; // id of a seat -> id of its price type, if it is not the first

  constructor(show) {
    this.#show = show;
    this.#bases = basesOf(show);
    this.#types = JSON.parse(sessionStorage.getItem(typesPlace(show.id))) ?? {};
  }

  /** Whether the show has that seat. */
  has(id) {
    return this.#bases.has(id);
  }

  className(id) {
    return this.#bases.get(id).name;
  }

  /** "₹150.00" */
  textOf(id) {
    return money(this.#priceOf(id), this.#show.currency);
  }

  /** "2 seats, ₹300.00" */
  sum(ids) {
    const total = [...ids].reduce((sum, id) => sum + this.#priceOf(id), 0);
    return t('choice.sum', { count: ids.size, price: money(total, this.#show.currency) });
  }

  /** The seats as the server wants them. */
  lines(ids) {
    return [...ids].map((id) => {
      const type = this.#typeOf(id);
      return type ? { seat: id, type: type.id } : id;
    });
  }

  /** Chooses who sits there; null in a show without price types. Calls `changed()`. */
  field(id, busy, changed) {
    const { priceTypes, currency } = this.#show;
    if (!priceTypes) return null;
    const base = this.#bases.get(id).price;
    const field = element(
      'select',
      {
        'aria-label': t('choice.price', { seat: id }),
        disabled: busy,
        onchange: () => {
          this.#types[id] = field.value;
          this.#save();
          changed();
        },
      },
      priceTypes.map(({ id: type, name, price }) =>
        element('option', { value: type },
          t('choice.priceOption', { name, price: money(base + price, currency) }))),
    );
    field.value = this.#typeOf(id).id;
    return field;
  }

  /**
   * Gives `seats` the price types of `lines`, those of seats that were chosen before: a seat of both
   * keeps its own, the others get the remaining ones in their order.
   */
  takeOver(lines, seats) {
    if (!this.#show.priceTypes || !lines.length) return;
    const own = new Map(lines.map(({ seat, type }) => [seat, type]));
    const rest = lines.filter(({ seat }) => !seats.includes(seat)).map(({ type }) => type);
    for (const id of seats) this.#types[id] = own.get(id) ?? rest.shift() ?? this.#types[id];
    this.#save();
  }

  #save() {
    sessionStorage.setItem(typesPlace(this.#show.id), JSON.stringify(this.#types));
  }

  /** The chosen price type of a seat; undefined in a show without any. */
  #typeOf(id) {
    const { priceTypes } = this.#show;
    return priceTypes?.find((type) => type.id === this.#types[id]) ?? priceTypes?.[0];
  }

  #priceOf(id) {
    return this.#bases.get(id).price + (this.#typeOf(id)?.price ?? 0);
  }
}
