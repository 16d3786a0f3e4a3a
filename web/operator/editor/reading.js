// A hall for those who may not change it: its size and what customers see.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { unreadable } from '../unreadable.js';
import { planOf, seatsIn } from './plan.js';
import { currencyOf, Preview } from './preview.js';

export function hallReadingView(session, id) {
  const page = new HallReading(session, id);
  page.load();
  return page;
}

class HallReading {
  title = 'Hall';
  #session;
  #id;
  #preview = null;
  #isClosed = false;
  #heading = element('h1', {}, 'Hall');
  #facts = element('p', { class: 'soft', role: 'status' });
  #place = element('div');

  constructor(session, id) {
    this.#session = session;
    this.#id = id;
    this.element = element('section', {},
      element('div', { class: 'head' }, element('div', {},
        element('a', { href: '#/halls' }, 'All halls'), this.#heading, this.#facts)),
      this.#place);
  }

  async load() {
    this.#facts.textContent = 'Loading…';
    this.#place.replaceChildren();
    try {
      const [hall, currency] = await Promise.all([
        this.#session.get(`/api/hall/${encodeURIComponent(this.#id)}`), currencyOf(this.#session),
      ]);
      if (!this.#isClosed) this.#draw(planOf(hall), currency);
    } catch (problem) {
      this.#facts.textContent = '';
      this.#place.replaceChildren(...unreadable(problem, () => this.load()));
    }
  }

  close() {
    this.#isClosed = true;
    this.#preview?.close();
  }

  #draw(plan, currency) {
    this.#heading.textContent = plan.name;
    this.#facts.textContent = [
      `${counted(seatsIn(plan), 'seat')} in ${counted(plan.rows.length, 'row')}`, plan.timeZone,
    ].filter(Boolean).join(' · ');
    this.#preview = new Preview();
    this.#place.replaceChildren(this.#preview.element);
    this.#preview.draw(plan, currency);
  }
}
