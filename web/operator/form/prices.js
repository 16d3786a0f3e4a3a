// The part of the form of a show that says what its seats cost.
import { element } from '../../dom.js';
import { settings } from '../../settings.js';
import { amountHint, amountOf, amountText } from './amounts.js';
import { Field } from './fields.js';
import { idOf } from './ids.js';

const mostPrice = 10_000_000_000_000;

export class Prices {
  #classes = []; // {id, name, price: Field, base}
  #types = []; // {id, name: Field, price: Field, line}
  #shown; // the currency in which the amounts are shown
  currency = new Field('Currency', { tag: 'select', options: [] });
  price = new Field('Price of a seat', { inputmode: 'decimal' });
  #classList = element('div', { class: 'fields' });
  #typeList = element('div', { class: 'price-types' });

  /** `currency` is '' if one must be chosen; `fixed`: it cannot be changed. */
  constructor(currency, fixed) {
    const all = new Set([currency, ...Object.keys(settings()?.currencies ?? {})]);
    this.currency.offer([...all].sort().map((each) => [each, each || 'Choose the currency']));
    this.currency.value = currency;
    this.currency.control.disabled = fixed;
    this.currency.control.addEventListener('change', () => this.#inOtherCurrency());
    this.#shown = currency;
    this.element = element('div', { class: 'form-part' },
      element('div', { class: 'fields' }, this.currency.element, this.price.element),
      element('h2', { class: 'form-title' }, 'Extra price of each class'),
      this.#classList,
      element('h2', { class: 'form-title' }, 'Price types'),
      element('p', { class: 'soft small' },
        'Such as adult and child, with what each costs more or, with a minus, less. The first one '
        + 'is that of a seat without a choice. Without price types all pay the same.'),
      this.#typeList,
      element('button', {
        type: 'button', class: 'button', onclick: () => this.addType().name.control.focus(),
      }, 'Add price type'));
  }

  /** Shows the classes with their extra prices. */
  useClasses(classes) {
    this.#classes = classes.map(({ id, name, price }) => ({
      id, name, base: price,
      price: new Field(name, { inputmode: 'decimal', value: amountText(price, this.#shown) }),
    }));
    this.#classList.replaceChildren(...this.#classes.map(({ price }) => price.element));
  }

  useTypes(types) {
    for (const type of types) this.addType(type);
  }

  setPrice(value) {
    this.price.value = amountText(value, this.#shown);
  }

  addType({ id = null, name = '', price = 0 } = {}) {
    const type = {
      id,
      name: new Field('Type', { maxlength: 200, value: name }),
      price: new Field('Extra price', {
        inputmode: 'decimal', value: amountText(price, this.#shown),
      }),
    };
    const remove = element('button', {
      type: 'button', class: 'button', 'aria-label': `Remove price type ${name}`,
      onclick: () => this.#removeType(type),
    }, 'Remove');
    type.name.control.addEventListener('input', () =>
      remove.setAttribute('aria-label', `Remove price type ${type.name.value}`));
    type.line = element('div', { class: 'class-line' },
      type.name.element, type.price.element, remove);
    this.#types.push(type);
    this.#typeList.append(type.line);
    return type;
  }

  #removeType(type) {
    this.#types = this.#types.filter((each) => each !== type);
    type.line.remove();
    (this.#types.at(-1)?.name ?? this.price).control.focus();
  }

  /** The same figures in a currency that may have other decimals. */
  #inOtherCurrency() {
    const fields = [this.price, ...this.#classes.map(({ price }) => price),
      ...this.#types.map(({ price }) => price)];
    for (const field of fields) {
      const value = amountOf(field.value, this.#shown);
      if (value !== null) field.value = amountText(value, this.currency.value);
      field.fail('');
    }
    this.#shown = this.currency.value;
  }

  #amount(field) {
    return amountOf(field.value, this.currency.value);
  }

  /** {currency, price, classes, priceTypes}; without price types the last is null. */
  get values() {
    const used = new Set(this.#types.map(({ id }) => id).filter(Boolean));
    const priceTypes = this.#types.map((type) => {
      const id = type.id ?? idOf(type.name.value, used, { upper: true, most: 16 });
      used.add(id);
      return { id, name: type.name.value, price: this.#amount(type.price) };
    });
    return {
      currency: this.currency.value,
      price: this.#amount(this.price),
      classes: this.#classes.map(({ id, name, price }) =>
        ({ id, name, price: this.#amount(price) })),
      priceTypes: priceTypes.length === 0 ? null : priceTypes,
    };
  }

  /** What is wrong, [{field, detail}], by the names of the server. */
  get errors() {
    const { currency, price, classes, priceTypes } = this.values;
    const wrong = [];
    const need = (holds, field, detail) => { if (!holds) wrong.push({ field, detail }); };
    const isPrice = (value) => value >= 0 && value <= mostPrice;
    const types = priceTypes ?? [];
    need(currency !== '', 'currency', 'Choose the currency.');
    need(price !== null && isPrice(price), 'price', amountHint(currency));
    classes.forEach((each, at) =>
      need(each.price !== null, `classes[${at}].price`, amountHint(currency)));
    types.forEach((each, at) => {
      need(each.name !== '', `priceTypes[${at}].name`, 'Give the price type a name.');
      need(each.name === '' || types.findIndex(({ name }) => name === each.name) === at,
        `priceTypes[${at}].name`, `There is a price type ${each.name} already.`);
      need(each.price !== null, `priceTypes[${at}].price`, amountHint(currency));
    });
    need(types.length <= 20, 'price', 'A show has at most 20 price types: remove some.');
    if (wrong.length !== 0) return wrong;
    classes.forEach((each, at) => need(isPrice(price + each.price), `classes[${at}].price`,
      `A seat of ${each.name} would cost less than nothing.`));
    const least = Math.min(...classes.map((each) => price + each.price));
    types.forEach((each, at) => need(least < 0 || isPrice(least + each.price),
      `priceTypes[${at}].price`, `A seat for ${each.name} would cost less than nothing.`));
    return wrong;
  }

  /** The field of a path of the server; null if none is here. */
  fieldOf(path) {
    const [, list, at, member] = /^(classes|priceTypes)\[(\d+)\](?:\.(\w+))?$/.exec(path) ?? [];
    if (list === 'classes') return this.#classes[at]?.price ?? null;
    if (list === 'priceTypes')
      return this.#types[at]?.[member === 'price' ? 'price' : 'name'] ?? null;
    return { currency: this.currency, price: this.price, priceTypes: this.price }[path] ?? null;
  }
}
