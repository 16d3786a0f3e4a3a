// The shows of a day as they sell, and what needs attention.
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { money } from '../../money.js';
import { ShowFigures } from '../../show_figures.js';
import { attention, sums } from './attention.js';
import { daysLater } from '../../zones.js';
import { Failure } from '../failure.js';
import { clockThere, timeOfShow } from '../zone_times.js';
import { cinemaZone, nameOfDay, showsOf, today } from './days.js';

const refreshMs = 2000;
const columns = ['Starts', 'Show', 'Sold', 'Held', 'In review', 'Occupancy', 'Revenue', 'Counter'];
const states = ['sold', 'held', 'in_review', 'blocked'];

const count = (number) => number.toLocaleString('en');

/** Seats that can be sold or are sold, and the share of them that is sold: `62 %`. */
const seatsOf = ({ sold, held, in_review, available }) => sold + held + in_review + available;
const share = (sold, all) => (all === 0 ? '–' : `${Math.round((100 * sold) / all)} %`);

export function todayView(session) {
  const page = new Today(session);
  page.refresh();
  return page;
}

class Today {
  title = 'Today';
  #session;
  #figures;
  #attention;
  #day = today();
  #follows = true; // the day changes at midnight
  #maySell;
  #rows = new Map();
  #shows = [];
  #timer;
  #closed = false;
  #heading = element('h1', { tabindex: -1 });
  #pick = element('input', {
    type: 'date', 'aria-label': 'Day', required: true,
    onchange: () => this.#pick.value && this.#go(this.#pick.value),
  });
  #summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  #failure = new Failure(() => this.refresh(), refreshMs);
  #since = ''; // when the server was last there, after it failed
  #isDrawn = false; // whether the shows of the day have been read
  #run = 0; // the latest refresh; what earlier ones bring is dropped
  #totals = element('dl', { class: 'figures card', 'aria-label': 'The day', hidden: true });
  #body = element('tbody', { role: 'rowgroup' });
  #table;

  constructor(session) {
    this.#session = session;
    this.#maySell = session.may('sell');
    this.#table = element('table', { class: 'list', role: 'table', hidden: true },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
        columns.filter((name) => this.#maySell || name !== 'Counter').map((name) =>
          element('th', { scope: 'col', role: 'columnheader' }, name)))),
      this.#body);
    this.#figures = new ShowFigures(session);
    this.#attention = attention(session);
    const step = (days, label, text) => element('button', {
      class: 'button', 'aria-label': label, onclick: () => this.#go(daysLater(this.#day, days)),
    }, text);
    this.element = element('section', { class: 'today' },
      element('div', { class: 'head' },
        this.#heading,
        element('div', { class: 'buttons' },
          step(-1, 'The day before', '‹'), this.#pick, step(1, 'The day after', '›'),
          element('button', { class: 'button', onclick: () => this.#go(today()) }, 'Today'))),
      this.#failure.element,
      this.#attention.element,
      element('section', { 'aria-label': 'Shows of the day' },
        this.#totals, this.#summary, this.#table));
    this.#name();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#failure.stop();
    this.#attention.close();
  }

  #go(day) {
    this.#day = day;
    this.#follows = day === today();
    this.#name();
    this.#isDrawn = false;
    this.#summary.textContent = 'Loading…';
    this.#table.hidden = true;
    this.#totals.hidden = true;
    this.refresh();
  }

  #name() {
    this.#pick.value = this.#day;
    this.#heading.textContent = this.#follows ? 'Today' : nameOfDay(this.#day);
  }

  async refresh() {
    clearTimeout(this.#timer);
    this.#failure.stop();
    if (this.#follows && this.#day !== today()) {
      this.#day = today();
      this.#name();
    }
    const run = ++this.#run;
    const isOver = () => this.#closed || run !== this.#run;
    try {
      const { shows, missingNodes } = await showsOf(this.#session, this.#day);
      if (isOver()) return;
      this.#draw(shows, missingNodes);
      this.#isDrawn = true;
      await this.#figures.refresh(shows, (id) => isOver() || this.#got(id));
      if (isOver()) return;
      this.#failure.clear();
      this.#since = '';
      this.#timer = setTimeout(() => this.refresh(), refreshMs);
    } catch (problem) {
      if (isOver()) return;
      this.#since ||= clockThere(new Date().toISOString(), {}).replace(/\.\d{3}/, '');
      if (!this.#isDrawn) this.#summary.textContent = '';
      this.#failure.say(problem, this.#isDrawn ? `What you see is from ${this.#since}.` : '');
    }
  }

  #draw(shows, missing) {
    this.#shows = shows;
    this.#table.hidden = shows.length === 0;
    const away = missing.length === 0 ? '' : ` Shows of ${missing.join(', ')} cannot be reached now.`;
    const what = shows.length === 0
      ? `No show starts on ${nameOfDay(this.#day)}.`
      : `${counted(shows.length, 'show')} on ${nameOfDay(this.#day)}, a day in ${cinemaZone()}.`;
    if (this.#summary.textContent !== what + away) this.#summary.textContent = what + away;
    for (const id of this.#rows.keys())
      if (!shows.some((show) => show.id === id)) this.#rows.delete(id);
    for (const show of shows) this.#row(show).draw(show, this.#figures.known(show.id));
    const wanted = shows.map(({ id }) => this.#rows.get(id).element);
    const stays = wanted.length === this.#body.children.length
      && wanted.every((row, place) => row === this.#body.children[place]);
    if (!stays) this.#body.replaceChildren(...wanted);
    this.#sum();
  }

  #row({ id }) {
    if (!this.#rows.has(id)) this.#rows.set(id, new Row(id, this.#maySell));
    return this.#rows.get(id);
  }

  #got(id) {
    const show = this.#shows.find((each) => each.id === id);
    if (show) this.#rows.get(id)?.draw(show, this.#figures.known(id));
    this.#sum();
  }

  #sum() {
    const known = this.#shows
      .map((show) => ({ ...this.#figures.known(show.id), currency: show.currency, show }))
      .filter(({ sold }) => sold !== undefined);
    const add = (of) => known.reduce((sum, each) => sum + of(each), 0);
    const running = known.filter(({ show }) => show.status !== 'CANCELLED');
    const seats = running.reduce((sum, each) => sum + seatsOf(each), 0);
    const sold = add((each) => each.sold);
    const figures = {
      Sold: count(sold), Held: count(add((each) => each.held)),
      'In review': count(add((each) => each.in_review)), Occupancy: share(sold, seats),
      Revenue: sums(known.map(({ revenue, currency }) => ({ value: revenue ?? 0, currency }))),
    };
    this.#totals.hidden = known.length === 0;
    this.#totals.replaceChildren(...Object.entries(figures).map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value))));
  }
}

/** A show in the table; `maySell`: with the way to the counter. */
class Row {
  #time = element('time');
  #link;
  #place = element('span', { class: 'soft' });
  #status = element('span', { class: 'tag' });
  #bar = element('span', { class: 'bar', 'aria-hidden': 'true' },
    states.map((state) => element('i', { class: state })));
  #numbers = columns.slice(2, 7).map((name) =>
    element('td', { role: 'cell', class: 'number', 'data-name': name }, '…'));
  #sell;

  constructor(id, maySell) {
    this.#link = element('a', { href: `#/show/${encodeURIComponent(id)}` });
    this.#sell = element('a', { class: 'button', href: `#/counter/${encodeURIComponent(id)}` });
    this.element = element('tr', { role: 'row' },
      element('td', { role: 'cell', 'data-name': 'Starts' }, this.#time),
      element('th', { scope: 'row', role: 'rowheader' },
        element('span', {}, this.#link, ' ', this.#status), this.#place, this.#bar),
      this.#numbers,
      maySell ? element('td', { role: 'cell', 'data-name': 'Counter' }, this.#sell) : null);
  }

  draw(show, figures) {
    this.#time.textContent = timeOfShow(show);
    this.#time.dateTime = show.startsAt;
    this.#link.textContent = show.movie;
    this.#place.textContent = show.hall;
    this.#status.className = `tag ${show.status.toLowerCase()}`;
    this.#status.textContent = show.status.toLowerCase();
    this.#status.hidden = show.status === 'OPEN';
    this.#sell.hidden = show.status !== 'OPEN';
    this.#sell.textContent = 'Sell';
    this.#sell.setAttribute('aria-label', `Sell ${show.movie}, ${timeOfShow(show)}`);
    if (!figures) return;
    const { sold, held, in_review, revenue } = figures;
    const all = seatsOf(figures);
    const texts = [count(sold), count(held), count(in_review), share(sold, all),
      revenue === null ? '…' : money(revenue, show.currency)];
    this.#numbers.forEach((cell, place) => { cell.textContent = texts[place]; });
    for (const part of this.#bar.children)
      part.style.width = `${(100 * figures[part.className]) / (all + figures.blocked)}%`;
  }
}
