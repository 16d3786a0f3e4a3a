// The hall as customers will see it.
import { element } from '../../dom.js';
import { Hall } from '../../hall.js';
import { bodyOf, seatsIn } from './plan.js';

const delayMs = 150; // the time in which further changes are drawn together

export class Preview {
  #place = element('div');
  #drawn;
  #timer;
  element = element('section', { class: 'card preview', 'aria-label': 'As customers see it' },
    element('h2', {}, 'As customers see it'), this.#place);

  draw(plan, currency) {
    const key = [plan.rows, plan.classes, plan.name, currency];
    if (this.#drawn?.every((each, at) => each === key[at])) return;
    this.#drawn = key;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(plan, currency), delayMs);
  }

  close() {
    clearTimeout(this.#timer);
  }

  #show(plan, currency) {
    if (seatsIn(plan) === 0) {
      this.#place.replaceChildren(element('p', { class: 'soft' }, 'No seats yet.'));
      return;
    }
    const { name, blocked = [], classes, rows } = bodyOf(plan);
    const seats = Object.fromEntries(blocked.map((id) => [id, 'blocked']));
    const show = { hall: name || 'the hall', classes, rows, currency, price: 0 };
    this.#place.replaceChildren();
    const hall = new Hall(this.#place, show, {
      seats,
      label: (id, state) => (state === 'blocked' ? `${id}, not for sale` : id),
    });
    hall.center?.();
  }
}
