// Chooses other seats for a booking, as many as it has.
import { element } from '../../dom.js';
import { counted, listed } from '../../event_words.js';
import { SeatMap } from './seat_map.js';

export class Move {
  #booking;
  #map;
  #show;
  #chosen;
  #words = element('p', { role: 'status' });
  #move;
  #title = element('h2', { tabindex: -1 });

  /** `ends`: {done(seats), back()}; `seats` has the new ones in the places of those given up. */
  constructor(session, show, booking, ends) {
    this.#show = show.id;
    this.#booking = booking;
    this.#chosen = new Set(booking.seats);
    this.#map = new SeatMap(session, {
      select: (seat, state) => this.#toggle(seat, state), changed: () => this.#dropTaken(),
    }, ['available', 'held', 'sold']); // Its own seats are held or sold.
    this.#title.textContent = `Move booking ${booking.number}`;
    this.#move = element('button', {
      class: 'button button-primary', onclick: () => ends.done(this.#seats()),
    });
    this.element = element('section', { class: 'panel card', 'aria-label': 'Move the booking' },
      this.#title,
      element('p', { class: 'soft' },
        'Give up a seat of the booking by choosing it, then choose a free one in its place.'),
      this.#map.element, this.#words,
      element('div', { class: 'buttons' }, this.#move,
        element('button', { class: 'button', onclick: () => ends.back() }, 'Back')));
  }

  async open() {
    this.#title.focus();
    await this.#map.open(this.#show);
    this.#draw();
  }

  close() {
    this.#map.close();
  }

  #toggle(seat, state) {
    const isOwn = this.#booking.seats.includes(seat);
    if (this.#chosen.delete(seat)) return this.#draw();
    if (!isOwn && state !== 'available') return this.#draw(`${seat} is not free.`);
    if (this.#chosen.size === this.#booking.seats.length)
      return this.#draw('Give up a seat first.');
    this.#chosen.add(seat);
    this.#draw();
  }

  #dropTaken() {
    const gone = [...this.#chosen].filter((seat) =>
      !this.#booking.seats.includes(seat) && this.#map.stateOf(seat) !== 'available');
    for (const seat of gone) this.#chosen.delete(seat);
    this.#draw(gone.length === 0 ? '' : `${listed(gone)} went to somebody else.`);
  }

  /** The chosen seats; those that stay keep their place in the booking. */
  #seats() {
    const added = [...this.#chosen].filter((seat) => !this.#booking.seats.includes(seat));
    return this.#booking.seats.map((seat) => (this.#chosen.has(seat) ? seat : added.shift()));
  }

  #draw(note = '') {
    const { seats } = this.#booking;
    const added = [...this.#chosen].filter((seat) => !seats.includes(seat));
    const left = seats.length - this.#chosen.size;
    this.#map.mark(this.#chosen);
    const words = left > 0 ? `${counted(left, 'more seat')} to choose.`
      : added.length === 0 ? `The booking has ${listed(seats, 20)}.`
        : `From ${listed(seats.filter((seat) => !this.#chosen.has(seat)), 20)} to ${listed(added, 20)}.`;
    this.#words.textContent = note ? `${note} ${words}` : words;
    this.#move.textContent = added.length === 0 ? 'Move…' : `Move to ${listed(added)}…`;
    this.#move.disabled = left !== 0 || added.length === 0;
  }
}
