// The seats chosen in the hall, and the commands on them.
import { element } from '../dom.js';
import { counted, listed, statusWords } from '../event_words.js';

export class Choice {
  #history;
  #head;
  #hall;
  #seats = new Set();
  #words;
  #link;
  #block;
  #unblock;
  #nothing;

  /** `command(verb, seats)` runs `block` or `unblock` after a confirmation. */
  constructor(history, head, hall, command) {
    this.#history = history;
    this.#head = head;
    this.#hall = hall;
    const button = (label, onclick) => element('button', { class: 'button', onclick }, label);
    this.#words = element('span', { role: 'status' });
    this.#link = element('button', { class: 'link', onclick: () => this.#toHolder() });
    this.#block = button('Block…', () => command('block', [...this.#seats]));
    this.#unblock = button('Unblock…', () => command('unblock', [...this.#seats]));
    this.#nothing = button('Clear choice', () => this.clear());
    this.element = element('div', { class: 'choice' },
      element('p', {}, this.#words, ' ', this.#link),
      element('div', { class: 'buttons' }, this.#block, this.#unblock, this.#nothing));
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

  /** Clears the choice; the focus moves to the hall, because the buttons are disabled now. */
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

  draw() {
    const { live } = this.#head;
    const holder = this.#holder();
    this.#words.textContent = this.#summary(live);
    this.#link.hidden = holder === undefined;
    if (holder)
      this.#link.textContent = `Booking ${holder.number}, ${statusWords[holder.status]}`;
    this.#block.disabled = this.#seats.size === 0 || !live;
    this.#unblock.disabled = this.#block.disabled;
    this.#nothing.disabled = this.#seats.size === 0;
  }

  #summary(live) {
    const seats = [...this.#seats];
    if (seats.length === 0) return 'Choose seats in the hall to block or unblock them.';
    const chosen = `${counted(seats.length, 'seat')} chosen: ${listed(seats, 20)}.`;
    return live ? chosen : `${chosen} This is the past: go live to block or unblock.`;
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
