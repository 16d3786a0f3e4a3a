// What can be done with the places and rows that are picked: `element` has the buttons above the
// grid, `more` the fields below it.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { Field } from '../form/fields.js';
import {
  appendSeats, duplicateRows, insertPlaces, moveRows, numberRows, pickedSeats, removePlaces,
  removeRows, renameRow, setRows, toAisles, toSeats, toggleAttribute, toggleBlocked,
} from './plan.js';

const attributes = [
  ['wheelchair', 'Wheelchair', 'w'], ['companion', 'Companion', 'c'],
  ['restricted_view', 'Restricted view', 'r'],
];
const kinds = [
  ['every', '1, 2, 3, 4 …'], ['second', 'odd or even: 1, 3, 5 … or 2, 4, 6 …'],
  ['centre', 'from the middle: 3, 1, 2, 4'],
];
const mostOffset = 50;

export class Tools {
  #plan;
  #picked = new Map();
  #apply;
  #words = element('p', { role: 'status' });
  #buttons = []; // those that need something picked
  #toggles = new Map(); // name of an attribute, or `blocked` -> its button
  #keys = new Map(); // key -> what it does
  #name = new Field('Row', { maxlength: 64 });
  #class = new Field('Class of the rows', { tag: 'select', options: [] });
  #curve = new Field('Curve of the rows', { type: 'range', min: 0, max: mostOffset, step: 1 });
  #bend = element('output');
  #start = new Field('First number', { type: 'number', min: 0, max: 9999, value: 1 });
  #kind = new Field('Count', { tag: 'select', options: kinds });
  #side = new Field('From', {
    tag: 'select', options: [['left', 'left to right'], ['right', 'right to left']],
  });

  /** `apply(change, series)` replaces the plan by `change(plan, picked)`; `series` as in Steps. */
  constructor(apply) {
    this.#apply = apply;
    this.element = element('div', { class: 'tools' },
      this.#words,
      group('Places',
        this.#button('Seat', 's', toSeats),
        this.#button('Aisle', 'a', toAisles),
        this.#toggle('Blocked', 'b', 'blocked', toggleBlocked),
        attributes.map(([name, text, key]) => this.#toggle(text, key, name,
          (plan, picked) => toggleAttribute(plan, picked, name))),
        this.#button('Insert aisle', 'i', (plan, picked) => insertPlaces(plan, picked, false)),
        this.#button('Insert seat', 'n', (plan, picked) => insertPlaces(plan, picked, true)),
        this.#button('Add at end', 'e', appendSeats),
        this.#button('Remove', 'Delete', removePlaces)),
      group('Rows',
        this.#button('Duplicate', 'd', duplicateRows),
        this.#button('Towards screen', '-', (plan, picked) => moveRows(plan, picked, -1)),
        this.#button('Away from screen', '+', (plan, picked) => moveRows(plan, picked, 1)),
        this.#button('Remove rows', null, removeRows)));
    this.more = element('div', { class: 'tools-more' }, this.#rowFields(), keysHelp());
  }

  /** Does what the key stands for; whether it stands for something. */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const change = this.#keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)
      ?? this.#classKey(event.key);
    if (!change || this.#picked.size === 0) return false;
    event.preventDefault();
    this.#apply(change);
    return true;
  }

  draw(plan, picked) {
    if (plan.classes !== this.#plan?.classes)
      this.#class.offer([['', '—'], ...plan.classes.map(({ id, name }) => [id, name])]);
    this.#plan = plan;
    this.#picked = picked;
    const rows = [...picked.keys()].sort((a, b) => a - b).map((at) => plan.rows[at]);
    const seats = pickedSeats(plan, picked);
    this.#words.textContent = rows.length === 0
      ? 'Pick places: click, drag over several, or click the name of a row.'
      : `${counted(seats.length, 'seat')} picked in ${counted(rows.length, 'row')}.`;
    for (const button of this.#buttons) button.disabled = rows.length === 0;
    for (const [name, button] of this.#toggles) drawToggle(button, name, seats);
    this.#drawRows(rows);
  }

  #drawRows(rows) {
    const fields = [this.#class, this.#curve, this.#start, this.#kind, this.#side];
    for (const field of fields) field.control.disabled = rows.length === 0;
    this.#name.control.disabled = rows.length !== 1;
    const name = rows.length === 1 ? rows[0].name : '';
    if (this.#name.value !== name) this.#name.value = name; // It may be what is typed there.
    const [first] = rows;
    const same = rows.every((row) => row.class === first.class);
    this.#class.value = first && same ? first.class : '';
    this.#curve.value = first?.offset ?? 0;
    this.#bend.textContent = curveText(first?.offset ?? 0);
    const { start, kind, fromRight } = first?.numbering ?? { start: 1, kind: 'every' };
    this.#start.value = start;
    this.#kind.value = kind;
    this.#side.value = fromRight ? 'right' : 'left';
  }

  #rowFields() {
    const numbers = this.#button('Number', null, (plan, picked) => numberRows(plan, picked, {
      start: Math.max(0, Math.trunc(Number(this.#start.value)) || 0),
      kind: this.#kind.value,
      fromRight: this.#side.value === 'right',
    }));
    this.#curve.element.append(this.#bend);
    this.#curve.control.addEventListener('input', () => {
      this.#bend.textContent = curveText(Number(this.#curve.value));
    });
    this.#name.control.addEventListener('input', () => { // Leaving it must change nothing.
      const [at] = this.#picked.keys();
      const name = this.#name.value;
      this.#apply((plan) => (name === '' || name === plan.rows[at].name
        ? plan : renameRow(plan, at, name)), `row ${at}`);
    });
    this.#on(this.#class, (plan, picked) => (this.#class.value === ''
      ? plan : setRows(plan, picked, { class: this.#class.value })));
    this.#on(this.#curve, (plan, picked) =>
      setRows(plan, picked, { offset: Number(this.#curve.value) }));
    this.#kind.control.addEventListener('change', () => {
      if (this.#kind.value === 'centre') this.#start.value = 1;
    });
    return element('div', { class: 'tool-fields' },
      this.#name.element, this.#class.element, this.#curve.element,
      element('fieldset', { class: 'tool-numbers' },
        element('legend', {}, 'Numbers of the seats'),
        this.#start.element, this.#kind.element, this.#side.element, numbers));
  }

  #on(field, change) {
    field.control.addEventListener('change', () => this.#apply(change));
  }

  /** The digits 1 to 9 stand for the classes. */
  #classKey(key) {
    const each = /^[1-9]$/.test(key) ? this.#plan.classes[Number(key) - 1] : undefined;
    return each && ((plan, picked) => setRows(plan, picked, { class: each.id }));
  }

  #button(text, key, change) {
    const button = element('button', {
      type: 'button', class: 'button', 'aria-keyshortcuts': key,
      onclick: () => this.#apply(change),
    }, text);
    if (key) this.#keys.set(key, change);
    this.#buttons.push(button);
    return button;
  }

  #toggle(text, key, name, change) {
    const button = this.#button(text, key, change);
    this.#toggles.set(name, button);
    return button;
  }
}

function drawToggle(button, name, seats) {
  const has = (seat) => (name === 'blocked' ? seat.blocked : seat.attributes.includes(name));
  const count = seats.filter(has).length;
  const pressed = count === 0 ? 'false' : count === seats.length ? 'true' : 'mixed';
  button.setAttribute('aria-pressed', pressed);
  if (seats.length === 0) button.disabled = true;
}

const curveText = (offset) => (offset === 0 ? 'straight' : `${offset / 10} seats`);

function group(label, ...buttons) {
  return element('div', { class: 'tool-group', role: 'group', 'aria-label': label },
    element('span', { class: 'tool-label', 'aria-hidden': 'true' }, label), buttons);
}

function keysHelp() {
  const keys = [
    ['Arrows, Home, End', 'move; with Shift they pick a range'],
    ['Space', 'picks a place or, on its name, a row'],
    ['Ctrl A, Escape', 'pick all, nothing'],
    ['S, A, B', 'seat, aisle, blocked'],
    ['W, C, R', 'wheelchair, companion, restricted view'],
    ['I, N, E', 'insert an aisle, insert a seat, add a seat at the end'],
    ['1 to 9', 'that class for the rows'],
    ['D, −, +, Delete', 'duplicate rows, move them, remove places'],
    ['Ctrl Z, Ctrl Y', 'undo, redo'],
  ];
  return element('details', { class: 'keys' },
    element('summary', {}, 'Keys in the plan'),
    element('dl', {}, keys.map(([name, text]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, text)))));
}
