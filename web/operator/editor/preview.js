// The hall as customers will see it.
import { element } from '../../dom.js';
import { Hall } from '../../hall.js';
import { recentShows } from '../form/recent.js';
import { bodyOf, seatsIn } from './plan.js';

const delayMs = 150; // the time in which further changes are drawn together

/** The currency of the newest show: halls have none. */
export async function currencyOf(session) {
  return (await recentShows(session))[0]?.currency ?? 'EUR';
}

export class Preview {
  #place = element('div');
  #wanted; // [rows, classes, name, currency] to be shown
  #drawn; // those that are shown
  #plan;
  #hall;
  #timer;
  #isSeen = false; // A hall that is out of sight is drawn when it comes into sight.
  #sight = new IntersectionObserver((entries) => {
    this.#isSeen = entries.at(-1).isIntersecting;
    if (this.#isSeen) this.#show();
  }, { rootMargin: '50%' });
  element = element('section', { class: 'card preview', 'aria-label': 'As customers see it' },
    element('h2', {}, 'As customers see it'), this.#place);

  constructor() {
    this.#sight.observe(this.element);
  }

  draw(plan, currency) {
    const key = [plan.rows, plan.classes, plan.name, currency];
    if (this.#wanted?.every((each, at) => each === key[at])) return;
    this.#wanted = key;
    this.#plan = plan;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), delayMs);
  }

  close() {
    clearTimeout(this.#timer);
    this.#sight.disconnect();
    this.#hall?.close();
  }

  #show() {
    if (!this.#isSeen || this.#drawn === this.#wanted) return;
    this.#drawn = this.#wanted;
    const [plan, currency] = [this.#plan, this.#wanted.at(-1)];
    this.#hall?.close();
    this.#hall = null;
    if (seatsIn(plan) === 0) {
      this.#place.replaceChildren(element('p', { class: 'soft' }, 'No seats yet.'));
      return;
    }
    const { name, blocked = [], classes, rows } = bodyOf(plan);
    const seats = Object.fromEntries(blocked.map((id) => [id, 'blocked']));
    const show = { hall: name || 'the hall', classes, rows, currency, price: 0 };
    this.#place.replaceChildren();
    this.#hall = new Hall(this.#place, show, {
      seats,
      label: (id, state) => (state === 'blocked' ? `${id}, not for sale` : id),
    });
    this.#hall.center();
  }
}
