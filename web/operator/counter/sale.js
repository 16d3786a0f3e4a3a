// The form of a sale at the counter. All of it can be done by keys while the focus is in the page.
import { element } from '../../dom.js';
import { counted, listed } from '../../event_words.js';
import { settings } from '../../settings.js';
import { SaleForm } from './sale_form.js';
import { Order } from './order.js';
import { beginSale, endSale, pendingSale, sendSale } from './pending_sale.js';
import { freeSeats } from './free_seats.js';
import { printTickets } from '../daily/print.js';
import { matterOf } from '../problems.js';
import { saleRefusal, suggestionRefusal } from './refusals.js';
import { SaleDone } from './sale_done.js';

export class Sale {
  #session;
  #map;
  #show;
  #order;
  #form;
  #done;
  #busy = false;
  #asking = null; // AbortController of a suggestion
  #refusal = null; // of the last one that was refused: {problem, why}
  #again;
  #forget;
  #unanswered;

  /** Call it once the map is open. */
  constructor(session, map) {
    this.#session = session;
    this.#map = map;
    this.#show = map.show;
    this.#order = new Order(map.show);
    this.#form = new SaleForm(map.show, this.#order, {
      counted: (type, count) => this.#want(type, count),
      classed: (seatClass) => {
        this.#order.seatClass = seatClass;
        this.#best();
      },
      best: () => this.#best(),
      sell: (method) => this.#sell(method),
    });
    this.#done = new SaleDone((ticket) => printTickets(session, this.#show, ticket));
    this.#again = element('button', { class: 'button button-primary', onclick: () => this.#retry() },
      'Ask again');
    this.#forget = element('button', { class: 'button', onclick: () => this.#giveUp() },
      'Leave it, and look in the bookings');
    this.#unanswered = element('div', { class: 'notice notice-warn', hidden: true },
      element('p', { role: 'alert' }), element('div', { class: 'buttons' }, this.#again, this.#forget));
    this.element = element('div', { class: 'sale' },
      this.#unanswered, this.#form.element, this.#done.element);
    this.#draw();
  }

  /** `seats`: chosen already. Asks again for a sale that has had no answer. */
  open(seats) {
    const free = seats.filter((seat) => this.#map.stateOf(seat) === 'available');
    for (const seat of free) this.#order.toggle(seat);
    this.#draw();
    if (pendingSale()) this.#askAgain('A sale of before has had no answer.');
    else this.#form.focus();
  }

  close() {
    this.#asking?.abort();
  }

  select(seat, state) {
    if (this.#busy) return;
    const chosen = this.#order.seats.includes(seat) && this.#order.byHand;
    if (!chosen && state !== 'available') return this.#form.say(`${seat} is not free.`);
    if (!chosen && this.#order.byHand && this.#order.seats.length === settings().maxSeats)
      return this.#form.say(tooMany());
    this.#asking?.abort();
    this.#form.say('');
    this.#order.toggle(seat);
    this.#draw();
  }

  /** Others changed seats or the show. */
  changed() {
    if (this.#show !== this.#map.show) this.#showChanged();
    if (this.#busy) return;
    const gone = this.#order.seats.filter((seat) => this.#map.stateOf(seat) !== 'available');
    if (gone.length === 0) return this.#changedMind();
    if (this.#order.byHand) {
      this.#order.drop(gone);
      this.#form.say(`${listed(gone)} went to somebody else. Choose again.`);
      this.#draw();
    } else this.#best();
  }

  /** Of a suggestion that was refused: asks again once there are enough seats. */
  #changedMind() {
    const { isRefused, count, seatClass } = this.#order;
    if (!isRefused) return;
    if (freeSeats(this.#map, seatClass).ordinary < count) return this.#explainAnew();
    this.#form.say('');
    this.#best();
  }

  /** The refusal may have come before the seats that went, or others go meanwhile. */
  #explainAnew() {
    if (this.#form.said !== this.#refusal?.why) return;
    this.#refusal.why = suggestionRefusal(this.#refusal.problem, this.#order, this.#map);
    this.#form.say(this.#refusal.why);
  }

  #showChanged() {
    this.#show = this.#map.show;
    this.#order = new Order(this.#show);
    this.#form.use(this.#show, this.#order);
    this.#draw();
  }

  /** Keys that act wherever the focus is on the page, unless a text is being typed. */
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest('dialog, .find, select')) return;
    const act = {
      c: () => this.#sell('CASH'), k: () => this.#sell('CARD'), f: () => this.#sell('COMPLIMENTARY'),
      b: () => this.#best(), h: () => this.#map.focus(this.#order.seats[0]),
      n: () => this.#form.focus(), p: () => this.#done.print(), Escape: () => this.#startOver(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act(); // A key held down sells once.
  }

  #startOver() {
    if (this.#busy) return;
    this.#asking?.abort();
    this.#order.clear();
    this.#form.say('');
    this.#draw();
    this.#form.focus();
  }

  #want(type, count) {
    const others = this.#order.count - this.#order.counts.get(type);
    const { maxSeats } = settings();
    this.#order.want(type, Math.min(count, maxSeats - others));
    this.#form.say(count + others > maxSeats ? tooMany() : '');
    this.#draw();
    if (!this.#order.byHand) this.#best();
  }

  /** Asks for the best seats that are free now. Resolves to why there are none, or to ''. */
  async #best() {
    this.#asking?.abort();
    if (this.#busy) return '';
    const asking = new AbortController();
    this.#asking = asking;
    this.#order.byHand = false;
    this.#order.seats = [];
    this.#order.isRefused = false;
    const { count, seatClass } = this.#order;
    this.#draw();
    if (count === 0) return '';
    const query = new URLSearchParams({ count, ...(seatClass ? { class: seatClass } : {}) });
    const path = `/api/movieshow/${encodeURIComponent(this.#show.id)}/bestavailable?${query}`;
    try {
      const { seats } = await this.#session.get(path);
      if (asking.signal.aborted) return '';
      this.#order.seats = seats;
      this.#draw();
      return '';
    } catch (problem) {
      if (asking.signal.aborted) return '';
      const why = suggestionRefusal(problem, this.#order, this.#map);
      this.#order.isRefused = true;
      this.#refusal = { problem, why };
      this.#draw();
      this.#form.say(why);
      return why;
    }
  }

  #sell(method) {
    if (this.#busy) return;
    if (this.#show.status !== 'OPEN')
      return this.#form.say(`Sales are ${this.#show.status.toLowerCase()}: nothing can be sold.`);
    if (this.#order.count === 0) {
      this.#form.focus();
      return this.#form.say('Say how many first, or choose seats in the hall.');
    }
    this.#asking?.abort();
    this.#send(beginSale(this.#show.id, this.#order.body(method)));
  }

  async #send(sale, isAgain = false) {
    this.#setBusy(true);
    let ticket;
    try {
      ticket = await sendSale(this.#session, sale, isAgain);
    } catch (problem) {
      this.#setBusy(false);
      if (pendingSale()) this.#askAgain(matterOf(problem));
      else this.#refused(problem);
      return;
    }
    this.#order.clear();
    this.#setBusy(false);
    this.#form.say('');
    this.#done.show(ticket, sale.body.method);
    this.#draw();
    this.#form.focus();
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#unanswered.hidden = true;
    this.#form.busy = busy;
  }

  async #refused(problem) {
    const { byHand } = this.#order;
    const words = saleRefusal(problem, this.#order, this.#map);
    if (problem.code === 'SEATS_UNAVAILABLE' && byHand) {
      this.#order.drop(problem.body.seats.map(({ seat }) => seat));
      this.#form.say(`${words} Choose others.`);
    } else if (problem.code === 'SEATS_UNAVAILABLE') {
      const tooFew = await this.#best();
      this.#form.say(`${words} ${tooFew || 'The next best are chosen: sell again.'}`);
    } else {
      if (!byHand && problem.code === 'NOT_ENOUGH_SEATS') this.#order.seats = [];
      this.#order.isRefused = this.#order.seats.length === 0;
      this.#form.say(words);
    }
    this.#draw();
    this.#form.focus();
  }

  /** The sale may have been made: nothing else is sold before that is known. */
  #askAgain(why) {
    this.#busy = true;
    this.#form.busy = true;
    this.#unanswered.hidden = false;
    this.#unanswered.firstChild.textContent = `${why} It is not known whether the sale was made. Ask `
      + 'again: it is the same sale, and sells once.';
    this.#again.focus();
  }

  #retry() {
    const sale = pendingSale();
    if (sale) this.#send(sale, true);
    else this.#giveUp();
  }

  #giveUp() {
    endSale();
    this.#setBusy(false);
    this.#draw();
    this.#form.focus();
  }

  #draw() {
    this.#map.mark(this.#order.seats);
    this.#form.draw();
  }
}

const tooMany = () => `A sale has ${counted(settings().maxSeats, 'seat')} at most.`;

