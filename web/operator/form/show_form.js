// The form of a show: a new one, copies of one on other days, or changes of one.
import { element } from '../../dom.js';
import { counted, listed } from '../../event_words.js';
import { say } from '../../say.js';
import { settings } from '../../settings.js';
import { allHalls } from '../halls.js';
import { lackingView } from '../lacking.js';
import { problemWords } from '../problems.js';
import { unreadable } from '../unreadable.js';
import { showErrors } from './fields.js';
import { showIdOf } from './ids.js';
import { Film, HallChoice, Sales } from './facts.js';
import { recentShows } from './recent.js';
import { Prices } from './prices.js';
import { blockSeats, changesOf, makeShows, refusal } from './save.js';
import { nextDay, Schedule, Start } from './schedule.js';
import { instantOf } from './times.js';
import { wallTime } from '../../zones.js';

const titles = { new: 'New show', copy: 'Copy show', edit: 'Edit show' };
const seeFields = 'Something is wrong: see the fields in red.';
const labels = { new: 'Make shows', copy: 'Make shows', edit: 'Save changes' };

/** #/shows/new, #/shows/new/HALL, #/shows/copy/ID, #/shows/edit/ID. */
export function showFormRoute(session, verb, id) {
  const known = Object.hasOwn(titles, verb) ? verb : 'new';
  if (!session.may('operate')) return lackingView(titles[known], 'operate');
  const page = new ShowForm(session, known, id);
  page.load();
  return page;
}

/** The zone of the cinema, else that of the browser, which is most likely there. */
function usualZone() {
  return settings()?.cinema?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
}

class ShowForm {
  #session;
  #verb;
  #id; // of the show, or of the hall of a new one
  #show = null; // the show that is changed or copied
  #layout = null; // {name, classes, rows, blocked, timeZone} of the hall that is chosen
  #film;
  #hall;
  #sales;
  #prices;
  #start;
  #isClosed = false;
  #isAsking = false; // a hall is being fetched
  #layoutOf = ''; // the hall of #layout; '' of the show's own
  #notice = element('p', { class: 'notice notice-bad', role: 'alert' });
  #progress = element('p', { class: 'soft', role: 'status' });
  #submit;

  constructor(session, verb, id) {
    this.#session = session;
    this.#verb = verb;
    this.#id = id;
    this.title = titles[verb];
    this.element = element('section', { class: 'show-form' },
      element('h1', {}, this.title), this.#progress);
  }

  close() {
    this.#isClosed = true;
  }

  async load() {
    this.#progress.textContent = 'Loading…';
    try {
      const [{ halls }, shows] = await Promise.all([
        allHalls(this.#session),
        recentShows(this.#session),
        this.#verb === 'new' ? null : this.#loadShow(),
      ]);
      if (!this.#isClosed) this.#build(halls, shows);
    } catch (problem) {
      this.#failed(problem);
    }
    this.#progress.textContent = '';
  }

  async #loadShow() {
    const path = `/api/movieshow/${encodeURIComponent(this.#id)}`;
    const [show, { seats }] = await Promise.all(
      [this.#session.get(path), this.#session.get(`${path}/seats`)]);
    this.#show = show;
    const blocked = Object.keys(seats).filter((seat) => seats[seat] === 'blocked');
    this.#layout = { ...show, name: show.hall, blocked };
  }

  #failed(problem) {
    this.element.replaceChildren(element('h1', {}, this.title),
      ...unreadable(problem, () => this.load(), ['#/shows', 'All shows']));
  }

  #build(halls, shows) {
    const show = this.#show ?? {};
    const films = [...new Set(shows.map(({ movie }) => movie))].sort();
    const currency = show.currency ?? shows[0]?.currency ?? '';
    this.#film = new Film(show, films);
    this.#hall = new HallChoice(halls, this.#show && `${show.hall}, as it is in this show`,
      (id) => this.#useHall(id));
    this.#hall.timeZone.value = this.#show ? show.timeZone ?? '' : usualZone();
    this.#prices = new Prices(currency, this.#verb === 'edit');
    if (this.#show) {
      this.#prices.setPrice(show.price);
      this.#prices.useClasses(show.classes);
      this.#prices.useTypes(show.priceTypes ?? []);
    }
    this.#start = this.#startFields();
    this.#sales = new Sales(show, this.#hall.zone);
    this.#submit = element('button', { class: 'button button-primary' }, labels[this.#verb]);
    this.element.replaceChildren(...this.#content());
    if (this.#verb === 'new' && halls.some(({ id }) => id === this.#id)) {
      this.#hall.hall.value = this.#id;
      this.#useHall(this.#id);
    }
    this.#film.movie.control.focus();
  }

  #content() {
    const part = (title, ...content) => element('fieldset', { class: 'card' },
      element('legend', {}, title), content);
    const back = this.#show ? `#/show/${encodeURIComponent(this.#show.id)}` : '#/shows';
    return [
      element('a', { href: back }, this.#show ? this.#show.movie : 'All shows'),
      element('h1', {}, this.title),
      element('form', {
        novalidate: true, onsubmit: (event) => this.#send(event), oninput: () => this.#corrected(),
      },
        part('Film', this.#film.element),
        part('Hall', this.#hall.element),
        part('When', this.#start.element),
        part('Prices', this.#prices.element),
        part('Sales', this.#sales.element),
        this.#notice,
        element('div', { class: 'buttons' }, this.#submit,
          element('a', { class: 'button', href: back }, 'Back')),
        this.#progress),
    ];
  }

  #startFields() {
    const { zone } = this.#hall;
    if (!this.#show) return new Schedule({ day: nextDay(Date.now(), zone), time: '' });
    const start = wallTime(Date.parse(this.#show.startsAt), zone);
    if (this.#verb === 'edit') return new Start(start);
    return new Schedule({ day: nextDay(Date.parse(this.#show.startsAt), zone), time: start.time });
  }

  /** Takes rows and classes of the hall; of '' those of the show. */
  async #useHall(id) {
    this.#isAsking = id !== '';
    try {
      const { show, layout } = id === ''
        ? { show: this.#show, layout: this.#show && { ...this.#show, name: this.#show.hall } }
        : { layout: await this.#session.get(`/api/hall/${encodeURIComponent(id)}`) };
      if (this.#isClosed || id !== this.#hall.hall.value) return;
      this.#layout = layout;
      this.#layoutOf = id;
      this.#prices.useClasses(layout?.classes ?? []);
      const zone = layout?.timeZone ?? show?.timeZone;
      if (zone) this.#hall.timeZone.value = zone;
      this.#hall.hall.fail('');
    } catch (problem) {
      this.#hall.hall.fail(problemWords(problem));
    } finally {
      this.#isAsking = false;
    }
  }

  /** Where a path of the server is in the form. */
  #fieldOf(path) {
    const [film, hall, sales, start] = [this.#film, this.#hall, this.#sales, this.#start];
    const fields = {
      movie: film.movie, poster: film.poster, runningTime: film.runningTime, rating: film.rating,
      language: film.language, hall: hall.hall, timeZone: hall.timeZone, opensAt: sales.opensDay,
      salesCloseAt: sales.closes, maxSeatsPerCustomer: sales.most, singleSeats: sales.single,
      startsAt: start.first, first: start.first, last: start.last, times: start.times,
    };
    return fields[path] ?? this.#prices.fieldOf(path)
      ?? (/^(rows|classes)/.test(path) ? hall.hall : null);
  }

  #errors() {
    const { zone } = this.#hall;
    const facts = [...this.#film.errors, ...this.#hall.errors];
    if (facts.some(({ field }) => field === 'timeZone')) return facts;
    const when = this.#start.errors(zone);
    const starts = when.length === 0 ? this.#instants() : [Infinity];
    return [...facts, ...when, ...this.#prices.errors, ...this.#sales.errors(zone, starts)];
  }

  #instants() {
    return this.#start.starts.map(({ day, time }) => instantOf(day, time, this.#hall.zone));
  }

  async #send(event) {
    event.preventDefault();
    this.#notice.textContent = '';
    if (this.#isAsking) return;
    const errors = this.#errors();
    if (errors.length !== 0) return this.#refused(errors);
    if (this.#layoutOf !== this.#hall.hall.value) { // It could not be read when it was chosen.
      await this.#useHall(this.#hall.hall.value);
      this.#notice.textContent = this.#layoutOf === this.#hall.hall.value
        ? 'The hall is read now. Look at the prices of its classes, then send the form again.' : '';
      return;
    }
    this.#submit.disabled = true;
    try {
      await (this.#verb === 'edit' ? this.#change() : this.#make());
    } catch (problem) {
      if (problem.status === 422 && problem.body.errors) this.#refused(problem.body.errors);
      else this.#notice.textContent = refusal(problem);
    } finally {
      this.#submit.disabled = false;
      this.#progress.textContent = '';
    }
  }

  #refused(errors) {
    const others = showErrors(errors, (path) => this.#fieldOf(path), (path) => this.#rowOf(path));
    this.#notice.textContent = [
      errors.length === others.length ? '' : seeFields, ...others,
    ].filter(Boolean).join(' ');
  }

  /** "Row B:" of `rows[1].seats`; empty of another path. */
  #rowOf(path) {
    const row = this.#layout?.rows[/^rows\[(\d+)\]/.exec(path)?.[1]];
    return row ? `Row ${row.row}:` : '';
  }

  /** Takes back what the notice says of red fields once there are none. */
  #corrected() {
    if (this.#notice.textContent.startsWith(seeFields)
      && this.element.querySelector('[aria-invalid="true"]') === null)
      this.#notice.textContent = this.#notice.textContent.slice(seeFields.length).trim();
  }

  /** The members of the body that do not depend on the start. */
  #members() {
    const { zone } = this.#hall;
    return {
      ...this.#film.values,
      hall: this.#layout.name,
      rows: this.#layout.rows,
      timeZone: this.#hall.timeZone.value || null,
      ...this.#prices.values,
      ...this.#sales.values(zone),
    };
  }

  async #make() {
    const members = Object.fromEntries(
      Object.entries(this.#members()).filter(([, value]) => value !== null));
    const { blocked } = this.#layout;
    const bodies = this.#start.starts.map(({ day, time }) => {
      const at = instantOf(day, time, this.#hall.zone);
      const closeAt = this.#sales.closeAt(at);
      return {
        id: showIdOf(members.movie, members.hall, day, time),
        startsAt: new Date(at).toISOString(),
        ...(closeAt ? { salesCloseAt: closeAt } : {}),
        ...members,
        ...(blocked ? { blocked } : {}),
      };
    });
    const { made, existing } = await makeShows(this.#session, bodies, (count) => {
      this.#progress.textContent = `${count} of ${counted(bodies.length, 'show')} made…`;
    });
    this.#made(made, existing);
  }

  #made(made, existing) {
    if (existing.length !== 0) {
      this.#notice.textContent = 'There was a show of this film in this hall at that time already, '
        + `and it was left as it is: ${listed(existing)}. ${counted(made.length, 'show')} made.`;
      return;
    }
    say(`${counted(made.length, 'show')} made.`);
    if (!this.#isClosed)
      location.hash = made.length === 1 ? `#/show/${encodeURIComponent(made[0])}` : '#/shows';
  }

  async #change() {
    const members = this.#members();
    delete members.currency;
    const [at] = this.#instants();
    const { zone } = this.#hall;
    const before = wallTime(Date.parse(this.#show.startsAt), zone);
    const [{ day, time }] = this.#start.starts;
    const isMoved = day !== before.day || time !== before.time;
    const start = isMoved ? at : Date.parse(this.#show.startsAt);
    if (isMoved) members.startsAt = new Date(at).toISOString();
    if (this.#sales.closesChanged) members.salesCloseAt = this.#sales.closeAt(start);
    if (!this.#sales.opensChanged) delete members.opensAt;
    const changes = changesOf(this.#show, members);
    if (Object.keys(changes).length === 0) {
      this.#notice.textContent = 'Nothing is changed yet.';
      return;
    }
    const path = `/api/movieshow/${encodeURIComponent(this.#show.id)}`;
    await this.#session.send('PATCH', path, changes);
    const { name, blocked = [] } = this.#layout;
    const isOther = changes.rows !== undefined;
    const areBlocked = !isOther || await blockSeats(this.#session, this.#show.id, blocked);
    say(areBlocked
      ? 'The show is changed.'
      : `The show is changed, but blocked seats of ${name} are on sale: block them here.`);
    if (!this.#isClosed) location.hash = `#/show/${encodeURIComponent(this.#show.id)}`;
  }
}
