// Chooses a show among those of yesterday and the next days. The last one is kept for this tab.
import { element } from '../../dom.js';
import { zoneOf } from '../../show_time.js';
import { daysLater, startOfDay, wallTime } from '../../zones.js';
import { timeOfShow } from '../zone_times.js';
import { byStart, cinemaZone, nameOfDay, today } from './days.js';

const key = 'boxoffice.operator.show';
const daysAhead = 7;
const most = 200;

export function rememberShow(id) {
  sessionStorage.setItem(key, id);
}

export function rememberedShow() {
  return sessionStorage.getItem(key) ?? '';
}

export class ShowPicker {
  #session;
  #shows = new Map();
  #none;
  #offers;

  /**
   * `none`: the words of no show; `chosen(id)` is called when the user chooses another one;
   * `offers(show)`: whether it is in the list.
   */
  constructor(session, { none, chosen = () => {}, offers = () => true }) {
    this.#session = session;
    this.#none = none;
    this.#offers = offers;
    this.element = element('select', { id: 'show', onchange: () => chosen(this.value) },
      element('option', { value: '' }, none));
  }

  get value() {
    return this.element.value;
  }

  /** Fills the list; `id` is chosen, and added if it is not offered. Throws a Problem. */
  async load(id = '') {
    const query = new URLSearchParams({
      from: new Date(startOfDay(daysLater(today(), -1), cinemaZone())).toISOString(),
      to: new Date(startOfDay(daysLater(today(), daysAhead + 1), cinemaZone())).toISOString(),
      order: 'start',
      limit: most,
    });
    const { shows } = await this.#session.get(`/api/movieshow?${query}`);
    this.#shows = new Map(shows.filter(this.#offers).map((show) => [show.id, show]));
    if (id && !this.#shows.has(id)) await this.#add(id);
    this.#draw(id);
  }

  async #add(id) {
    try {
      this.#shows.set(id, await this.#session.get(`/api/movieshow/${encodeURIComponent(id)}`));
    } catch (problem) {
      if (problem.code !== 'SHOW_NOT_FOUND') throw problem;
    }
  }

  #draw(id) {
    const days = new Map(); // day -> options
    for (const show of [...this.#shows.values()].sort(byStart)) {
      const day = wallTime(show.startsAt, zoneOf(show)).day;
      const status = show.status === 'OPEN' ? '' : `, ${show.status.toLowerCase()}`;
      if (!days.has(day)) days.set(day, []);
      days.get(day).push(element('option', { value: show.id },
        `${timeOfShow(show)} ${show.movie}, ${show.hall}${status}`));
    }
    this.element.replaceChildren(
      element('option', { value: '' }, this.#none),
      ...[...days].map(([day, options]) =>
        element('optgroup', { label: nameOfDay(day) }, options)));
    this.element.value = this.#shows.has(id) ? id : '';
  }
}
