// The parts of the form of a show about the film, the hall and the sales.
import { element } from '../../dom.js';
import { settings } from '../../settings.js';
import { zonesList } from '../editor/panels.js';
import { Field } from './fields.js';
import { instantOf } from './times.js';
import { isZone, wallTime } from '../../zones.js';

const minuteMs = 60_000;

/** A whole number of the field; null if it is empty, NaN if it is none. */
function whole(field) {
  if (field.value === '') return null;
  return /^\d{1,9}$/.test(field.value) ? Number(field.value) : NaN;
}

const inRange = (value, low, high) => value === null || (value >= low && value <= high);

function isLanguage(tag) {
  try {
    return tag === '' || (tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1);
  } catch {
    return false;
  }
}

function isHttps(text) {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

export class Film {
  movie = new Field('Film', { maxlength: 200, list: 'films' });
  poster = new Field('Poster', {
    type: 'url', maxlength: 500, placeholder: 'https://', hint: 'The address of a picture.',
  });
  runningTime = new Field('Running time in minutes', { type: 'number', min: 1, max: 1440 });
  rating = new Field('Rating', { maxlength: 64, hint: 'Such as FSK 12 or U/A 13+.' });
  language = new Field('Language', {
    maxlength: 35, spellcheck: 'false', hint: 'Its code, such as hi or en-GB.',
  });

  /** `films`: names to choose from. */
  constructor(show, films) {
    this.movie.value = show.movie ?? '';
    this.poster.value = show.poster ?? '';
    this.runningTime.value = show.runningTime ?? '';
    this.rating.value = show.rating ?? '';
    this.language.value = show.language ?? '';
    this.element = element('div', { class: 'form-part' },
      this.movie.element,
      element('datalist', { id: 'films' }, films.map((value) => element('option', { value }))),
      element('div', { class: 'fields' }, this.runningTime.element, this.rating.element,
        this.language.element),
      this.poster.element);
  }

  get values() {
    return {
      movie: this.movie.value,
      poster: this.poster.value || null,
      runningTime: whole(this.runningTime),
      rating: this.rating.value || null,
      language: this.language.value || null,
    };
  }

  get errors() {
    const { movie, poster, runningTime, language } = this.values;
    return [
      movie === '' && { field: 'movie', detail: 'Give the name of the film.' },
      poster && !isHttps(poster)
        && { field: 'poster', detail: 'Give an address that begins with https://.' },
      !inRange(runningTime, 1, 1440) && { field: 'runningTime', detail: 'Give 1 to 1440 minutes.' },
      !isLanguage(language ?? '')
        && { field: 'language', detail: 'Give the code of a language, such as hi or en-GB.' },
    ].filter(Boolean);
  }
}

/** Which hall, and the zone of its times. */
export class HallChoice {
  hall;
  timeZone = new Field('Time zone of the hall', {
    list: 'show-zones', spellcheck: 'false', maxlength: 64, hint: 'Such as Europe/Berlin.',
  });

  /** `halls`: [{id, name, seats}]; `own`: the layout of a show, if it may be kept; `chosen(id)`. */
  constructor(halls, own, chosen) {
    const options = halls.map(({ id, name, seats }) => [id, `${name} (${seats} seats)`]);
    if (own) options.unshift(['', own]);
    else options.unshift(['', 'Choose a hall']);
    this.isOwn = Boolean(own);
    this.hall = new Field('Hall', { tag: 'select', options });
    this.hall.control.addEventListener('change', () => chosen(this.hall.value));
    this.element = element('div', { class: 'form-part' },
      element('div', { class: 'fields' }, this.hall.element, this.timeZone.element),
      zonesList('show-zones'),
      own || halls.length !== 0 ? null : element('p', {},
        'There is no hall yet. ', element('a', { href: '#/halls/new' }, 'Draw one'), '.'));
  }

  /** The zone of the hall, else that of the cinema. */
  get zone() {
    return this.timeZone.value || settings()?.cinema?.timeZone || 'UTC';
  }

  get errors() {
    return [
      !this.isOwn && this.hall.value === '' && { field: 'rows', detail: 'Choose a hall.' },
      this.timeZone.value !== '' && !isZone(this.timeZone.value)
        && { field: 'timeZone', detail: 'There is no time zone of this name.' },
    ].filter(Boolean);
  }
}

const rules = [
  ['', 'Allowed'], ['refuse', 'Refused if there is another choice'],
];

/** When sales open and close, and who may buy how much. */
export class Sales {
  #opens = ['', '']; // day and time at which sales open, as they were
  #single; // the rule as it was
  #before; // the minutes between the close of sales and the start, as they were
  opensDay = new Field('Sales open on', { type: 'date', hint: 'Empty: at once.' });
  opensTime = new Field('At', { type: 'time' });
  closes = new Field('Sales close, minutes before the start', { type: 'number', min: 0, value: 0 });
  most = new Field('Most seats of a customer', {
    type: 'number', min: 1, max: 10_000, hint: 'Empty: no limit.',
  });
  single = new Field('Single seats left behind', { tag: 'select', options: rules });

  constructor(show, zone) {
    if (show.opensAt) {
      const { day, time } = wallTime(Date.parse(show.opensAt), zone);
      this.opensDay.value = day;
      this.opensTime.value = time;
      this.#opens = [day, time];
    }
    const span = show.salesCloseAt ? Date.parse(show.startsAt) - Date.parse(show.salesCloseAt) : 0;
    this.#before = Math.round(span / minuteMs);
    this.closes.value = this.#before;
    this.most.value = show.maxSeatsPerCustomer ?? '';
    this.#single = show.singleSeats ?? null;
    this.single.value = this.#single === 'refuse' ? 'refuse' : '';
    this.element = element('div', { class: 'fields' },
      this.opensDay.element, this.opensTime.element, this.closes.element, this.most.element,
      this.single.element);
  }

  get closesChanged() {
    return Number(this.closes.value) !== this.#before;
  }

  get opensChanged() {
    return this.opensDay.value !== this.#opens[0] || this.opensTime.value !== this.#opens[1];
  }

  opensAt(zone) {
    if (this.opensDay.value === '') return null;
    const at = instantOf(this.opensDay.value, this.opensTime.value || '00:00', zone);
    return at === null ? null : new Date(at).toISOString();
  }

  /** Null if sales close with the start. */
  closeAt(start) {
    const before = whole(this.closes) ?? 0;
    return before === 0 ? null : new Date(start - before * minuteMs).toISOString();
  }

  values(zone) {
    return {
      opensAt: this.opensAt(zone),
      maxSeatsPerCustomer: whole(this.most),
      singleSeats: this.single.value || (this.#single === 'allow' ? 'allow' : null),
    };
  }

  /** `starts`: instants of the shows, in ms. */
  errors(zone, starts) {
    const { opensAt, maxSeatsPerCustomer: most } = this.values(zone);
    const before = whole(this.closes);
    const first = Math.min(...starts) - (before ?? 0) * minuteMs;
    return [
      this.opensDay.value === '' && this.opensTime.value !== ''
        && { field: 'opensAt', detail: 'Choose the day too.' },
      !inRange(before, 0, 525_600) && { field: 'salesCloseAt', detail: 'Give 0 or more minutes.' },
      opensAt && Date.parse(opensAt) >= first
        && { field: 'opensAt', detail: 'Sales must open before those of the first show close.' },
      !inRange(most, 1, 10_000)
        && { field: 'maxSeatsPerCustomer', detail: 'Give 1 to 10000 seats.' },
    ].filter(Boolean);
  }
}
