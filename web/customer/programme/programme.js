// The programme: the days as tabs, the films of a day with their showings, a search over all days.
// What is chosen is in the address: #/?day=2026-12-24&hall=Regal&time=evening&q=dune.

import { Problem } from '../../api.js';
import { serverNow } from '../../clock.js';
import { element } from '../../dom.js';
import { t } from '../../words.js';
import { Failure } from '../failure.js';
import { isElsewhere, slots, startsIn } from './days.js';
import { filmCards, shortZone } from './films.js';
import { Filters } from './filters.js';
import { Schedule, Search } from './schedule.js';
import { DayTabs } from './tabs.js';

const slowMs = 2_000;
const freshMs = 30_000; // while what was read is shown without reading it again
const longestTimer = 2 ** 31 - 1;
const panelId = 'programme-panel';

/** {day, hall, time, q} of an address, each empty if it is not chosen. */
function placeFrom(hash) {
  const given = new URLSearchParams(hash.split('?')[1] ?? '');
  const [day, time] = [given.get('day') ?? '', given.get('time') ?? ''];
  return {
    day: /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : '',
    hall: (given.get('hall') ?? '').slice(0, 200),
    time: Object.hasOwn(slots, time) ? time : '',
    q: (given.get('q') ?? '').trim().slice(0, 200),
  };
}

function addressOf(place) {
  const chosen = new URLSearchParams(Object.entries(place).filter(([, value]) => value)).toString();
  return chosen ? `#/?${chosen}` : '#/';
}

/** Whether an address is one of the programme. */
export const isProgramme = (hash) => /^(#\/?(\?.*)?)?$/.test(hash);

export class Programme {
  #page;
  #place = placeFrom('');
  #content = null; // what is shown: {schedule, day} or {schedule, search}
  #turn = 0; // of the latest reading; earlier ones are ignored
  #readAt = 0;
  #scroll = 0;
  #whole = false; // whether all shows of the day were asked for
  #timers = { slow: 0, change: 0 };
  #title = element('h1', { tabindex: '-1' }, t('programme.title'));
  #filters = new Filters((changes) => this.#choose(changes, 'q' in changes));
  #tabs = new DayTabs(panelId, (day, byKey) => {
    this.#filters.close();
    this.#choose({ day, q: '' }, byKey);
  });
  #days = element('div', { class: 'days-place' }, this.#tabs.element);
  #failure = new Failure(() => this.#load(null));
  #status = element('p', { class: 'soft small list-note', role: 'status' });
  #clear = this.#button('programme.clear', () => {
    this.#choose({ q: '', hall: '', time: '' });
    this.#title.focus({ preventScroll: true }); // The button goes.
  });
  #films = element('ul', { class: 'films' });
  #note = element('p', { class: 'soft small list-note' });
  #more = this.#button('programme.more', () => this.#readMore());
  #panel = element('div', { class: 'programme-panel', id: panelId }, this.#films);
  #seen = () => document.hidden || this.#refreshOld();

  constructor(page) {
    this.#page = page;
    this.#clear.hidden = true;
    this.#more.hidden = true;
    this.#tabs.element.hidden = true;
    this.#films.append(...[1, 2, 3].map(() =>
      element('li', { class: 'card film film-ghost', 'aria-hidden': 'true' })));
    this.element = element(
      'section',
      { class: 'programme' },
      this.#title,
      this.#days,
      this.#filters.element,
      this.#failure.element,
      element('div', { class: 'programme-said' }, this.#status, this.#clear),
      this.#panel,
      this.#more,
      this.#note,
    );
  }

  #button(key, onclick) {
    return element('button', { type: 'button', class: 'button', onclick }, t(key));
  }

  /** The address that leads back to what is chosen. */
  get address() {
    return addressOf(this.#place);
  }

  /** Takes the focus; `from` is the view that was shown before. */
  focus(from) {
    const same = addressOf(placeFrom(location.hash)) === this.address;
    const link = from?.id && same
      ? this.element.querySelector(`a[href="#/show/${from.id}"]`) : null;
    (link ?? this.#title).focus({ preventScroll: Boolean(link) });
    if (link) scrollTo(0, this.#scroll);
  }

  close() {
    this.#scroll = scrollY;
    this.#turn += 1;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#failure.stop();
    this.#filters.close();
    removeEventListener('online', this.#seen);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** Shows what the address says. */
  go() {
    const place = placeFrom(location.hash);
    const same = addressOf(place) === this.address;
    const content = place.hall === this.#place.hall ? this.#content : null;
    this.#place = place;
    this.#whole &&= same;
    this.#page.title('');
    addEventListener('online', this.#seen);
    document.addEventListener('visibilitychange', this.#seen);
    this.#filters.show(place, this.#content?.schedule.halls ?? []);
    if (same && content) this.#draw();
    this.#load(content && this.#isFresh() ? content.schedule : null);
  }

  /** `quietly`: without an entry in the browser's history, such as for each letter of a search. */
  #choose(changes, quietly = false) {
    const address = addressOf({ ...this.#place, ...changes });
    if (address === this.address) return;
    if (!quietly) {
      location.hash = address; // The page calls go().
      return;
    }
    history.replaceState(null, '', address);
    this.go();
  }

  #isFresh() {
    return Date.now() - this.#readAt < freshMs;
  }

  #refreshOld() {
    if (!this.#isFresh() || this.#failure.shown) this.#load(null);
  }

  /** Reads what is chosen, from a schedule that was read or anew, and draws it. */
  async #load(known) {
    const turn = ++this.#turn;
    this.#failure.stop();
    this.#wait();
    try {
      const content = await this.#read(known);
      if (turn !== this.#turn) return;
      if (!known) this.#readAt = Date.now();
      this.#content = content;
      this.#failure.clear();
      this.#draw();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (turn === this.#turn) this.#fail(problem);
    } finally {
      if (turn === this.#turn) this.#waited();
    }
  }

  async #read(known) {
    const { day: wanted, hall, time, q } = this.#place;
    const schedule = known ?? new Schedule(hall);
    const search = q ? new Search(q, hall) : null;
    await Promise.all([known ?? schedule.open(!wanted && !q), search?.read()]);
    if (search) return { schedule, search };
    const day = schedule.days.find((each) => each.day >= wanted)?.day ?? schedule.days[0]?.day;
    if (day) {
      this.#tabs.draw(schedule.days, day, schedule.today);
      this.#tabs.element.hidden = false;
      await schedule.load(day, this.#whole || Boolean(time));
    }
    return { schedule, day };
  }

  #wait() {
    this.#panel.setAttribute('aria-busy', 'true');
    if (!this.#content) this.#status.textContent = t('programme.looking');
    clearTimeout(this.#timers.slow);
    this.#timers.slow = setTimeout(() => {
      this.#status.textContent = t('page.slow');
    }, slowMs);
  }

  #waited() {
    clearTimeout(this.#timers.slow);
    this.#panel.removeAttribute('aria-busy');
    this.#more.disabled = false;
  }

  #fail(problem) {
    this.#failure.say(problem, ...(this.#content ? [t('programme.old')] : []));
    if (!this.#content) this.#films.replaceChildren();
    this.#status.textContent = this.#content ? this.#summary(this.#shown()) : '';
  }

  async #readMore() {
    const { schedule, search } = this.#content;
    this.#more.disabled = true;
    if (!search) {
      this.#whole = true;
      await this.#load(schedule);
    } else {
      const turn = ++this.#turn;
      try {
        await search.read();
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (turn === this.#turn) this.#fail(problem);
      }
      if (turn !== this.#turn) return;
      this.#waited();
      this.#draw();
    }
    if (this.#more.hidden) this.#title.focus({ preventScroll: true });
  }

  /** The shows that are chosen, of those that were read. */
  #shown() {
    const { schedule, search, day } = this.#content;
    const shows = search ? search.shows : day ? schedule.showsOf(day) : [];
    const coming = shows.filter(({ startsAt }) => Date.parse(startsAt) > serverNow());
    const { time } = this.#place;
    return time ? coming.filter((show) => startsIn(time, show)) : coming;
  }

  #summary(shows) {
    if (!shows.length) return this.#emptyWords();
    const films = new Set(shows.map(({ movie }) => movie)).size;
    return t('programme.summary', {
      showings: t('programme.showings', { count: shows.length }),
      films: t('programme.films', { count: films }),
    });
  }

  #emptyWords() {
    const { hall, time, q } = this.#place;
    if (q) return t('programme.nothingFound', { q });
    if (hall || time) return t('programme.nothingThen');
    return t(this.#content.schedule.days.length ? 'programme.nothingToday' : 'programme.nothing');
  }

  #draw() {
    const { schedule, search, day } = this.#content;
    const shows = this.#shown();
    const focused = document.activeElement?.closest('.showing')?.getAttribute('href');
    this.#drawPanel(search ? null : day);
    this.#tabs.element.hidden = !schedule.days.length;
    this.#days.hidden = !schedule.days.length;
    this.#filters.show(this.#place, schedule.halls);
    this.#tabs.draw(schedule.days, search ? null : day ?? null, schedule.today);
    this.#films.replaceChildren(...filmCards(shows, search ? schedule.today : null));
    if (focused) this.element.querySelector(`a[href="${focused}"]`)?.focus({ preventScroll: true });
    this.#status.textContent = this.#summary(shows);
    this.#clear.hidden = !(this.#place.q || this.#place.hall || this.#place.time);
    const left = search ? 0 : schedule.left(day);
    this.#more.hidden = !(search ? search.hasMore : left);
    this.#more.textContent = left
      ? t('programme.moreOfDay', { count: left }) : t('programme.more');
    this.#note.textContent = this.#notes(shows, schedule.missing || search?.missing).join(' ');
    this.#drawLater(shows);
  }

  /** What is found on all days is the panel of no tab. */
  #drawPanel(day) {
    if (day) {
      this.#panel.setAttribute('role', 'tabpanel');
      this.#panel.setAttribute('aria-labelledby', DayTabs.idOf(day));
    } else {
      this.#panel.removeAttribute('role');
      this.#panel.removeAttribute('aria-labelledby');
    }
  }

  #notes(shows, missing) {
    const notes = missing ? [t('programme.missing')] : [];
    if (shows.some(isElsewhere)) {
      const names = new Set(shows.map(shortZone));
      notes.push(t('programme.zones', { zones: [...names].join(', ') }));
    }
    return notes;
  }

  /** Draws again when a show begins or its sales start. */
  #drawLater(shows) {
    clearTimeout(this.#timers.change);
    const moments = shows.flatMap(({ startsAt, opensAt }) => [startsAt, opensAt])
      .filter(Boolean).map((at) => Date.parse(at) - serverNow()).filter((ms) => ms > 0);
    if (moments.length)
      this.#timers.change = setTimeout(() => this.#draw(),
        Math.min(longestTimer, Math.min(...moments) + 1));
  }
}
