// A hall with the present states of its seats, in which seats are chosen.
import { element } from '../../dom.js';
import { Hall } from '../../hall.js';
import { Live } from '../../live.js';
import { legend, stateWords } from '../hall_states.js';

export class SeatMap {
  #session;
  #on;
  #choosable;
  #hall;
  #seats = {};
  #version = 0;
  #marked = new Set();
  #feed;
  #closed = false;
  #place = element('div', { class: 'map' });
  #connection = element('p', { class: 'soft small', role: 'status' });

  show; // the body of GET /api/movieshow/{id}

  /**
   * on: select(seat, state), changed() after others changed seats or the show. `choosable`: the
   * states of the seats that can be chosen.
   */
  constructor(session, on, choosable = ['available']) {
    this.#session = session;
    this.#on = on;
    this.#choosable = choosable;
    this.element = element('section', { class: 'card', 'aria-label': 'Hall' },
      this.#place, legend(), this.#connection);
  }

  /** Reads the show and follows its seats; throws a Problem. Needs the element in the page. */
  async open(id) {
    const path = `/api/movieshow/${encodeURIComponent(id)}`;
    const [show, map] = await Promise.all(
      [this.#session.get(path), this.#session.get(`${path}/seats`)]);
    if (this.#closed) return;
    this.show = show;
    this.#seats = map.seats;
    this.#version = Math.min(show.version, map.version);
    this.#draw();
    this.#feed = new Live(() => `/ws/movieshow/${encodeURIComponent(id)}?after=${this.#version}`, {
      message: (frame) => this.#take(frame),
      status: (phase) => {
        this.#connection.textContent = phase === 'lost' ? 'Connection lost, trying again.' : '';
      },
    });
  }

  close() {
    this.#closed = true;
    this.#feed?.close();
  }

  stateOf(seat) {
    return this.#seats[seat];
  }

  mark(seats) {
    this.#marked = new Set(seats);
    this.#hall.mark(this.#marked);
  }

  focus(seat) {
    const free = (each) => this.stateOf(each) === 'available';
    this.#hall?.focus(seat ?? Object.keys(this.#seats).find(free));
  }

  #draw() {
    this.#hall = new Hall(this.#place, this.show, {
      seats: this.#seats,
      select: (seat) => this.#on.select(seat, this.#seats[seat]),
      choosable: this.#choosable,
      label: (seat, state) =>
        `${seat}, ${stateWords[state]}${this.#marked.has(seat) ? ', chosen' : ''}`,
    });
    this.#hall.center();
    this.#hall.mark(this.#marked);
  }

  async #take({ version, seats, changed, showVersion, salesStatus }) {
    this.#version = version;
    this.#seats = seats ? { ...seats } : Object.assign(this.#seats, changed);
    this.#hall.change(seats ?? changed ?? {});
    const isOther = (showVersion ?? 0) > this.show.version;
    if (isOther || (salesStatus && salesStatus !== this.show.status)) await this.#reread(isOther);
    if (!this.#closed) this.#on.changed();
  }

  async #reread(isOther) {
    try {
      this.show = await this.#session.get(`/api/movieshow/${encodeURIComponent(this.show.id)}`);
      if (isOther && !this.#closed) this.#draw();
    } catch {
      // The next frame tries again.
    }
  }
}
