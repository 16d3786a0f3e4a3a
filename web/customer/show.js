// One show: its hall, live, and beside it the booking form or a ticket.

import { call, Problem } from '../api.js';
import { serverNow } from '../clock.js';
import { Choice } from './choice.js';
import { forget, pendingOf } from './booking.js';
import { Failure } from './failure.js';
import { mostSeats, salesOf, untilSales } from './sales.js';
import { Ticket } from './ticket.js';
import { changeWords, legendOf } from './show_words.js';
import { Together } from './together.js';
import { element } from '../dom.js';
import { Hall, nextFrameDrawn } from '../hall.js';
import { Live } from '../live.js';
import { loadSettings } from '../settings.js';
import { startOf } from '../show_time.js';
import { t } from '../words.js';

const longestTimer = 2 ** 31 - 1; // ms
const rereadMs = 2_000;
const slowMs = 2_000;

export class ShowView {
  #page;
  #title = element('h1', { tabindex: '-1' }, t('choice.lookingUp'));
  #facts = element('p', { class: 'soft number' });
  #closed = element('p', { class: 'notice notice-warn', role: 'status', hidden: true });
  #changed = element('p', { class: 'notice', role: 'status', hidden: true });
  #failure = new Failure(() => this.#tryAgain());
  #finderPlace = element('div');
  #hallPlace = element('div', { class: 'hall-place' });
  #legendPlace = element('div');
  #panel = element('section', { class: 'panel', 'aria-label': t('choice.panel') });
  #body = element(
    'div',
    { class: 'show-body', hidden: true },
    element(
      'section',
      { class: 'card hall-card', 'aria-label': t('choice.hall') },
      this.#finderPlace,
      this.#hallPlace,
      this.#legendPlace,
    ),
    this.#panel,
  );
  #show = null;
  #hall = null;
  #drawn = 0; // the version of the show whose hall is drawn
  #seats = {}; // id -> state
  #rereadTimer = 0;
  #slowTimer = 0;
  #version = 0;
  #feed = null;
  #finder = null;
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
        element('a', { class: 'back', href: '#/' }, t('choice.back')),
        this.#title,
        this.#facts,
      ),
      this.#closed,
      this.#changed,
      this.#failure.element,
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
    const from = this.#ticket;
    if (reqId) this.#showTicket(reqId);
    else if (!this.#choice) this.#choose();
    if (from && !reqId) this.#choice.focus();
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#opensTimer);
    clearTimeout(this.#rereadTimer);
    clearTimeout(this.#slowTimer);
    this.#failure.stop();
    this.#feed?.close();
    this.#finder?.close();
    this.#hall?.close();
    this.#choice?.keepMail();
    this.#choice?.close();
    this.#closeTicket();
  }

  async #open() {
    const path = `/api/movieshow/${this.id}`;
    this.#failure.stop();
    this.#slowTimer = setTimeout(() => this.#facts.replaceChildren(t('page.slow')), slowMs);
    try {
      const [show, map] = await Promise.all([call(path), call(`${path}/seats`), loadSettings()]);
      if (this.#over) return false;
      clearTimeout(this.#slowTimer);
      this.#failure.clear();
      this.#take(show);
      // Of the two answers one may be older. The feed repeats what it lacks.
      this.#version = Math.min(map.version, show.version);
      this.#seats = map.seats;
      this.#drawHall(show);
      if (!this.#wanted) this.#drawNotice(this.#sale);
      this.#body.hidden = false;
      // The hall is seen first: what stands beside it costs as much again.
      await nextFrameDrawn();
      if (this.#over) return false;
      this.#finder = new Together(show.id, mostSeats(show), (seats) => this.#found(seats));
      this.#finderPlace.replaceChildren(this.#finder.element);
    } catch (problem) {
      clearTimeout(this.#slowTimer);
      if (!(problem instanceof Problem)) throw problem;
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
    this.#legendPlace.replaceChildren(legendOf(show));
    this.#hall?.close();
    this.#hall = new Hall(this.#hallPlace, show, {
      seats: this.#seats,
      select: (seat) => this.#select(seat),
      choosable: this.#choosable(),
    });
  }

  /** The states of seats that can be chosen, while sales are open or will be. */
  #choosable() {
    return this.#show.status === 'OPEN' ? ['available'] : [];
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
    const what = changeWords(this.#show, show);
    this.#take(show);
    this.#drawHall(show);
    if (this.#finder) this.#finder.most = mostSeats(show);
    if (this.#ticket) this.#showTicket(this.#wanted);
    else if (this.#choice) {
      this.#choice.keepMail();
      this.#choice.close();
      this.#choose();
    }
    this.#changed.hidden = false;
    this.#changed.textContent = t('choice.changed', { what });
    this.#page.announce(this.#changed.textContent);
  }

  #sayMissing(problem) {
    const unknown = problem.code === 'SHOW_NOT_FOUND';
    const [title, why] = this.#wanted
      ? ['booking.unknown', 'booking.unknownWhy'] : ['choice.noShow', 'choice.noShowWhy'];
    this.#title.textContent = t(unknown ? title : 'choice.notNow');
    this.#facts.replaceChildren(unknown ? t(why) : '');
    if (!unknown) this.#failure.say(problem);
  }

  #tryAgain() {
    this.#title.textContent = t('choice.lookingUp');
    if (this.#failure.element.contains(document.activeElement)) this.#title.focus();
    this.go(this.#wanted);
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
    const wait = untilSales(show);
    clearTimeout(this.#opensTimer);
    if (show.status === 'OPEN' && wait > 0)
      this.#opensTimer = setTimeout(() => this.#refresh(), Math.min(wait, longestTimer));
  }

  get #sale() {
    return salesOf(this.#show, this.#seats);
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
      this.#drawSales();
    } catch {
      // Fetched again after the next refusal.
    }
  }

  /** Not fetched, because all pages of the show get it at the same time. */
  #takeSales(status) {
    const { status: before, salesCloseAt } = this.#show;
    const over = status !== 'CANCELLED' && Date.parse(salesCloseAt) <= serverNow();
    const now = over ? 'CLOSED' : status;
    if (now !== before) this.#take({ ...this.#show, status: now });
  }

  #drawSales() {
    const sale = this.#sale;
    this.#hall.choosable = this.#choosable();
    this.#choice?.onSale(sale);
    this.#ticket?.onSale(sale);
    this.#drawNotice(sale);
    this.#drawFinder(sale);
  }

  /** Who holds seats, or is just getting them, needs no others. */
  #drawNotice({ why }) {
    const served = this.#ticket ? !this.#ticket.over : this.#choice?.sending;
    const concerns = !served || ['PAUSED', 'CANCELLED'].includes(this.#show.status);
    this.#closed.textContent = concerns ? why : '';
    this.#closed.hidden = !this.#closed.textContent;
  }

  /** Seats are found for a choice, and for the next one after a booking is lost. */
  #drawFinder({ choose }) {
    if (!this.#finder) return;
    const ready = this.#ticket ? this.#ticket.over : Boolean(this.#choice?.ready);
    this.#finder.disabled = !ready;
    this.#finder.element.hidden = !choose || Boolean(this.#ticket && !ready);
  }

  #found(seats) {
    if (this.#ticket?.over) this.#leaveTicket([]);
    this.#choice?.found(seats);
  }

  #takeSeats({ version, showVersion, salesStatus, seats, changed }) {
    if (changed && version <= this.#version) return;
    const before = this.#sale.why;
    this.#version = version;
    this.#seats = seats ?? { ...this.#seats, ...changed };
    if (showVersion > this.#drawn) this.#reread();
    else if (salesStatus) this.#takeSales(salesStatus);
    this.#hall.change(seats ?? changed);
    if (this.#sale.why !== before) {
      this.#drawSales();
      if (!this.#choice?.sending) this.#page.announce(this.#sale.why || t('choice.onSale'));
    }
    this.#choice?.seatsChanged();
    this.#ticket?.seatsChanged();
  }

  sessionChanged() {
    this.#choice?.sessionChanged();
  }

  #select(seat) {
    const state = this.#hall.stateOf(seat);
    if (this.#ticket) {
      if (!this.#ticket.over || state !== 'available' || !this.#sale.choose) return;
      this.#leaveTicket([seat]);
      return;
    }
    this.#choice?.toggle(seat, state);
  }

  /**
   * Returns from a lost booking to the form, with `seats` chosen if they are available, with the
   * price types of `lines`, or to send the booking that `request()` makes for them.
   */
  #leaveTicket(seats, { lines = [], request = null } = {}) {
    this.#choose(seats.filter((seat) => this.#hall.stateOf(seat) === 'available'), lines);
    location.hash = `#/show/${this.id}`;
    if (request) this.#choice.restore(request());
    this.#choice.focus();
  }

  #choose(seats = null, lines = []) {
    this.#closeTicket();
    this.#choice = new Choice(this.#show, this.#hall, {
      page: this.#page,
      booked: (reqId, seats) => {
        this.#page.bookings.add(reqId, this.#show, seats);
        this.#finder.count = seats.length; // If they are lost, as many are wanted again.
        location.hash = `#/ticket/${reqId}`;
      },
      salesClosed: () => this.#refresh(),
      busy: () => {
        this.#drawNotice(this.#sale);
        this.#drawFinder(this.#sale);
      },
    });
    this.#panel.replaceChildren(this.#choice.element);
    this.#body.append(this.#choice.bar, this.#panel);
    if (seats) this.#choice.choose(seats, lines);
    else this.#choice.restore(pendingOf(this.id));
    this.#drawSales();
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
      seats: (seats) => {
        this.#hall.mark(seats, 'mine');
        this.#drawSales();
      },
      isFree: (seat) => this.#hall.stateOf(seat) === 'available',
      again: (seats, more) => this.#leaveTicket(seats, more),
    });
    this.#panel.replaceChildren(this.#ticket.element);
    this.#body.prepend(this.#panel);
    this.#drawSales();
    if (booked) this.#ticket.focus();
    else forget(this.id);
  }
}
