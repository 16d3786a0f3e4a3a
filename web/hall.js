// Draws a hall with the states of its seats; seats can be chosen by pointer and keyboard.
//
// The hall is an ARIA grid of one row for each row of seats. One seat at a time is in the page's
// tab order; the arrow keys go to its neighbours. What a seat looks like follows from data-state
// and data-mark in hall.css: a change sets attributes and moves nothing.
//
// Numbers on seats, prices, and the names of seats with them come after the first frame: text on
// each seat costs a browser as much as the rest of the seat, and the first text with money in it
// some 20 ms more (Intl loads its data).

import { element } from './dom.js';
import { planOf } from './hall_plan.js';
import { gridOf } from './hall_seats.js';
import { HallView } from './hall_view.js';
import { money } from './money.js';
import { t } from './text.js';

const states = ['available', 'in_review', 'held', 'sold', 'blocked'];
const hiddenMs = 300; // a page in the background has no frames

/** What the state of a seat is called. */
export const stateWords = (state) => t(`hall.state.${state}`);

function wordsOf(state, mark) {
  if (mark === 'mine') return t('hall.yours');
  if (mark === '') return stateWords(state);
  return state === 'available' ? t('hall.chosen')
    : t('hall.chosenBut', { state: stateWords(state) });
}

/** Resolves once a frame with all changes up to now is drawn. */
export function nextFrameDrawn() {
  return new Promise((drawn) => {
    setTimeout(drawn, hiddenMs);
    // In the first of these frames the changes are drawn, before the second they are seen.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
  });
}

export class Hall {
  #seats = new Map(); // id -> {element, row, x, state, mark, band, …}
  #rows = []; // ids of each row, in order
  #view;
  #select;
  #label;
  #choosable;
  #current = null; // id in the tab order
  #bands; // {name, price, place, words}
  #currency;
  #named = false; // once prices and names are there

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
    const plan = planOf(show);
    const classes = new Map(show.classes.map((each) => [each.id, each]));
    this.#bands = plan.bands.map((band) => {
      const { name, price } = classes.get(band.class);
      const place = element('span', { class: 'hall-class-price' });
      return { name, price: show.price + price, place, words: name };
    });
    const grid = gridOf(plan, t('hall.label', { hall: show.hall }), select !== null, (...seat) =>
      this.#add(seats, ...seat));
    this.#view = new HallView(plan, grid, this.#bands, (id) => this.#seats.get(id));
    grid.addEventListener('click', (event) => this.#chosen(event.target));
    grid.addEventListener('keydown', (event) => this.#pressed(event));
    grid.addEventListener('focusin', (event) => this.#reach(event.target.dataset.seat));
    this.#reach(this.#rows.find((row) => row.length)?.[0]);
    root.replaceChildren(this.#view.element);
    nextFrameDrawn().then(() => this.#name());
  }

  /** Shows the middle of a hall that is larger than its element. */
  center() {
    this.#view.center();
  }

  /** Ends its listeners. */
  close() {
    this.#view.close();
  }

  /** Sets the states of the seats in `changed`, {id: state}. */
  change(changed) {
    for (const [id, state] of Object.entries(changed)) {
      const seat = this.#seats.get(id);
      if (!seat || seat.state === state) continue;
      seat.state = state;
      this.#show(id, seat);
    }
    this.#view.seatsChanged();
  }

  /** Changes which states of seats can be chosen. */
  set choosable(states) {
    if (states.join() === this.#choosable.join()) return;
    this.#choosable = states;
    for (const [id, seat] of this.#seats) this.#show(id, seat);
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
    this.#view.seatsChanged();
  }

  focus(id) {
    this.#seats.get(id)?.element.focus();
  }

  /** Brings a seat into the view of a hall that is larger than its element. */
  reveal(id) {
    const seat = this.#seats.get(id);
    if (seat) this.#view.reveal(seat);
  }

  /** The state of a seat that the hall shows. */
  stateOf(id) {
    return this.#seats.get(id)?.state;
  }

  #name() {
    this.#named = true;
    for (const band of this.#bands) {
      const cost = money(band.price, this.#currency);
      band.place.textContent = cost;
      band.words = `${band.name}, ${cost}`;
    }
    const words = Object.fromEntries(states.map((state) => [state, stateWords(state)]));
    for (const [id, seat] of this.#seats) this.#nameSeat(id, seat, words[seat.state]);
    this.#view.showNames();
  }

  #nameSeat(id, { element: shown, state, mark, band, offers }, stateSaid = stateWords(state)) {
    const said = this.#label?.(id, state)
      ?? `${id}, ${this.#bands[band].words}, ${mark ? wordsOf(state, mark) : stateSaid}`;
    shown.setAttribute('aria-label', offers ? `${said}, ${offers}` : said);
  }

  #add(seats, { id, x, rise }, shown, offers, row, band) {
    const state = seats[id] ?? 'available';
    const seat = { element: shown, row, x, rise, state, mark: '', band, offers };
    this.#seats.set(id, seat);
    (this.#rows[row] ??= []).push(id);
    this.#show(id, seat);
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
    if (selected !== (seat.selected ?? false))
      shown.setAttribute('aria-selected', String(selected));
    if (disabled !== (seat.disabled ?? false))
      shown.setAttribute('aria-disabled', String(disabled));
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

  #chosen(target) {
    const id = target.closest('.seat')?.dataset.seat;
    if (!id || !this.#select) return;
    this.#reach(id);
    this.#select(id);
  }

  #pressed(event) {
    const id = event.target.dataset.seat;
    const seat = this.#seats.get(id);
    if (!seat || event.altKey || event.metaKey) return;
    const row = this.#rows[seat.row];
    const at = row.indexOf(id);
    const all = event.ctrlKey ? this.#rows.flat() : row;
    const go = (to) => () => this.focus(to());
    const act = {
      ArrowLeft: go(() => row[at - 1]),
      ArrowRight: go(() => row[at + 1]),
      ArrowUp: go(() => this.#nearest(seat, -1)),
      ArrowDown: go(() => this.#nearest(seat, 1)),
      Home: go(() => all[0]),
      End: go(() => all.at(-1)),
      Enter: () => this.#chosen(event.target),
      ' ': () => this.#chosen(event.target),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #nearest(seat, step) {
    let at = seat.row + step;
    while (this.#rows.length > at && at >= 0 && !this.#rows[at]?.length) at += step;
    const distance = (id) => Math.abs(this.#seats.get(id).x - seat.x);
    return this.#rows[at]?.reduce((best, id) => (distance(id) < distance(best) ? id : best));
  }
}
