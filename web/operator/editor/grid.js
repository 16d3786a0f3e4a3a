// The rows and places of a hall, in which places are picked by pointer and keyboard.
//
// It is an ARIA grid. One cell at a time is in the page's tab order; the first cell of a row is its
// name, which picks the whole row. Rows are centred as customers see them, so a range over several
// rows has the places between two distances from the middle.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { followDrag } from './drag.js';
import { seatsOf } from './plan.js';

const nameCell = -1; // the place of the name of a row
const letterOf = { wheelchair: 'W', companion: 'C', restricted_view: 'R' };
const attributeWords = {
  wheelchair: 'wheelchair', companion: 'companion', restricted_view: 'restricted view',
};
const mostClassChars = 16; // that are shown beside a row
const mostPlaceChars = 3; // that fit on a place in the usual size

const positionOf = (row, at) => at - (row.places.length - 1) / 2;

/** `W`, `WC`, or `W+` of all three: more letters do not fit on a place. */
function lettersOf(attributes) {
  const letters = attributes.map((each) => letterOf[each] ?? '?').join('');
  return letters.length > 2 ? `${letters[0]}+` : letters;
}

/** Names a place that is a seat. */
function label(cell, { id, attributes, blocked }, className) {
  const offers = attributes.map((each) => attributeWords[each] ?? each);
  const words = [id, className, ...offers, blocked && 'blocked'].filter(Boolean).join(', ');
  cell.setAttribute('aria-label', words);
  cell.title = words;
}

export class Grid {
  #plan;
  #lines = []; // {row, line, title, kind, cells, name} as drawn; `name` is that of the class
  #picked = new Map(); // index of a row -> Set of indices of places
  #anchor = null; // where a range begins, {row, at}
  #current = { row: 0, at: nameCell }; // the cell in the tab order
  #dragged = null; // while the button is down: the picked places of before that stay
  #ranges = element('button', {
    type: 'button', class: 'button plan-ranges', 'aria-pressed': 'false',
    onclick: () => this.#switchRanges(),
  }, 'Pick ranges by two taps');
  #changed;
  #window = element('div', { class: 'plan-place' });
  #grid = element('div', {
    class: 'plan', role: 'grid', 'aria-label': 'Seats of the hall', 'aria-multiselectable': 'true',
  });
  #none = element('p', { class: 'soft' }, 'No rows yet. Add rows, or import a plan.');

  /** `changed()` is called when other places are picked; `keys(event)` sees all other keys. */
  constructor(changed, keys) {
    this.#changed = changed;
    this.#window.append(this.#none, this.#grid);
    this.element = element('div', {}, this.#ranges,
      element('p', { class: 'plan-screen', 'aria-hidden': 'true' }, 'Screen'), this.#window);
    this.#grid.addEventListener('pointerdown', (event) => this.#pressed(event));
    this.#grid.addEventListener('click', (event) => this.#tapped(event));
    this.#grid.addEventListener('keydown', (event) => this.#key(event) || keys(event));
    this.#grid.addEventListener('keyup', (event) => { // A space would click the cell.
      if (event.key === ' ') event.preventDefault();
    });
    this.#grid.addEventListener('focusin', (event) => this.#reach(this.#cellOf(event.target)));
  }

  get picked() {
    return this.#picked;
  }

  /** Draws the plan. What is picked stays as far as it is there. */
  draw(plan) {
    const before = this.#plan;
    this.#plan = plan;
    if (before?.rows === plan.rows && before.classes === plan.classes) return;
    const ids = (classes) => classes.map(({ id }) => id).join('\n');
    const all = !before || ids(before.classes) !== ids(plan.classes); // A class has a colour.
    const focused = this.#grid.contains(document.activeElement);
    this.#follow(before?.rows ?? [], plan.rows);
    this.#none.hidden = plan.rows.length !== 0;
    this.#grid.hidden = plan.rows.length === 0;
    const drawn = new Map(all ? [] : this.#lines.map((each) => [each.row, each]));
    this.#lines = plan.rows.map((row) => drawn.get(row) ?? this.#line(row));
    this.#nameClasses();
    this.#place();
    this.#keepPicked();
    this.#reach(this.#nearest(this.#current), true);
    if (focused) this.focus();
  }

  /** Writes the names of the classes where they changed: nothing else is drawn anew. */
  #nameClasses() {
    const names = new Map(this.#plan.classes.map(({ id, name }) => [id, name]));
    const longest = Math.max(0, ...[...names.values()].map((name) => name.length));
    this.#grid.style.setProperty('--class-chars', String(Math.min(longest, mostClassChars)));
    for (const each of this.#lines) {
      const { row, title, kind, cells } = each;
      const name = names.get(row.class) ?? row.class;
      if (name === each.name) continue;
      each.name = name;
      kind.textContent = name;
      kind.title = name; // It may be cut.
      title.setAttribute('aria-label', [`Row ${row.name}`, name,
        counted(seatsOf(row).length, 'seat'), row.offset && `curve ${row.offset}`]
        .filter(Boolean).join(', '));
      row.places.forEach((place, at) => place && label(cells[at], place, name));
    }
  }

  focus() {
    this.#elementOf(this.#current)?.focus();
  }

  /** Puts the lines into the page; those that are there already are moved only if they must. */
  #place() {
    const wanted = new Set(this.#lines.map(({ line }) => line));
    for (const line of [...this.#grid.children]) if (!wanted.has(line)) line.remove();
    this.#lines.forEach(({ line, row }, at) => {
      // The ends of a row must not lie on those of the row before it.
      const more = Math.max(0, row.offset - (this.#plan.rows[at - 1]?.offset ?? 0)) / 10;
      if (line.style.getPropertyValue('--room') !== String(more))
        line.style.setProperty('--room', String(more));
      const there = this.#grid.children[at];
      if (there !== line) this.#grid.insertBefore(line, there ?? null);
    });
  }

  /** Picks exactly these rows, with all of their places. */
  pickRows(indices) {
    this.#anchor = null;
    this.#pick(new Map(indices.map((at) => [at, this.#allOf(at)])));
    if (indices.length !== 0) this.#reach({ row: indices[0], at: nameCell });
  }

  #allOf(row) {
    return new Set(this.#plan.rows[row].places.keys());
  }

  #line(row) {
    const { stem } = row.numbering ?? { stem: '' };
    const cells = row.places.map((place, number) => this.#cell(row, place, stem, number));
    const colour = this.#plan.classes.findIndex(({ id }) => id === row.class) % 6;
    const title = element('span', {
      class: 'plan-name', role: 'rowheader', tabindex: -1, title: row.name,
    }, row.name);
    const kind = element('span', { class: 'plan-class', 'aria-hidden': 'true' });
    const line = element('div', { class: 'plan-row', role: 'row', 'data-class': colour },
      title, element('span', { class: 'plan-cells', role: 'presentation' }, cells), kind);
    return { row, line, title, kind, cells };
  }

  #cell(row, place, stem, at) {
    const made = element('button', {
      type: 'button', class: 'place', role: 'gridcell', tabindex: -1, 'aria-selected': 'false',
    });
    if (place === null) {
      made.setAttribute('aria-label', `Row ${row.name}, aisle`);
      made.classList.add('place-aisle');
    } else {
      const { id, attributes, blocked } = place;
      made.dataset.seat = id;
      made.dataset.name = attributes.length === 0
        ? id.slice(id.startsWith(stem) ? stem.length : 0) : lettersOf(attributes);
      made.classList.toggle('place-small', made.dataset.name.length > mostPlaceChars);
      made.classList.toggle('place-offers', attributes.length !== 0);
      made.classList.toggle('place-blocked', blocked);
    }
    if (row.offset) {
      const end = positionOf(row, at) / Math.max(1, (row.places.length - 1) / 2);
      made.style.setProperty('--bend', String((end * end * row.offset) / 10));
    }
    return made;
  }

  #elementOf({ row, at }) {
    const line = this.#lines[row];
    return at === nameCell ? line?.title : line?.cells[at];
  }

  /** {row, at} of an element in the grid; null beside the cells. */
  #cellOf(target) {
    const cell = target.closest('.place, .plan-name');
    if (!cell) return null;
    const row = this.#lines.findIndex(({ line }) => line === cell.closest('.plan-row'));
    return row < 0 ? null : { row, at: this.#lines[row].cells.indexOf(cell) };
  }

  /** The cell itself, or the one nearest to it that is there. */
  #nearest({ row, at }) {
    const there = Math.min(row, this.#lines.length - 1);
    if (there < 0) return { row: 0, at: nameCell };
    return { row: there, at: Math.min(at, this.#lines[there].cells.length - 1) };
  }

  #reach(cell, isDrawn = false) {
    if (!cell) return;
    const before = this.#elementOf(this.#current);
    if (before) before.tabIndex = -1;
    this.#current = cell;
    const now = this.#elementOf(cell);
    if (now) now.tabIndex = 0;
    if (isDrawn) // A row that was kept may have been the current one.
      for (const each of this.#grid.querySelectorAll('[tabindex="0"]'))
        if (each !== now) each.tabIndex = -1;
  }

  /** What is picked moves with its rows; rows that were changed in place stay picked. */
  #follow(before, after) {
    const indexOf = (row) => {
      const at = after.indexOf(before[row]);
      return at < 0 && before.length === after.length ? row : at;
    };
    if (before === after) return;
    const picked = [...this.#picked].map(([row, places]) => [indexOf(row), places]);
    this.#picked = new Map(picked.filter(([row]) => row >= 0));
    const row = indexOf(this.#current.row);
    if (row >= 0) this.#current = { row, at: this.#current.at };
    this.#anchor = null;
  }

  /** Picks what is still there. */
  #keepPicked() {
    const kept = new Map();
    for (const [row, places] of this.#picked) {
      const there = [...places].filter((at) => at < this.#plan.rows[row].places.length);
      if (there.length !== 0) kept.set(row, new Set(there));
    }
    this.#pick(kept);
  }

  /** Shows that exactly these places are picked. */
  #pick(picked) {
    const mark = (cell, is) => {
      if ((cell.getAttribute('aria-selected') === 'true') !== is)
        cell.setAttribute('aria-selected', String(is));
    };
    for (const row of new Set([...this.#picked.keys(), ...picked.keys()])) {
      if (!this.#lines[row]) continue;
      const { cells, title } = this.#lines[row];
      const places = picked.get(row);
      cells.forEach((cell, at) => mark(cell, places?.has(at) ?? false));
      mark(title, places?.size === cells.length);
    }
    this.#picked = picked;
    this.#changed();
  }

  /** The places between two cells. */
  #range(from, to) {
    const [first, last] = [from.row, to.row].sort((a, b) => a - b);
    const whole = from.at === nameCell || to.at === nameCell;
    const ends = [from, to].map(({ row, at }) => positionOf(this.#plan.rows[row], at));
    const [low, high] = [Math.min(...ends) - 0.5, Math.max(...ends) + 0.5];
    const picked = new Map();
    for (let row = first; row <= last; ++row) {
      const places = [...this.#plan.rows[row].places.keys()].filter((at) => {
        const position = positionOf(this.#plan.rows[row], at);
        return whole || (position >= low && position < high);
      });
      if (places.length !== 0) picked.set(row, new Set(places));
    }
    return picked;
  }

  /** Both, or the places of one without those of the other if it has all of them. */
  #toggled(kept, range) {
    const all = [...range].every(([row, places]) =>
      [...places].every((at) => kept.get(row)?.has(at)));
    const picked = new Map([...kept].map(([row, places]) => [row, new Set(places)]));
    for (const [row, places] of range) {
      const now = picked.get(row) ?? new Set();
      for (const at of places) all ? now.delete(at) : now.add(at);
      if (now.size === 0) picked.delete(row);
      else picked.set(row, now);
    }
    return picked;
  }

  #pressed(event) {
    const cell = this.#cellOf(event.target);
    if (!cell || event.button !== 0 || event.pointerType === 'touch') return;
    const isRange = event.shiftKey && this.#anchor;
    if (!isRange) this.#anchor = cell;
    this.#dragged = event.ctrlKey || event.metaKey ? this.#picked : new Map();
    this.#pick(this.#toggled(this.#dragged, this.#range(this.#anchor, cell)));
    this.#reach(cell);
    this.focus();
    followDrag(this.#window, this.#grid,
      (x, y) => this.#dragTo(this.#cellAt(x, y)), () => this.#dropped());
  }

  #dragTo(cell) {
    if (!cell || (cell.row === this.#current.row && cell.at === this.#current.at)) return;
    this.#pick(this.#toggled(this.#dragged, this.#range(this.#anchor, cell)));
    this.#reach(cell);
  }

  #dropped() {
    this.#dragged = null;
    this.#elementOf(this.#current)?.focus({ preventScroll: true });
  }

  /** The place at a point of the window, or the one beside it; null if there is no row. */
  #cellAt(x, y) {
    const hit = document.elementFromPoint(x, y);
    if (!this.#anchor || !this.#grid.contains(hit)) return null;
    const row = this.#lines.findIndex(({ line }) => line === hit.closest('.plan-row'));
    if (row < 0) return null;
    if (this.#anchor.at === nameCell) return { row, at: nameCell };
    const { cells } = this.#lines[row];
    const at = cells.indexOf(hit.closest('.place'));
    if (at >= 0) return { row, at };
    const [first, last] = [cells[0], cells.at(-1)].map((cell) => cell.getBoundingClientRect());
    const width = cells.length === 1 ? first.width : (last.left - first.left) / (cells.length - 1);
    const nearest = Math.floor((x - first.left) / width);
    return { row, at: Math.max(0, Math.min(cells.length - 1, nearest)) };
  }

  #switchRanges() {
    const isOn = this.#ranges.getAttribute('aria-pressed') !== 'true';
    this.#ranges.setAttribute('aria-pressed', String(isOn));
    this.#anchor = null;
  }

  /** A tap picks a place or drops it; a mouse has done its work already. */
  #tapped(event) {
    const cell = this.#cellOf(event.target);
    if (!cell || ['mouse', 'pen'].includes(event.pointerType)) return;
    const isSecond = this.#anchor !== null && this.#ranges.getAttribute('aria-pressed') === 'true';
    const from = isSecond ? this.#anchor : cell;
    this.#pick(this.#toggled(this.#picked, this.#range(from, cell)));
    this.#anchor = isSecond ? null : cell;
  }

  /** Handles the keys that move and pick; whether it was one of them. */
  #key(event) {
    if (event.altKey || event.metaKey) return false;
    const to = this.#target(event);
    if (to) {
      if (event.shiftKey) this.#anchor ??= this.#current;
      else this.#anchor = null;
      this.#reach(to);
      this.focus();
      if (event.shiftKey) this.#pick(this.#range(this.#anchor, to));
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.#anchor = this.#current;
      this.#pick(this.#toggled(this.#picked, this.#range(this.#current, this.#current)));
    } else if (event.key === 'a' && event.ctrlKey) {
      this.#pick(new Map(this.#plan.rows.map((_, at) => [at, this.#allOf(at)])));
    } else if (event.key === 'Escape') {
      this.#anchor = null;
      this.#pick(new Map());
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** Where the key leads to; null if it is none that moves. */
  #target({ key, ctrlKey }) {
    const { row, at } = this.#current;
    const last = this.#lines.length - 1;
    const end = (line) => this.#lines[line].cells.length - 1;
    const keys = {
      ArrowLeft: () => ({ row, at: Math.max(nameCell, at - 1) }),
      ArrowRight: () => ({ row, at: Math.min(end(row), at + 1) }),
      ArrowUp: () => this.#beside(Math.max(0, row - 1)),
      ArrowDown: () => this.#beside(Math.min(last, row + 1)),
      Home: () => ({ row: ctrlKey ? 0 : row, at: ctrlKey ? 0 : nameCell }),
      End: () => ({ row: ctrlKey ? last : row, at: end(ctrlKey ? last : row) }),
    };
    return Object.hasOwn(keys, key) ? keys[key]() : null;
  }

  /** The cell of another row that is nearest to the current one. */
  #beside(row) {
    const { row: from, at } = this.#current;
    if (at === nameCell) return { row, at };
    const middle = (this.#plan.rows[row].places.length - 1) / 2;
    const to = Math.round(positionOf(this.#plan.rows[from], at) + middle);
    return { row, at: Math.max(0, Math.min(to, this.#lines[row].cells.length - 1)) };
  }
}
