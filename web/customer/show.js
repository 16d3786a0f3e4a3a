// One show: its hall, live, and beside it the booking form or a ticket.

import { call } from '../api.js';
import { serverNow } from '../clock.js';
import { Choice } from './choice.js';
import { forget, pendingOf } from './booking.js';
import { Ticket } from './ticket.js';
import { element } from '../dom.js';
import { Hall } from '../hall.js';
import { Live } from '../live.js';
import { loadSettings } from '../settings.js';
import { momentThere, startOf } from '../show_time.js';

const closedWords = {
  PAUSED: 'Sales of this show are paused. What was booked stays booked.',
  CLOSED: 'Sales of this show are closed.',
  CANCELLED: 'This show is cancelled.',
};

const longestTimer = 2 ** 31 - 1; // ms
const rereadMs = 2_000;

const legendWords = [
  ['available', '', 'Free'],
  ['available', 'chosen', 'Your choice'],
  ['in_review', '', 'Being booked'],
  ['held', '', 'Held, not paid yet'],
  ['sold', '', 'Sold'],
  ['blocked', '', 'Not for sale'],
  ['sold', 'mine', 'Yours'],
];

function legend() {
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'What the seats look like' },
    legendWords.map(([state, mark, words]) =>
      element(
        'li',
        {},
        element('span', {
          class: 'seat',
          'data-state': state,
          'data-mark': mark || null,
          'aria-hidden': 'true',
        }),
        words,
      ),
    ),
  );
}

export class ShowView {
  #page;
  #title = element('h1', { tabindex: '-1' }, 'Looking up the show…');
  #facts = element('p', { class: 'soft number' });
  #closed = element('p', { class: 'notice notice-warn', role: 'status', hidden: true });
  #hallPlace = element('div', { class: 'hall-place' });
  #panel = element('section', { class: 'panel', 'aria-label': 'Your booking' });
  #body = element(
    'div',
    { class: 'show-body', hidden: true },
    element(
      'section',
      { class: 'card hall-card', 'aria-label': 'Hall' },
      this.#hallPlace,
      legend(),
    ),
    this.#panel,
  );
  #show = null;
  #hall = null;
  #drawn = 0; // the version of the show whose hall is drawn
  #seats = {}; // id -> state
  #rereadTimer = 0;
  #version = 0;
  #feed = null;
  #choice = null;
  #ticket = null;
  #phases = new Map(); // connection -> {phase, ms}
  #opening = null;
  #wanted; // reqId of the ticket to show next
  #opensTimer = 0;
  #over = false;

  constructor(id, page) {
    this.id = id;
    this.#page = page;
    this.element = element(
      'article',
      { class: 'show' },
      element(
        'header',
        { class: 'show-head' },
        element('a', { class: 'back', href: '#/' }, 'All shows'),
        this.#title,
        this.#facts,
      ),
      this.#closed,
      this.#body,
    );
  }

  /** Shows the ticket of `reqId`, or the booking form without one. */
  async go(reqId) {
    this.#wanted = reqId;
    this.#opening ??= this.#open();
    if (!(await this.#opening)) {
      this.#opening = null;
      return;
    }
    if (this.#over || this.#wanted !== reqId) return;
    const first = !this.#choice && !this.#ticket;
    const from = this.#ticket;
    if (reqId) this.#showTicket(reqId);
    else if (!this.#choice) this.#choose();
    if (from && !reqId) this.#choice.focus();
    if (first) this.#hall.center(); // Last, because it forces a layout of the page.
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#opensTimer);
    clearTimeout(this.#rereadTimer);
    this.#feed?.close();
    this.#choice?.close();
    this.#closeTicket();
  }

  async #open() {
    const path = `/api/movieshow/${this.id}`;
    try {
      const [show, map] = await Promise.all([call(path), call(`${path}/seats`), loadSettings()]);
      if (this.#over) return false;
      this.#take(show);
      // Of the two answers one may be older. The feed repeats what it lacks.
      this.#version = Math.min(map.version, show.version);
      this.#seats = map.seats;
      this.#drawHall(show);
      this.#body.hidden = false;
    } catch (problem) {
      if (!this.#over) this.#sayMissing(problem);
      return false;
    }
    this.#feed = new Live(() => `/ws/movieshow/${this.id}?after=${this.#version}`, {
      message: (frame) => this.#takeSeats(frame),
      status: (phase, ms) => this.#connection('hall', phase, ms),
    });
    return true;
  }

  #drawHall(show) {
    this.#drawn = show.version;
    this.#hall = new Hall(this.#hallPlace, show, {
      seats: this.#seats,
      select: (seat) => this.#select(seat),
    });
  }

  /** The operator changed the show: it is read again, and its hall is drawn anew. */
  async #reread() {
    clearTimeout(this.#rereadTimer);
    let show;
    try {
      show = await call(`/api/movieshow/${this.id}`);
    } catch {
      if (!this.#over) this.#rereadTimer = setTimeout(() => this.#reread(), rereadMs);
      return;
    }
    if (this.#over) return;
    this.#take(show);
    this.#drawHall(show);
    this.#hall.center();
    if (this.#ticket) this.#showTicket(this.#wanted);
    else if (this.#choice) {
      this.#choice.keepMail();
      this.#choice.close();
      this.#choose();
    }
    this.#page.announce('The show was changed.');
  }

  #sayMissing(problem) {
    const again = problem.passing
      ? element(
          'button',
          { type: 'button', class: 'button', onclick: () => location.reload() },
          'Try again',
        )
      : null;
    this.#title.textContent =
      problem.code === 'SHOW_NOT_FOUND' ? 'There is no such show' : 'Not now';
    this.#facts.replaceChildren(problem.message);
    if (again) this.#closed.after(again);
  }

  #take(show) {
    this.#show = show;
    this.#page.bookings.showRead(show);
    this.#page.title(show.movie);
    this.#title.textContent = show.movie;
    this.#facts.replaceChildren(
      element('time', { datetime: show.startsAt }, startOf(show)),
      ` · ${show.hall}`,
    );
    const wait = this.#untilSales();
    this.#closed.hidden = this.#onSale();
    this.#closed.textContent = show.status === 'OPEN' && wait > 0
      ? `Sales start on ${momentThere(show.opensAt, show)}.`
      : closedWords[show.status] ?? '';
    clearTimeout(this.#opensTimer);
    if (show.status === 'OPEN' && wait > 0)
      this.#opensTimer = setTimeout(() => this.#refresh(), Math.min(wait, longestTimer));
  }

  /** ms until sales start; 0 or less once they have. */
  #untilSales() {
    const { opensAt } = this.#show;
    return opensAt ? Date.parse(opensAt) - serverNow() : 0;
  }

  #onSale() {
    return this.#show.status === 'OPEN' && this.#untilSales() <= 0;
  }

  /** The page is live when all of its connections are. */
  #connection(name, phase, ms) {
    this.#phases.set(name, { phase, ms });
    const worst = [...this.#phases.values()].find((each) => each.phase === 'lost') ?? { phase, ms };
    this.#page.connection(worst.phase, worst.ms);
  }

  /** Fetches the show's sales status. */
  async #refresh() {
    try {
      const show = await call(`/api/movieshow/${this.id}`);
      if (this.#over) return;
      this.#take(show);
      this.#choice?.onSale(this.#onSale());
    } catch {
      // Fetched again after the next refusal.
    }
  }

  /** Not fetched, because all pages of the show get it at the same time. */
  #takeSales(status) {
    const { status: before, salesCloseAt } = this.#show;
    const over = status !== 'CANCELLED' && Date.parse(salesCloseAt) <= serverNow();
    const now = over ? 'CLOSED' : status;
    if (now === before) return;
    this.#take({ ...this.#show, status: now });
    this.#choice?.onSale(this.#onSale());
    this.#page.announce(closedWords[now] ?? 'Seats are on sale again.');
  }

  #takeSeats({ version, showVersion, salesStatus, seats, changed }) {
    if (changed && version <= this.#version) return;
    this.#version = version;
    this.#seats = seats ?? { ...this.#seats, ...changed };
    if (showVersion > this.#drawn) this.#reread();
    else if (salesStatus) this.#takeSales(salesStatus);
    this.#hall.change(seats ?? changed);
    this.#choice?.seatsChanged();
  }

  sessionChanged() {
    this.#choice?.sessionChanged();
  }

  #select(seat) {
    const state = this.#hall.stateOf(seat);
    if (this.#ticket) {
      if (!this.#ticket.over || state !== 'available') return;
      this.#leaveTicket([seat]);
      return;
    }
    this.#choice?.toggle(seat, state);
  }

  /** Returns from a lost booking to the form, with `seats` chosen if they are available. */
  #leaveTicket(seats) {
    this.#choose(seats.filter((seat) => this.#hall.stateOf(seat) === 'available'));
    location.hash = `#/show/${this.id}`;
    this.#choice.focus();
  }

  #choose(seats = null) {
    this.#closeTicket();
    this.#choice = new Choice(this.#show, this.#hall, {
      page: this.#page,
      booked: (reqId, seats) => {
        this.#page.bookings.add(reqId, this.#show, seats);
        location.hash = `#/ticket/${reqId}`;
      },
      salesClosed: () => this.#refresh(),
    });
    this.#panel.replaceChildren(this.#choice.element);
    this.#body.append(this.#choice.bar, this.#panel);
    if (seats) this.#choice.choose(seats);
    else this.#choice.restore(pendingOf(this.id));
    this.#choice.onSale(this.#onSale());
  }

  #closeTicket() {
    if (this.#ticket) forget(this.id);
    this.#ticket?.close();
    this.#ticket = null;
    this.#connection('ticket', 'over', 0);
  }

  #showTicket(reqId) {
    const booked = this.#choice !== null;
    this.#choice?.close();
    this.#choice = null;
    this.#closeTicket();
    this.#ticket = new Ticket(reqId, this.#show, {
      page: this.#page,
      status: (phase, ms) => this.#connection('ticket', phase, ms),
      seats: (seats) => this.#hall.mark(seats, 'mine'),
      again: (seats) => this.#leaveTicket(seats),
    });
    this.#panel.replaceChildren(this.#ticket.element);
    this.#body.prepend(this.#panel);
    if (booked) this.#ticket.focus();
    else forget(this.id);
  }
}
