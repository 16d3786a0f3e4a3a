// The header of a show: its facts, its sales status, and the commands on the whole show.
import { serverNow } from '../clock.js';
import { element } from '../dom.js';
import { momentThere } from '../show_time.js';

export class ShowHead {
  #id;
  #history;
  #offers;
  #may;
  #status = element('span');
  #connection = element('span', { class: 'soft', role: 'status' });
  #buttons = element('div', { class: 'buttons' });
  #movie = element('span');
  #facts = element('span');
  #drawn; // the status that is shown
  #shown; // the show whose facts are shown

  /**
   * `offers`: {pause, resume, cancelShow}, called when their button is pressed; `may(scope)`:
   * whether the token has it.
   */
  constructor(show, history, offers, may) {
    this.#id = show.id;
    this.#history = history;
    this.#offers = offers;
    this.#may = may;
    this.element = element('div', { class: 'head' },
      element('div', {},
        element('a', { href: '#/shows' }, 'All shows'),
        element('h1', {}, this.#movie, ' ', this.#status),
        element('p', { class: 'soft' }, this.#facts, ' ', this.#connection)),
      this.#buttons);
  }

  /** `phase` is one of live.js. */
  connected(phase) {
    this.#connection.textContent = phase === 'lost' ? '· connection lost, trying again' : '';
  }

  draw() {
    this.#drawFacts(this.#history.now.show);
    const status = this.#now();
    if (status === this.#drawn) return;
    this.#drawn = status;
    this.#status.className = `tag ${status.toLowerCase()}`;
    this.#status.textContent = status.toLowerCase();
    const id = encodeURIComponent(this.#id);
    const focused = this.#buttons.contains(document.activeElement);
    this.#buttons.replaceChildren(...[
      status === 'OPEN' && this.#may('sell') && link('Sell', `#/counter/${id}`),
      link('Find a booking', `#/find//${id}`),
      ...(this.#may('operate') ? this.#changes(status, id) : []),
    ].filter(Boolean));
    if (focused) (this.#buttons.firstChild ?? document.querySelector('main')).focus();
  }

  #changes(status, id) {
    const { pause, resume, cancelShow } = this.#offers;
    return [
      status === 'OPEN' && button('Pause sales…', pause),
      status === 'PAUSED' && button('Resume sales…', resume),
      status !== 'CANCELLED' && link('Edit', `#/shows/edit/${id}`),
      link('Copy', `#/shows/copy/${id}`),
      link('Save as hall', `#/halls/from/${id}`),
      status !== 'CANCELLED' && button('Cancel show…', cancelShow, 'button-danger'),
    ];
  }

  #drawFacts(show) {
    if (show === this.#shown) return;
    this.#shown = show;
    const { movie, hall, startsAt, salesCloseAt } = show;
    const there = (at) => momentThere(at, show);
    const facts = [
      hall, `starts ${there(startsAt)}`, `sales close ${there(salesCloseAt)}`, this.#id,
    ];
    this.#movie.textContent = movie;
    this.#facts.textContent = facts.join(' · ');
  }

  /** The show's status, computed as the server does. */
  #now() {
    const { sales, show } = this.#history.now;
    const closed = serverNow() >= Date.parse(show.salesCloseAt);
    return closed && sales !== 'CANCELLED' ? 'CLOSED' : sales;
  }
}

function button(label, onclick, kind = '') {
  return element('button', { class: `button ${kind}`, onclick }, label);
}

function link(label, address) {
  return element('a', { class: 'button', href: address }, label);
}
