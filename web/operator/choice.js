// The seats chosen in the hall, and the commands on them.
import { element } from '../dom.js';
import { counted, listed, statusWords } from '../event_words.js';

export class Choice {
  #history;
  #head;
  #hall;
  #seats = new Set();
  #show; // id
  #maySell;
  #mayBlock;
  #words;
  #holding;
  #link;
  #open;
  #sell;
  #block;
  #unblock;
  #nothing;

  /**
   * `command(verb, seats)` runs `block` or `unblock` after a confirmation; `may(scope)`: whether
   * the token has it.
   */
  constructor(history, head, hall, { may, command }, show) {
    this.#history = history;
    this.#head = head;
    this.#hall = hall;
    this.#show = show;
    this.#maySell = may('sell');
    this.#mayBlock = may('operate');
    const button = (label, onclick) => element('button', { class: 'button', onclick }, label);
    this.#words = element('p', { role: 'status' });
    this.#link = element('button', { class: 'link', onclick: () => this.#toHolder() });
    this.#open = element('a', {}, 'Open the booking');
    this.#holding = element('p', {}, this.#link, ' ', this.#open);
    this.#sell = element('a', { class: 'button button-primary' }, 'Sell…');
    this.#block = button('Block…', () => command('block', [...this.#seats]));
    this.#unblock = button('Unblock…', () => command('unblock', [...this.#seats]));
    this.#nothing = button('Clear choice', () => this.clear());
    this.element = element('section', { class: 'choice card', 'aria-label': 'Chosen seats' },
      this.#words, this.#holding,
      element('div', { class: 'buttons' },
        this.#maySell ? this.#sell : null,
        this.#mayBlock ? [this.#block, this.#unblock] : null,
        this.#nothing));
  }

  /** The hall was drawn anew; seats that it does not have are no longer chosen. */
  use(hall) {
    this.#hall = hall;
    for (const seat of this.#seats)
      if (hall.stateOf(seat) === undefined) this.#seats.delete(seat);
    hall.mark(this.#seats);
  }

  has(seat) {
    return this.#seats.has(seat);
  }

  toggle(seat) {
    if (!this.#seats.delete(seat)) this.#seats.add(seat);
    this.#changed();
  }

  /** Clears the choice; the focus moves to the hall, because the buttons are hidden now. */
  clear() {
    const [first] = this.#seats;
    this.#seats.clear();
    this.#changed();
    this.#hall.focus(first);
  }

  #changed() {
    this.#hall.mark(this.#seats);
    this.draw();
  }

  /** Offers what can be done with these seats now, and nothing else. */
  draw() {
    const { live } = this.#head;
    const seats = [...this.#seats];
    const { sales } = this.#history.now;
    const all = (state) =>
      live && seats.length !== 0 && seats.every((seat) => this.#hall.stateOf(seat) === state);
    const holder = this.#holder();
    this.#holding.hidden = holder === undefined;
    if (holder) {
      this.#link.textContent = `Booking ${holder.number}, ${statusWords[holder.status]}`;
      this.#open.href = `#/booking/${encodeURIComponent(holder.reqId)}`;
    }
    this.#block.hidden = !all('available') || sales === 'CANCELLED';
    this.#unblock.hidden = !all('blocked') || sales === 'CANCELLED';
    this.#sell.hidden = !all('available') || sales !== 'OPEN';
    this.#sell.href = `#/counter/${[this.#show, seats.join(',')].map(encodeURIComponent).join('/')}`;
    this.#nothing.hidden = seats.length === 0;
    this.element.toggleAttribute('data-chosen', seats.length !== 0);
    const words = this.#summary(live, seats);
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }

  #summary(live, seats) {
    if (seats.length === 0) return this.#invitation;
    const chosen = `${counted(seats.length, 'seat')} chosen: ${listed(seats, 20)}.`;
    if (!this.#maySell && !this.#mayBlock) return chosen;
    if (!live) return `${chosen} This is the past: go live to change something.`;
    const others = seats.filter((seat) => this.#hall.stateOf(seat) !== 'available');
    if (seats.length === 1 || others.length === 0 || !this.#unblock.hidden) return chosen;
    const free = [this.#maySell && 'sell', this.#mayBlock && 'block'].filter(Boolean).join(' or ');
    return `${chosen} Not free: ${listed(others, 20)}. Choose only free seats to ${free} them`
      + (this.#mayBlock ? ', or only blocked ones to unblock them.' : '.');
  }

  get #invitation() {
    if (this.#mayBlock)
      return `Choose seats in the hall to ${this.#maySell ? 'sell, ' : ''}block or unblock them.`;
    return this.#maySell ? 'Choose seats in the hall to sell them.'
      : 'Choose a seat in the hall to see its booking.';
  }

  /** The booking on the one seat that is chosen. */
  #holder() {
    if (this.#seats.size !== 1) return undefined;
    return this.#history.bookingsOn(...this.#seats, this.#head.seq)[0];
  }

  /** Moves to the last event of the seat's booking up to the shown one. */
  #toHolder() {
    const { seq } = this.#head;
    const story = this.#history.storyOf(this.#holder().number);
    this.#head.stop();
    this.#head.stay(story.findLast((event) => event.seq <= seq).seq);
  }
}
