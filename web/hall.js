// Draws a hall with the states of its seats; seats can be chosen by pointer and keyboard.
//
// The hall is an ARIA grid of one row for each row of seats. One seat at a time is in the page's
// tab order; the arrow keys go to its neighbours. What a seat looks like follows from data-state
// and data-mark in hall.css: a change sets attributes and moves nothing.
//
// Prices, and the names of seats with them, come after the first frame: the first text with money in
// it costs a browser some 20 ms (Intl loads its data), a third of what the hall costs.

import { element } from './dom.js';
import { attributesOf, idsOf, seatId } from './layout.js';
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

const isDigit = (text) => text >= '0' && text <= '9';

/** Whether the texts are 1, 2, 3 … from one side or from the other. */
function isCount(texts) {
  const counts = (text, at) => text === String(at + 1);
  return texts.every(counts) || texts.toReversed().every(counts);
}

/**
 * The text on each seat of a row: its id without the row's name, which stands beside the row. The
 * ids stay whole if that would cut through a number: 10 in a row 1 of 1 to 10 is not "0".
 */
export function namesOnSeats(row, ids) {
  const rests = ids.map((id) => (id.startsWith(row) ? id.slice(row.length) : ''));
  if (rests.includes('')) return ids;
  const cuts = isDigit(row.at(-1)) && rests.some((rest) => isDigit(rest[0]));
  if (cuts && !isCount(rests)) return ids;
  return rests.map((rest) => (rest.length > 1 ? rest.replace(/^[-_]/, '') : rest));
}

export class Hall {
  #seats = new Map(); // id -> {element, row, position, state, mark, band, …}
  #rows = []; // ids of each row, in order
  #element;
  #select;
  #label;
  #choosable;
  #current = null; // id in the tab order
  #bands = []; // {name, price, place, words}
  #currency;
  #named = false; // once prices and names are there
  #blank; // a seat, to be copied: a copy costs a tenth of a new element with its attributes

  /**
   * show: the body of GET /api/movieshow/{id}.
   * seats: {id: state}; seats without an entry are available.
   * select(id): called when a seat is chosen, whatever its state; null: seats cannot be chosen.
   * label(id, state): returns the accessible name of a seat; null: the default name.
   * choosable: states of seats that can be chosen; others are marked aria-disabled.
   */
  constructor(
    root,
    show,
    { seats = {}, select = null, label = null, choosable = ['available'] } = {},
  ) {
    this.#select = select;
    this.#choosable = choosable;
    this.#label = label;
    this.#currency = show.currency;
    this.#blank = element('button', {
      type: 'button',
      class: 'seat',
      role: 'gridcell',
      tabindex: '-1',
      'aria-selected': select && 'false',
      'aria-disabled': select && 'false',
    });
    const grid = element(
      'div',
      { class: 'hall-grid', role: 'grid', 'aria-label': `Seats of ${show.hall}` },
      this.#draw(show, seats),
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
    const wide = this.#wide();
    root.replaceChildren(wide, this.#element);
    new ResizeObserver(() => {
      wide.hidden = this.#element.scrollWidth <= this.#element.clientWidth;
    }).observe(this.#element);
    // In the first of these frames the seats are drawn, before the second they are seen.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => this.#name())));
  }

  /** Scrolls to the middle of a hall that is wider than its element. */
  center() {
    this.#element.scrollLeft = (this.#element.scrollWidth - this.#element.clientWidth) / 2;
  }

  /** Sets the states of the seats in `changed`, {id: state}. */
  change(changed) {
    for (const [id, state] of Object.entries(changed)) {
      const seat = this.#seats.get(id);
      if (!seat || seat.state === state) continue;
      seat.state = state;
      this.#show(id, seat);
    }
  }

  /** Marks exactly these seats as the viewer's; `mark` is `chosen` or `mine`. */
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

  /** The state of a seat that the hall shows. */
  stateOf(id) {
    return this.#seats.get(id)?.state;
  }

  /** A note above a hall that is wider than its element, with buttons that scroll it. */
  #wide() {
    const move = (sign, label, text) =>
      element(
        'button',
        {
          type: 'button',
          class: 'button',
          'aria-label': label,
          onclick: () => this.#element.scrollBy({ left: 0.7 * sign * this.#element.clientWidth }),
        },
        text,
      );
    return element(
      'div',
      { class: 'hall-wide', hidden: true },
      move(-1, 'Move the hall to the left', '‹'),
      'The hall is wider than this window: move it sideways.',
      move(1, 'Move the hall to the right', '›'),
    );
  }

  #name() {
    this.#named = true;
    for (const band of this.#bands) {
      const cost = money(band.price, this.#currency);
      band.place.textContent = cost;
      band.words = `${band.name}, ${cost}`;
    }
    for (const [id, seat] of this.#seats) this.#nameSeat(id, seat);
  }

  #nameSeat(id, { element: shown, state, mark, band, offers }) {
    const said = this.#label?.(id, state) ?? `${id}, ${band.words}, ${wordsOf(state, mark)}`;
    shown.setAttribute('aria-label', offers ? `${said}, ${offers}` : said);
  }

  // Rows of one class that follow each other are a band with the class's name and price above it.
  #draw(show, seats) {
    const classes = new Map(show.classes.map((each) => [each.id, each]));
    const drawn = [];
    let last = {};
    for (const row of show.rows) {
      if (row.class !== last.class) {
        const { name, price } = classes.get(row.class);
        const place = element('span', { class: 'hall-class-price' });
        const rows = element(
          'div',
          { class: 'hall-band', role: 'rowgroup' },
          element(
            'div',
            { class: 'hall-class', 'aria-hidden': 'true' },
            element('span', { class: 'hall-class-name' }, name),
            place,
          ),
        );
        drawn.push(rows);
        const band = { name, price: show.price + price, place, words: name };
        this.#bands.push(band);
        last = { class: row.class, rows, band };
      }
      last.rows.append(this.#row(row, last.band, seats));
    }
    return drawn;
  }

  #row(row, band, seats) {
    const ids = idsOf(row);
    const names = namesOnSeats(row.row, ids).values();
    const places = row.seats.map((seat, at) => {
      const id = seatId(seat);
      if (id === null) return element('span', { class: 'hall-aisle' });
      // Rows are centred, so neighbours in other rows are found by the distance from the middle.
      const position = at - (row.seats.length - 1) / 2;
      const made = this.#seat(id, names.next().value, position, band, seats[id] ?? 'available');
      const offers = attributesOf(seat);
      if (offers) this.#describe(id, offers);
      return made;
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

  #seat(id, name, position, band, state) {
    const made = this.#blank.cloneNode();
    made.setAttribute('data-seat', id);
    made.setAttribute('data-name', name);
    const seat = {
      element: made,
      row: this.#rows.length,
      position,
      state,
      mark: '',
      band,
      selected: false,
      disabled: false,
    };
    this.#seats.set(id, seat);
    this.#show(id, seat);
    return made;
  }

  /** Marks a seat with attributes and says them with its name. */
  #describe(id, offers) {
    const seat = this.#seats.get(id);
    seat.offers = offers;
    seat.element.setAttribute('data-offers', offers);
    seat.element.title = offers;
  }

  #show(id, seat) {
    const { element: shown, state, mark } = seat;
    shown.setAttribute('data-state', state);
    if (mark) shown.setAttribute('data-mark', mark);
    else shown.removeAttribute('data-mark');
    if (this.#named) this.#nameSeat(id, seat);
    if (!this.#select) return;
    const selected = mark === 'chosen';
    const disabled = !this.#choosable.includes(state) && !mark;
    if (selected !== seat.selected) shown.setAttribute('aria-selected', String(selected));
    if (disabled !== seat.disabled) shown.setAttribute('aria-disabled', String(disabled));
    seat.selected = selected;
    seat.disabled = disabled;
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
