// The controls of a sale: how many of each price type, which seats, how it is paid.
import { element } from '../../dom.js';
import { listed } from '../../event_words.js';
import { money } from '../../money.js';

const methods = [
  ['CASH', 'Cash', 'C'], ['CARD', 'Card', 'K'], ['COMPLIMENTARY', 'Complimentary', 'F'],
];

const key = (name) => element('kbd', {}, name);

export class SaleForm {
  #show;
  #order;
  #on;
  #fields = new Map(); // price type -> input
  #types = element('div', { class: 'types' });
  #class = element('select', {
    id: 'class', onchange: () => this.#on.classed(this.#class.value),
  });
  #classField = element('div', { class: 'field' },
    element('label', { for: 'class' }, 'Class'), this.#class);
  #seats = element('p', { class: 'sale-seats', role: 'status' });
  #total = element('p', { class: 'sale-total number' });
  #error = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #best;
  #sells;

  /** on: counted(type, count), classed(id), best(), sell(method). */
  constructor(show, order, on) {
    this.#on = on;
    this.#best = element('button', { type: 'button', class: 'button', onclick: () => on.best() },
      'Best available ', key('B'));
    this.#sells = methods.map(([method, name, letter], place) => element('button', {
      type: 'button', class: `button ${place === 0 ? 'button-primary' : ''}`, 'data-method': method,
      'aria-keyshortcuts': letter, onclick: () => on.sell(method),
    }, name, ' ', key(letter)));
    this.element = element('form', {
      class: 'card sale-form', onsubmit: (event) => this.#entered(event),
    },
      element('h2', {}, 'Sale'),
      this.#types, this.#classField, this.#seats, this.#best, this.#total, this.#error,
      element('div', { class: 'methods', role: 'group', 'aria-label': 'Sell for' }, this.#sells),
      element('button', { class: 'visually-hidden', tabindex: -1, 'aria-hidden': 'true' }, 'Pay'),
      hints());
    this.use(show, order);
  }

  /** The show was changed: draws its price types and classes. */
  use(show, order) {
    this.#show = show;
    this.#order = order;
    this.#fields.clear();
    this.#types.replaceChildren(...order.types.map((type) => this.#typeRow(type)));
    this.#class.replaceChildren(element('option', { value: '' }, 'Any class'),
      ...show.classes.map(({ id, name, price }) =>
        element('option', { value: id }, `${name}, ${money(show.price + price, show.currency)}`)));
    this.#classField.hidden = show.classes.length < 2;
  }

  focus() {
    const [first] = this.#fields.values();
    first.focus();
    first.select();
  }

  set busy(busy) {
    this.element.setAttribute('aria-busy', String(busy));
    for (const part of this.element.querySelectorAll('input, select, button')) part.disabled = busy;
  }

  get said() {
    return this.#error.textContent;
  }

  say(text) {
    this.#error.textContent = text;
    this.#error.hidden = !text;
  }

  draw() {
    const { counts, count, lines, seats, byHand, isRefused, total } = this.#order;
    for (const [type, field] of this.#fields) {
      const text = counts.get(type) === 0 ? '' : String(counts.get(type));
      if (field.value !== text) field.value = text;
    }
    this.#seats.textContent = isRefused ? '' : seatWords(lines, count, byHand, this.#typeNames());
    this.#total.textContent = seats.length === 0 ? '' : money(total, this.#show.currency);
    this.#best.hidden = !byHand && !isRefused;
  }

  #typeNames() {
    return new Map((this.#show.priceTypes ?? []).map(({ id, name }) => [id, name]));
  }

  #typeRow({ id, name, price }) {
    const field = element('input', {
      id: `count-${id}`, inputmode: 'numeric', autocomplete: 'off', maxlength: 3, placeholder: '0',
      onfocus: () => field.select(), oninput: () => this.#typed(id, field),
    });
    const step = (by, label, text) => element('button', {
      type: 'button', class: 'button', 'aria-label': `${label} ${name}`, tabindex: -1,
      onclick: () => this.#on.counted(id, Math.max(0, this.#order.counts.get(id) + by)),
    }, text);
    this.#fields.set(id, field);
    const extra = price === 0 ? ''
      : `(${price > 0 ? '+' : '−'}${money(Math.abs(price), this.#show.currency)})`;
    return element('div', { class: 'type' },
      element('label', { for: `count-${id}` }, name, ' ', element('span', { class: 'soft' }, extra)),
      step(-1, 'Fewer', '−'), field, step(1, 'More', '+'));
  }

  #typed(type, field) {
    const digits = field.value.replace(/\D/g, '');
    if (digits !== field.value) field.value = digits;
    this.#on.counted(type, Number(digits));
  }

  /** Enter in a field goes to the ways to pay. */
  #entered(event) {
    event.preventDefault();
    this.#sells[0].focus();
  }
}

function seatWords(lines, count, byHand, names) {
  if (count === 0) return 'How many? Or choose seats in the hall.';
  if (lines.length === 0) return `${count} of the best seats…`;
  const seats = listed(lines.map(({ seat, type }) =>
    (names.has(type) ? `${seat} (${names.get(type)})` : seat)), 20);
  return byHand ? `Chosen: ${seats}` : `Best available: ${seats}`;
}

function hints() {
  const all = [['H', 'hall'], ['N', 'numbers'], ['P', 'print the last'], ['Esc', 'start over']];
  return element('p', { class: 'soft small hints' },
    'Type how many, then the way to pay. ',
    all.map(([name, words]) => [key(name), ` ${words} `]));
}
