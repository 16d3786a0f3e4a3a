// What the programme shows, read from the server: the days that have shows, and the shows of a day
// when it is looked at. Past and cancelled shows are left out.

import { call } from '../../api.js';
import { serverNow } from '../../clock.js';
import { loadSettings } from '../../settings.js';
import { zoneOf } from '../../show_time.js';
import { startThere, widestWindowOf, windowOf } from './days.js';
import { wallTime } from '../../zones.js';

const firstPage = 100; // shows; web/early.js asks for as many. They are 40 KB.
const nextPage = 1000;
const mostPages = 20; // of one reading, whatever the server answers
const clockErrorMs = 120_000; // of the browser, before web/early.js requested the wrong time

const iso = (at) => new Date(at).toISOString();

function listPath(filters, limit) {
  const given = Object.entries(filters).filter(([, value]) => value);
  return `/api/movieshow?${new URLSearchParams([...given, ['order', 'start'], ['limit', limit]])}`;
}

/** Whether the show has not begun and is not cancelled. */
export const isComing = ({ status, startsAt }) =>
  status !== 'CANCELLED' && Date.parse(startsAt) > serverNow();

/** Shows that match a text, over all days. */
export class Search {
  #filters;
  #next = null;
  shows = [];
  missing = false;

  constructor(q, hall) {
    this.#filters = { q, hall };
  }

  /** Whether there are more shows than were read. */
  get hasMore() {
    return Boolean(this.#next);
  }

  /** Reads on until there is something new, or no more. */
  async read() {
    await loadSettings();
    const before = this.shows.length;
    const from = iso(serverNow());
    for (let pages = 0; pages < mostPages; ++pages) {
      const path = listPath({ ...this.#filters, from, after: this.#next }, firstPage);
      const page = await call(path);
      this.shows.push(...page.shows.filter(isComing));
      this.#next = page.next ?? null;
      this.missing ||= Boolean(page.missingNodes);
      if (!this.#next || this.shows.length > before) return;
    }
  }
}

/** The days, and the shows of those that were looked at, in one hall or in all. */
export class Schedule {
  #hall;
  #shows = new Map(); // day -> Map of id -> show
  #read = new Set(); // days of which every show was read
  #zones = new Set();
  days = []; // {day, shows}, in order
  halls = []; // names, of all shows
  missing = false; // whether shows are missing, because a node of the cluster is away

  constructor(hall) {
    this.#hall = hall;
  }

  /** Reads the days; the next shows too, if the first day is wanted. */
  async open(first) {
    const [all, own, soon] = await Promise.all([
      call('/api/programme'),
      this.#hall ? call(`/api/programme?${new URLSearchParams({ hall: this.#hall })}`) : null,
      first ? this.#soon() : null,
      loadSettings(),
    ]);
    this.days = (own ?? all).days;
    this.halls = all.halls;
    this.missing = Boolean((own ?? all).missingNodes);
    this.#zones.add(zoneOf({}));
    if (soon) this.#take(soon);
  }

  /** The next shows of all days: as web/early.js requests them, if its clock was right. */
  async #soon() {
    const path = [...(globalThis.early?.keys() ?? [])].find((each) => each.includes('order=start'));
    const page = path && !this.#hall ? await call(path) : null;
    if (page && Math.abs(Date.now() - serverNow()) < clockErrorMs) return page;
    return call(listPath({ from: iso(serverNow()), hall: this.#hall }, firstPage));
  }

  #take({ shows, missingNodes }) {
    this.missing ||= Boolean(missingNodes);
    for (const show of shows.filter(isComing)) {
      const { day } = startThere(show);
      this.#zones.add(zoneOf(show));
      if (!this.#shows.has(day)) this.#shows.set(day, new Map());
      this.#shows.get(day).set(show.id, show);
    }
  }

  /** Today, where the cinema is; where its halls are if it has no zone of its own. */
  get today() {
    const [cinema, ofShow] = this.#zones;
    return wallTime(serverNow(), cinema === 'UTC' && ofShow ? ofShow : cinema).day;
  }

  /** The coming shows of the day that were read, in the order of their starts. */
  showsOf(day) {
    const shows = [...(this.#shows.get(day)?.values() ?? [])].filter(isComing);
    return shows.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  }

  /** How many shows of the day were not read. */
  left(day) {
    if (this.#read.has(day)) return 0;
    const expected = this.days.find((each) => each.day === day)?.shows ?? 0;
    return Math.max(0, expected - (this.#shows.get(day)?.size ?? 0));
  }

  /** Reads the first shows of the day, or all of them, unless they were read. */
  async load(day, whole) {
    const known = this.#shows.get(day)?.size ?? 0;
    if (!this.left(day) || (known >= firstPage && !whole)) return;
    const complete = await this.#readBetween(windowOf(day, this.#zones), whole);
    if (!complete) return;
    // A hall in a zone that was not known has its day at other hours.
    if (this.left(day)) await this.#readBetween(widestWindowOf(day), true);
    this.#read.add(day);
  }

  /** Resolves to whether there was no more in that time. */
  async #readBetween([from, to], whole) {
    const span = { from: iso(Math.max(from, serverNow())), to: iso(to), hall: this.#hall };
    if (span.from >= span.to) return true;
    let after = null;
    for (let pages = 0; pages < mostPages; ++pages) {
      const page = await call(listPath({ ...span, after }, whole ? nextPage : firstPage));
      this.#take(page);
      after = page.next ?? null;
      if (!after) return true;
      if (!whole && page.shows.length) return false;
    }
    return true;
  }
}
