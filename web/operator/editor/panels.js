// The forms beside the plan: the hall, its classes, new rows, and the import of a plan.
import { element } from '../../dom.js';
import { settings } from '../../settings.js';
import { amountHint, amountOf, amountText } from '../form/amounts.js';
import { Field } from '../form/fields.js';
import { matterOf } from '../problems.js';
import { UnreadablePlan } from './import_plan.js';
import {
  addClass, addRows, changeClass, mostSeats, nextName, removeClass, seatsIn, sizeLimit,
} from './plan.js';

const card = (title, ...content) =>
  element('section', { class: 'card', 'aria-label': title },
    element('h2', {}, title), content);

/** A datalist of the time zones that the browser knows. */
export function zonesList(id) {
  return element('datalist', { id }, Intl.supportedValuesOf('timeZone').map((zone) =>
    element('option', { value: zone })));
}

/** Shows a value in a field, unless that is what somebody has just typed there. */
function write(field, text) {
  if (field.value === text) return;
  field.value = text;
  field.fail('');
}

/** Whether a text may yet become an amount, with what is typed next. */
const isBegun = (text) => /^[+\u2212-]?\d*[.,]?$/.test(text);

/** Name and time zone. */
export class FactsPanel {
  name = new Field('Name of the hall', { maxlength: 200 });
  zone = new Field('Time zone', {
    list: 'hall-zones', spellcheck: 'false', maxlength: 64,
    hint: 'Such as Europe/Berlin. Empty: the zone of the cinema.',
  });

  /** `apply(change, series)`: as in Steps. */
  constructor(apply) {
    // While it is typed: leaving a field changes nothing that the pointer is about to press.
    const on = (field, member) => field.control.addEventListener('input', () =>
      apply((plan) => (plan[member] === field.value ? plan
        : { ...plan, [member]: field.value }), member));
    on(this.name, 'name');
    on(this.zone, 'timeZone');
    this.element = card('Hall', this.name.element, this.zone.element, zonesList('hall-zones'));
  }

  draw(plan) {
    write(this.name, plan.name);
    write(this.zone, plan.timeZone);
  }
}

/** The classes with what a seat of each costs more than the price of the show. */
export class ClassesPanel {
  #apply;
  #plan;
  #lines = []; // {id, name, price, remove, line}, fields
  #list = element('div', { class: 'class-list' });
  #currency = new Field('Prices in', { tag: 'select', options: [] });
  #name = new Field('New class', { maxlength: 200 });
  #price = new Field('Extra price', { inputmode: 'decimal', value: '0' });

  constructor(apply, currency) {
    this.#apply = apply;
    this.#currency.offer(Object.keys(settings()?.currencies ?? { [currency]: 2 })
      .map((each) => [each, each]));
    this.#currency.value = currency;
    this.#currency.control.addEventListener('change', () => this.#build());
    this.element = card('Classes',
      element('p', { class: 'soft small' },
        'A seat costs the price of the show and the extra price of its class. A row is of one.'),
      this.#list,
      element('form', {
        class: 'class-line', novalidate: true, onsubmit: (event) => this.#add(event),
      },
        this.#name.element, this.#price.element,
        element('button', { class: 'button' }, 'Add class')),
      this.#currency.element);
  }

  get currency() {
    return this.#currency.value;
  }

  /** The field of `classes[1].name` or `classes[1].price`. */
  fieldOf(at, member) {
    return this.#lines[at]?.[member === 'price' ? 'price' : 'name'];
  }

  /** [{field, text}] of prices that are no amounts: they are not in the plan. */
  get errors() {
    return this.#lines.filter(({ price }) => amountOf(price.value, this.currency) === null)
      .map(({ price }) => ({ field: price, text: amountHint(this.currency) }));
  }

  /** Fields stay as they are while something is typed there. */
  draw(plan) {
    const isOther = plan.classes !== this.#plan?.classes || plan.rows !== this.#plan?.rows;
    this.#plan = plan;
    if (!isOther) return;
    const isSame = plan.classes.length === this.#lines.length
      && plan.classes.every(({ id }, at) => id === this.#lines[at].id);
    if (isSame) this.#drawLines();
    else this.#build();
  }

  #drawLines() {
    const { classes, rows } = this.#plan;
    const used = new Set(rows.map((row) => row.class));
    this.#lines.forEach(({ name, price, remove }, at) => {
      const { id, name: text, price: value } = classes[at];
      write(name, text);
      const typed = amountOf(price.value, this.currency);
      if (typed !== null && typed !== value) price.value = amountText(value, this.currency);
      remove.setAttribute('aria-label', `Remove class ${text}`);
      remove.disabled = used.has(id) || classes.length === 1;
      remove.title = used.has(id) ? 'Rows have this class.' : '';
    });
  }

  #build() {
    const { classes } = this.#plan;
    const focused = this.#lines.flatMap(({ name, price, remove }, at) =>
      [[name.control, at, 'name'], [price.control, at, 'price'], [remove, at, 'remove']])
      .find(([control]) => control === document.activeElement);
    this.#lines = classes.map((each, at) => this.#line(each, at));
    this.#list.replaceChildren(...this.#lines.map(({ line }) => line));
    this.#drawLines();
    if (!focused) return;
    const [, at, part] = focused;
    const there = this.#lines[Math.min(at, this.#lines.length - 1)];
    (there[part].control ?? there[part]).focus();
  }

  #line({ id, name: text, price: value }, at) {
    const name = new Field(`Class ${at + 1}`, { maxlength: 200, value: text });
    const price = new Field(`Extra price ${at + 1}`, {
      inputmode: 'decimal', value: amountText(value, this.currency),
    });
    name.control.addEventListener('input', () => {
      this.#apply((plan) => changeClass(plan, at, { name: name.value }), `${id} name`);
      if (this.#hasOther(name.value, at)) name.fail(`Another class is called ${name.value} too.`);
    });
    price.control.addEventListener('input', () => {
      const amount = amountOf(price.value, this.currency);
      if (amount !== null)
        this.#apply((plan) => changeClass(plan, at, { price: amount }), `${id} price`);
      else if (!isBegun(price.value)) price.fail(amountHint(this.currency));
    });
    const remove = element('button', {
      type: 'button', class: 'button',
      onclick: () => this.#apply((plan) => removeClass(plan, at)),
    }, 'Remove');
    const line = element('div', { class: 'class-line', 'data-class': at % 6 },
      name.element, price.element, remove);
    return { id, line, name, price, remove };
  }

  /** Whether a class that is not at `at` has that name. */
  #hasOther(name, at = -1) {
    const same = (each) => each.trim().toLowerCase() === name.trim().toLowerCase();
    return this.#plan.classes.some((each, place) => place !== at && same(each.name));
  }

  #add(event) {
    event.preventDefault();
    const amount = amountOf(this.#price.value || '0', this.currency);
    if (amount === null) this.#price.fail(amountHint(this.currency));
    const name = this.#name.value;
    const isTaken = this.#hasOther(name);
    if (name === '') this.#name.fail('Give the class a name.');
    else if (isTaken)
      this.#name.fail(`There is a class ${name} already: give this one another name.`);
    if (amount === null || name === '' || isTaken) return;
    this.#apply((plan) => addClass(plan, name, amount));
    this.#name.value = '';
    this.#price.value = '0';
    this.#name.control.focus();
  }
}

/** Whole numbers between commas or spaces; null if there is something else. */
function numbersIn(text) {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  return parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.map(Number) : null;
}

/** Adds rows behind the last one. */
export class RowsPanel {
  #apply;
  #plan;
  #isNamed = false; // the name of the first row was typed
  #count = new Field('Number of rows', { type: 'number', min: 1, max: 200, value: 1 });
  #seats = new Field('Seats in each row', { type: 'number', min: 1, max: 500, value: 20 });
  #aisles = new Field('Aisles after seat', { hint: 'Such as 5, 15. Empty: no aisle.' });
  #name = new Field('Name of the first row', { maxlength: 64 });
  #class = new Field('Class', { tag: 'select', options: [] });

  constructor(apply) {
    this.#apply = apply;
    this.#name.control.addEventListener('input', () => { this.#isNamed = true; });
    this.element = card('Add rows',
      element('form', {
        class: 'rows-form', novalidate: true, onsubmit: (event) => this.#add(event),
      },
        this.#count.element, this.#seats.element, this.#aisles.element, this.#name.element,
        this.#class.element, element('button', { class: 'button button-primary' }, 'Add rows')));
  }

  draw(plan) {
    if (plan.classes !== this.#plan?.classes)
      this.#class.offer(plan.classes.map(({ id, name }) => [id, name]));
    this.#plan = plan;
    if (!this.#isNamed) this.#name.value = nextName(plan);
  }

  #add(event) {
    event.preventDefault();
    const [count, seats] = [this.#count, this.#seats].map((field) => Number(field.value));
    const aisles = numbersIn(this.#aisles.value);
    const wrong = [
      [this.#count, !Number.isInteger(count) || count < 1 || count > 200, 'Give 1 to 200 rows.'],
      [this.#seats, !Number.isInteger(seats) || seats < 1 || seats > 500, 'Give 1 to 500 seats.'],
      [this.#seats, seatsIn(this.#plan) + count * seats > mostSeats,
        tooMany(this.#plan, count * seats)],
      [this.#aisles, aisles === null, 'Give numbers of seats, such as 5, 15.'],
      [this.#name, this.#name.value === '', 'Give the row a name.'],
    ].filter(([, isWrong]) => isWrong);
    for (const [field, , text] of [...wrong].reverse()) field.fail(text); // The first text stays.
    if (wrong.length !== 0) return wrong[0][0].control.focus();
    const rows = { count, seats, aisles, name: this.#name.value, seatClass: this.#class.value };
    this.#isNamed = false;
    this.#apply((plan) => addRows(plan, rows));
  }
}

/** Why rows with so many seats are not added. */
function tooMany(plan, more) {
  const all = (seatsIn(plan) + more).toLocaleString('en');
  return `A hall has ${sizeLimit}; it would have ${all}.`;
}

const drawnExample = `[Stalls]
A: ####_########_####
B: ####_########_####
[Gallery]
C: _WC#_###XX###_####`;

const csvExample = `row,seat,class,attributes
A,1,Stalls,wheelchair
A,2,Stalls,companion
A,,,
A,3,Stalls,restricted_view blocked`;

/** Reads a hall from text; `read(text)` throws an UnreadablePlan that says what is wrong. */
export class ImportPanel {
  constructor(read) {
    const text = new Field('Plan or CSV', { tag: 'textarea', rows: 6, spellcheck: 'false' });
    const file = new Field('Or a file', { type: 'file', accept: '.txt,.csv,text/plain,text/csv' });
    file.control.addEventListener('change', async () => {
      const [chosen] = file.control.files;
      if (!chosen) return;
      text.value = await chosen.text();
      text.fail('');
    });
    const submit = (event) => {
      event.preventDefault();
      try {
        read(text.control.value);
      } catch (problem) {
        text.fail(problem instanceof UnreadablePlan ? problem.message : matterOf(problem));
        text.control.focus();
      }
    };
    this.element = card('Import',
      element('p', { class: 'soft small' },
        'The rows of the text take the place of all rows here. Undo brings them back.'),
      formats(),
      element('form', { class: 'import-form', onsubmit: submit },
        text.element, file.element, element('button', { class: 'button' }, 'Import')));
  }
}

function formats() {
  const example = (label, text) =>
    element('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text);
  return element('details', { class: 'formats' },
    element('summary', {}, 'How to write a plan'),
    element('p', {}, 'A line is a row, the first one nearest to the screen: its name, a colon, and '
      + 'its places from left to right. # is a seat, _ or a space an aisle, W a wheelchair place, '
      + 'C a companion seat, R a seat with restricted view, X a blocked seat. A line [Name] gives '
      + 'the class of the rows below it. Without names the rows are A, B, C …'),
    example('Example of a plan', drawnExample),
    element('p', {}, 'Or CSV, with the names of the columns in the first line; commas, semicolons '
      + 'or tabs separate. A seat is a number or a whole id; a line without a seat is an aisle. '
      + 'Attributes are wheelchair, companion, restricted_view and blocked, with spaces between.'),
    example('Example of CSV', csvExample));
}
