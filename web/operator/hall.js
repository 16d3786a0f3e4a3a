// The hall as it was at an event, with its figures and the seats chosen in it.
import { element } from '../dom.js';
import { Hall } from '../hall.js';
import { money } from '../money.js';
import { Choice } from './choice.js';
import { legend, stateWords } from './hall_states.js';
import { seatsContested } from '../rounds.js';

export class HallThen {
  #history;
  #currency;
  #hall;
  #drawn; // the show whose hall is drawn: it may have had another one at another event
  #map = element('div', { class: 'map' });
  #figures = element('dl', { class: 'figures', 'aria-label': 'The hall at this event' });
  #choice;
  #pointedOut = { now: [], contested: [] }; // what the event changed; what its round was about

  /**
   * `command(verb, seats)` runs `block` or `unblock` after a confirmation; `may(scope)`: whether
   * the token has it.
   */
  constructor(show, history, head, may, command) {
    this.#history = history;
    this.#currency = show.currency;
    this.#drawHall(history.now.show);
    this.#choice = new Choice(history, head, this.#hall, { may, command }, show.id);
    this.choice = this.#choice.element; // stands beside the hall
    this.element = element('section', { class: 'card', 'aria-label': 'Hall' },
      this.#figures, this.#map, legend());
  }

  /** Call it once the element is in the page. */
  center() {
    this.#hall.center();
  }

  chooseNone() {
    this.#choice.clear();
  }

  draw(from, to) {
    if (from !== to) this.#drawSeats(from, to);
    this.#choice.draw();
    const { available, in_review, held, sold, blocked, revenue, sales } =
      this.#history.figuresAt(to);
    const figures = {
      Sold: sold, Held: held, 'In review': in_review,
      Free: sales === 'CANCELLED' ? '–' : available, Blocked: blocked,
      Revenue: money(revenue, this.#currency),
    };
    this.#figures.replaceChildren(...Object.entries(figures).map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value.toLocaleString('en')))));
  }

  #drawHall(show) {
    this.#drawn = show;
    this.#hall?.close();
    this.#hall = new Hall(this.#map, show, {
      select: (seat) => this.#choice.toggle(seat),
      label: (seat, state) => `${seat}, ${stateWords[state]}`
        + (this.#choice?.has(seat) ? ', chosen' : ''),
      choosable: Object.keys(stateWords),
    });
  }

  #drawSeats(from, to) {
    const show = this.#history.showAt(to);
    const isOther = show !== this.#drawn;
    if (isOther) {
      this.#drawHall(show);
      this.#hall.center();
      this.#choice.use(this.#hall);
    }
    const changed = from === 0 || isOther ? null : this.#history.changedBetween(from, to);
    this.#hall.change(changed ?? this.#history.seatsAt(to));
    const round = this.#history.rounds.get(this.#history.event(to).data.round);
    this.#pointOut('now', to === 1 ? [] : this.#history.touchedBy(to)); // in the first all are new
    this.#pointOut('contested', round ? seatsContested(round) : []);
  }

  /** Sets that attribute on exactly these seats. */
  #pointOut(name, ids) {
    for (const seat of this.#pointedOut[name]) delete seat.dataset[name];
    this.#pointedOut[name] = ids.map((id) => this.#map.querySelector(`[data-seat="${id}"]`))
      .filter(Boolean); // The hall may not have some of them at this event.
    for (const seat of this.#pointedOut[name]) seat.dataset[name] = '';
  }
}
