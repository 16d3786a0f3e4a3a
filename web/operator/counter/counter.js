// The counter: one sale after another for a show.
import { element } from '../../dom.js';
import { startOf } from '../../show_time.js';
import { rememberedShow, rememberShow, ShowPicker } from '../daily/picker.js';
import { freeSeats, soldOutWords } from './free_seats.js';
import { pendingSale } from './pending_sale.js';
import { Sale } from './sale.js';
import { SeatMap } from '../daily/seat_map.js';
import { Failure } from '../failure.js';
import { lackingView } from '../lacking.js';

const retryAfterMs = 5000;

/** `seats`: ids separated by commas that are chosen at first. */
export function counterView(session, id, seats = '') {
  if (!session.may('sell')) return lackingView('Counter', 'sell');
  const page = new Counter(session, id ?? pendingSale()?.show ?? rememberedShow(), seats);
  page.load();
  return page;
}

class Counter {
  title = 'Counter';
  #session;
  #id;
  #seats;
  #picker;
  #map;
  #sale = null;
  #closed = false;
  #facts = element('p', { class: 'soft' });
  #said = element('p', { class: 'notice notice-warn', role: 'alert', hidden: true });
  #failure = new Failure(() => this.load(), retryAfterMs);
  #side = element('div', { class: 'side' });
  #columns;

  constructor(session, id, seats) {
    this.#session = session;
    this.#id = id;
    this.#seats = seats.split(',').filter(Boolean);
    this.#picker = new ShowPicker(session, {
      none: 'Choose a show',
      offers: ({ status }) => status === 'OPEN' || status === 'PAUSED', // What is over is not sold.
      chosen: (show) => { location.hash = `#/counter/${encodeURIComponent(show)}`; },
    });
    this.#map = new SeatMap(session, {
      select: (seat, state) => this.#sale?.select(seat, state),
      changed: () => this.#changed(),
    });
    this.#columns = element('div', { class: 'columns counter-columns', hidden: true },
      this.#map.element, this.#side);
    this.element = element('section', {
      class: 'counter', onkeydown: (event) => this.#sale?.key(event),
    },
      element('div', { class: 'head' },
        element('div', {}, element('h1', {}, 'Counter'), this.#facts),
        element('div', { class: 'field' },
          element('label', { for: 'show' }, 'Show'), this.#picker.element)),
      this.#said, this.#failure.element, this.#columns);
    this.focus = this.#picker.element;
  }

  close() {
    this.#closed = true;
    this.#failure.stop();
    this.#map.close();
    this.#sale?.close();
  }

  async load() {
    this.#say('');
    this.#failure.stop();
    try {
      await this.#picker.load(this.#id);
      if (this.#id) await this.#open();
    } catch (problem) {
      if (this.#closed) return;
      if (problem.code === 'SHOW_NOT_FOUND')
        this.#say('There is no such show. Choose another one.');
      else this.#failure.say(problem);
      this.#columns.hidden = true;
      return;
    }
    this.#failure.clear();
  }

  async #open() {
    this.#columns.hidden = false;
    await this.#map.open(this.#id);
    if (this.#closed) return;
    rememberShow(this.#id);
    this.#sale = new Sale(this.#session, this.#map);
    this.#side.replaceChildren(this.#sale.element);
    this.#drawFacts();
    this.#sale.open(this.#seats);
  }

  #changed() {
    this.#sale?.changed();
    this.#drawFacts();
  }

  #drawFacts() {
    const { show } = this.#map;
    const facts = `${show.movie}, ${startOf(show)}, ${show.hall}`;
    if (this.#facts.textContent !== facts) this.#facts.textContent = facts;
    this.#say({
      PAUSED: 'Sales of this show are paused: nothing can be sold.',
      CLOSED: 'Sales of this show are closed: nothing can be sold.',
      CANCELLED: 'This show is cancelled: nothing can be sold.',
    }[show.status] ?? soldOutWords(freeSeats(this.#map)));
  }

  #say(text) {
    if (this.#said.textContent === text) return;
    this.#said.textContent = text;
    this.#said.hidden = !text;
  }
}
