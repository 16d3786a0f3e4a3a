// The list of a show's events. Only the rows in view are in the document, so that its length does
// not matter.
import { element } from '../dom.js';
import { deedOf, whoDid } from '../event_words.js';
import { bareClock, zoneOver } from './zone_times.js';

const rowHeight = 44; // px, as in operator.css
const spare = 5; // rows drawn above and below those in view

export class EventList {
  #history;
  #head;
  #rows = new Map(); // seq -> element
  #last = 0;
  #zone = element('span', { class: 'soft small' });
  #space;
  #list;

  constructor(history, head) {
    this.#history = history;
    this.#head = head;
    this.#space = element('div', { role: 'presentation' });
    this.#list = element('div', {
      role: 'listbox', 'aria-label': 'Events', tabindex: 0, class: 'events',
      onscroll: () => this.#fill(),
      onkeydown: (event) => this.#key(event),
      onclick: (event) => this.#click(event),
    }, this.#space);
    new ResizeObserver(() => this.#fill()).observe(this.#list);
    this.element = element('section', { class: 'event-list card' },
      element('h2', {}, 'Events ', this.#zone), this.#list);
  }

  draw() {
    const { seq } = this.#head;
    this.#zone.textContent = zoneOver(this.#history.event(seq).at, this.#history.now.show);
    if (this.#last !== this.#history.last) {
      this.#last = this.#history.last;
      this.#space.style.height = `${this.#last * rowHeight}px`;
    }
    this.#reveal(seq);
    this.#fill();
    for (const [each, row] of this.#rows) row.setAttribute('aria-selected', each === seq);
    this.#list.setAttribute('aria-activedescendant', `event-${seq}`);
  }

  /** Scrolls as little as brings the row into view; from far away, to the middle. */
  #reveal(seq) {
    const { scrollTop, clientHeight } = this.#list;
    const top = (seq - 1) * rowHeight;
    const bottom = top + rowHeight;
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    const far = Math.abs(top - scrollTop) > 2 * clientHeight;
    if (far) this.#list.scrollTop = top - (clientHeight - rowHeight) / 2;
    else this.#list.scrollTop = top < scrollTop ? top : bottom - clientHeight;
  }

  #fill() {
    const { scrollTop, clientHeight } = this.#list;
    const first = Math.max(1, Math.floor(scrollTop / rowHeight) + 1 - spare);
    const last = Math.min(this.#last, Math.ceil((scrollTop + clientHeight) / rowHeight) + spare);
    for (const [seq, row] of this.#rows)
      if (seq < first || seq > last) {
        row.remove();
        this.#rows.delete(seq);
      }
    for (let seq = first; seq <= last; ++seq) if (!this.#rows.has(seq)) this.#add(seq);
    for (const row of this.#rows.values()) row.setAttribute('aria-setsize', this.#last);
  }

  #add(seq) {
    const event = this.#history.event(seq);
    const who = whoDid(event);
    const row = element('div', {
      role: 'option', id: `event-${seq}`, 'data-seq': seq, 'data-type': event.type,
      'aria-posinset': seq, 'aria-selected': seq === this.#head.seq,
    },
      element('span', { class: 'seq' }, String(seq)),
      element('span', { class: 'event-sign', 'aria-hidden': 'true' }),
      element('span', { class: 'deed' },
        element('span', { class: 'what' }, deedOf(event, this.#history.showAt(seq))),
        who ? element('span', { class: 'who' }, ` by ${who}`) : null),
      element('time', { datetime: event.at }, bareClock(event.at, this.#history.now.show)));
    row.style.top = `${(seq - 1) * rowHeight}px`;
    this.#rows.set(seq, row);
    this.#space.append(row);
  }

  #click(event) {
    const row = event.target.closest('[data-seq]');
    if (row) this.#to(Number(row.dataset.seq));
  }

  #key(event) {
    const { seq } = this.#head;
    const page = Math.max(1, Math.floor(this.#list.clientHeight / rowHeight) - 1);
    const to = {
      ArrowUp: seq - 1, ArrowDown: seq + 1, PageUp: seq - page, PageDown: seq + page,
      Home: 1, End: this.#history.last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#to(to);
  }

  #to(seq) {
    this.#head.stop();
    this.#head.stay(seq);
  }
}
