// The seats chosen in the hall: what they are, and what can be done to them.
import { element } from './dom.js';
import { counted, listed, statusWords } from './event_words.js';

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

  /** `ask(verb, seats)` asks to block or unblock. */
  constructor(history, head, hall, ask) {
    this.#history = history;
    this.#head = head;
    this.#hall = hall;
    const button = (label, onclick) => element('button', { class: 'button', onclick }, label);
    this.#words = element('span', { role: 'status' });
    this.#link = element('button', { class: 'link', onclick: () => this.#toHolder() });
    this.#block = button('Block…', () => ask('block', [...this.#seats]));
    this.#unblock = button('Unblock…', () => ask('unblock', [...this.#seats]));
    this.#nothing = button('Clear choice', () => this.clear());
    this.element = element('div', { class: 'choice' },
      element('p', {}, this.#words, ' ', this.#link),
      element('div', { class: 'buttons' }, this.#block, this.#unblock, this.#nothing));
  }

  has(seat) {
    return this.#seats.has(seat);
  }

  toggle(seat) {
    if (!this.#seats.delete(seat)) this.#seats.add(seat);
    this.#changed();
  }

  /** The focus goes to the hall: the buttons can do nothing more. */
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
    this.#words.textContent = this.#told(live);
    this.#link.hidden = holder === undefined;
    if (holder)
      this.#link.textContent = `Booking ${holder.number}, ${statusWords[holder.status]}`;
    this.#block.disabled = this.#seats.size === 0 || !live;
    this.#unblock.disabled = this.#block.disabled;
    this.#nothing.disabled = this.#seats.size === 0;
  }

  #told(live) {
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

  /** To the last event of that booking up to here. */
  #toHolder() {
    const { seq } = this.#head;
    const story = this.#history.storyOf(this.#holder().number);
    this.#head.stop();
    this.#head.stay(story.findLast((event) => event.seq <= seq).seq);
  }
}
