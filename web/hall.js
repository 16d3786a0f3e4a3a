// Draws a hall and the states of its seats, and lets seats be chosen by pointer and by keyboard.
//
// The hall is an ARIA grid of one row for each row of seats. One seat at a time is in the page's
// tab order; the arrow keys go to its neighbours. What a seat looks like follows from data-state
// and data-mark in hall.css: a change sets attributes and moves nothing.

import { element } from './dom.js';
import { money } from './money.js';

export const stateWords = {
  available: 'available',
  in_review: 'being booked by others',
  held: 'held until it is paid',
  sold: 'sold',
  blocked: 'not for sale',
};

function wordsOf(state, mark) {
  if (mark === 'mine') return 'yours';
  if (mark === '') return stateWords[state];
  return state === 'available' ? 'your choice' : `your choice, ${stateWords[state]}`;
}

/** What stands on a seat for the eye: its id without the row's name, which stands beside it. */
function shortName(id, row) {
  return id.length > row.length && id.startsWith(row) ? id.slice(row.length) : id;
}

export class Hall {
  #seats = new Map(); // id -> {element, row, position, state, mark, words}
  #rows = []; // ids of each row, in order
  #element;
  #select;
  #label;
  #choosable;
  #current = null; // id in the tab order

  /**
   * show: as GET /api/movieshow/{id} tells it.
   * select(id): called when a seat is chosen, whatever its state; null: seats are to look at only.
   * label(id, state): the accessible name of a seat, where the usual one does not serve.
   * choosable: states of seats that can be chosen; the others are told to be disabled.
   */
  constructor(root, show, { select = null, label = null, choosable = ['available'] } = {}) {
    this.#select = select;
    this.#choosable = choosable;
    this.#label = label;
    const grid = element(
      'div',
      { class: 'hall-grid', role: 'grid', 'aria-label': `Seats of ${show.hall}` },
      this.#bands(show),
    );
    this.#element = element(
      'div',
      { class: 'hall' },
      element('div', { class: 'hall-screen', 'aria-hidden': 'true' }, 'Screen'),
      grid,
    );
    this.#element.style.setProperty(
      '--columns',
      Math.max(...show.rows.map((row) => row.seats.length)),
    );
    grid.addEventListener('click', (event) => this.#chosen(event));
    grid.addEventListener('keydown', (event) => this.#moved(event));
    grid.addEventListener('focusin', (event) => this.#reach(event.target.dataset.seat));
    this.#reach(this.#rows.find((row) => row.length)?.[0]);
    root.replaceChildren(this.#element);
  }

  /** Brings the middle of a hall that is wider than its place into view. */
  center() {
    this.#element.scrollLeft = (this.#element.scrollWidth - this.#element.clientWidth) / 2;
  }

  /** All seats anew. */
  draw(seats) {
    this.change(seats);
  }

  change(changed) {
    for (const [id, state] of Object.entries(changed)) {
      const seat = this.#seats.get(id);
      if (!seat || seat.state === state) continue;
      seat.state = state;
      this.#show(id, seat);
    }
  }

  /** The seats that are the viewer's own; `mark` is `chosen` or `mine`. No others are. */
  mark(ids, mark = 'chosen') {
    const wanted = new Set(ids);
    for (const [id, seat] of this.#seats) {
      const now = wanted.has(id) ? mark : '';
      if (seat.mark === now) continue;
      seat.mark = now;
      this.#show(id, seat);
    }
  }

  focus(id) {
    this.#seats.get(id)?.element.focus();
  }

  /** What the hall shows of a seat. */
  stateOf(id) {
    return this.#seats.get(id)?.state;
  }

  // Rows of one class that follow each other are a band with the class's name and price above it.
  #bands(show) {
    const classes = new Map(show.classes.map((each) => [each.id, each]));
    const bands = [];
    let last = {};
    for (const row of show.rows) {
      if (row.class !== last.class) {
        const { name, price } = classes.get(row.class);
        const cost = money(show.price + price, show.currency);
        const band = element(
          'div',
          { class: 'hall-band', role: 'rowgroup' },
          element(
            'div',
            { class: 'hall-class', 'aria-hidden': 'true' },
            element('span', { class: 'hall-class-name' }, name),
            element('span', { class: 'hall-class-price' }, cost),
          ),
        );
        bands.push(band);
        last = { class: row.class, band, words: `${name}, ${cost}` };
      }
      last.band.append(this.#row(row, last.words));
    }
    return bands;
  }

  #row(row, words) {
    const ids = [];
    const places = row.seats.map((id, at) => {
      if (id === null) return element('span', { class: 'hall-aisle' });
      ids.push(id);
      // Rows are centred, so neighbours in other rows are found by the distance from the middle.
      return this.#seat(id, row.row, at - (row.seats.length - 1) / 2, words);
    });
    const name = element('span', { class: 'hall-row-name', 'aria-hidden': 'true' }, row.row);
    const line = element(
      'div',
      { class: 'hall-row', role: 'row' },
      name,
      places,
      name.cloneNode(true),
    );
    this.#rows.push(ids);
    return line;
  }

  #seat(id, row, position, words) {
    const made = element('button', {
      type: 'button',
      class: 'seat',
      role: 'gridcell',
      tabindex: '-1',
      'data-seat': id,
      'data-name': shortName(id, row),
    });
    const seat = {
      element: made,
      row: this.#rows.length,
      position,
      state: 'available',
      mark: '',
      words,
    };
    this.#seats.set(id, seat);
    this.#show(id, seat);
    return made;
  }

  #show(id, seat) {
    const { element: shown, state, mark, words } = seat;
    shown.dataset.state = state;
    if (mark) shown.dataset.mark = mark;
    else delete shown.dataset.mark;
    const said = this.#label?.(id, state) ?? `${id}, ${words}, ${wordsOf(state, mark)}`;
    shown.setAttribute('aria-label', said);
    if (!this.#select) return;
    shown.setAttribute('aria-selected', String(mark === 'chosen'));
    shown.setAttribute('aria-disabled', String(!this.#choosable.includes(state) && !mark));
  }

  #reach(id) {
    if (!id || id === this.#current) return;
    const before = this.#seats.get(this.#current);
    if (before) before.element.tabIndex = -1;
    this.#seats.get(id).element.tabIndex = 0;
    this.#current = id;
  }

  #chosen(event) {
    const id = event.target.closest('.seat')?.dataset.seat;
    if (id && this.#select) this.#select(id);
  }

  #moved(event) {
    const seat = this.#seats.get(event.target.dataset.seat);
    if (!seat || event.altKey || event.metaKey) return;
    const row = this.#rows[seat.row];
    const at = row.indexOf(event.target.dataset.seat);
    const all = event.ctrlKey ? this.#rows.flat() : row;
    const to = {
      ArrowLeft: () => row[at - 1],
      ArrowRight: () => row[at + 1],
      ArrowUp: () => this.#nearest(seat, -1),
      ArrowDown: () => this.#nearest(seat, 1),
      Home: () => all[0],
      End: () => all.at(-1),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.focus(to());
  }

  #nearest(seat, step) {
    let at = seat.row + step;
    while (this.#rows[at]?.length === 0) at += step;
    const distance = (id) => Math.abs(this.#seats.get(id).position - seat.position);
    return this.#rows[at]?.reduce((best, id) => (distance(id) < distance(best) ? id : best));
  }
}
