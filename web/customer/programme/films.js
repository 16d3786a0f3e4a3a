// The films of the programme as cards, each with its showings.

import { serverNow } from '../../clock.js';
import { element, svg } from '../../dom.js';
import { money } from '../../money.js';
import { momentThere, zoneOf } from '../../show_time.js';
import { t } from '../../words.js';
import { languageName } from '../../language.js';
import { lasts } from '../words.js';
import { dayWords, startThere } from './days.js';

const fewSeats = 10;
const fewShare = 0.1;

/** {state, words}: whether tickets can be bought, and what else a customer should know. */
export function saleOf(show, now = serverNow()) {
  const { status, opensAt, seatsAvailable: left, seatsTotal: total } = show;
  if (status === 'PAUSED') return { state: 'off', words: t('programme.paused') };
  if (status === 'CLOSED') return { state: 'off', words: t('programme.closed') };
  if (opensAt && Date.parse(opensAt) > now)
    return { state: 'off', words: t('programme.opens', { at: momentThere(opensAt, show) }) };
  if (left === 0) return { state: 'sold', words: t('programme.soldOut') };
  if (left < fewSeats && left < total)
    return { state: 'few', words: t('programme.seatsLeft', { count: left }) };
  if (left < fewShare * total) return { state: 'few', words: t('programme.fewLeft') };
  return { state: 'open', words: null };
}

/** A picture for a film without one: its colour follows from the title. */
function drawnPoster(movie) {
  const hue = [...movie].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const drawn = svg(
    'svg',
    { class: 'poster poster-drawn', viewBox: '0 0 200 300', 'aria-hidden': 'true' },
    svg('circle', { class: 'poster-light', cx: 100, cy: 128, r: 70 }),
    svg('circle', { class: 'poster-dark', cx: 100, cy: 128, r: 13 }),
    [0, 72, 144, 216, 288].map((turn) =>
      svg('circle', {
        class: 'poster-dark', cx: 100, cy: 88, r: 18, transform: `rotate(${turn} 100 128)`,
      })),
    svg('rect', { class: 'poster-light', x: 100, y: 184, width: 100, height: 14 }),
    [[24, 244, 152], [24, 264, 96]].map(([x, y, width]) =>
      svg('rect', { class: 'poster-light', x, y, width, height: 8, rx: 4 })),
  );
  drawn.style.setProperty('--hue', hue);
  return drawn;
}

function posterOf(movie, shows) {
  const src = shows.find(({ poster }) => poster)?.poster;
  if (!src) return drawnPoster(movie);
  const image = element('img', {
    class: 'poster',
    alt: '',
    width: 200,
    height: 300,
    loading: 'lazy',
    decoding: 'async',
    referrerpolicy: 'no-referrer',
    src,
  });
  image.addEventListener('error', () => image.replaceWith(drawnPoster(movie)));
  return image;
}

/** The languages that the shows name, each once. */
const tagsOf = (shows) => [...new Set(shows.map(({ language }) => language).filter(Boolean))];

/** "2 h 35 min · U/A 13+ · Hindi" */
function factsOf(shows) {
  const first = (name) => shows.find((show) => show[name])?.[name];
  const [minutes, rating, tags] = [first('runningTime'), first('rating'), tagsOf(shows)];
  return [minutes && lasts(minutes), rating, ...tags.map(languageName)].filter(Boolean).join(' · ');
}

/**
 * The price before those of classes and price types, which lists of shows leave out. They may add
 * to it and take from it, so a show without one need not be free.
 */
function basePrice({ price, currency }, state) {
  if (!price || state === 'sold' || state === 'off') return null;
  return t('programme.basePrice', { price: money(price, currency) });
}

/** The whole name of a hall stands on the page of the show. */
const spanOf = (name, text) => (name === 'hall'
  ? element('span', { class: 'showing-hall clamped', title: text }, text)
  : element('span', { class: `showing-${name}` }, text));

/** `with.language`, `with.zone`: whether the shows beside it have another one. */
function showing(show, { language, zone }) {
  const { state, words } = saleOf(show);
  const { time } = startThere(show);
  const parts = [
    ['time', zone ? `${time} ${shortZone(show)}` : time],
    ['hall', show.hall],
    ['language', language && show.language ? languageName(show.language) : null],
    ['price', basePrice(show, state)],
    ['note', words],
  ];
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'showing number', 'data-state': state, href: `#/show/${show.id}` },
      parts.filter(([, text]) => text).flatMap(([name, text]) =>
        [spanOf(name, text), ' ']),
    ),
  );
}

/** "CET" */
export const shortZone = (show) => momentThere(show.startsAt, show).split(' ').at(-1);

function grouped(shows, keyOf) {
  const groups = new Map();
  for (const show of shows) {
    const key = keyOf(show);
    groups.set(key, [...(groups.get(key) ?? []), show]);
  }
  return groups;
}

const showingsOf = (shows, marks) =>
  element('ul', { class: 'showings' }, shows.map((show) => showing(show, marks)));

/** The showings below the name of their day. */
function daysOf(shows, marks, today) {
  return [...grouped(shows, (show) => startThere(show).day)].map(([day, those]) => {
    const { name, date } = dayWords(day, today);
    return [element('h3', { class: 'showings-day' }, `${name}, ${date}`), showingsOf(those, marks)];
  });
}

/**
 * The cards of the films of `shows`, in the order of their first showing. `today`: the shows are of
 * several days, which are named.
 */
export function filmCards(shows, today = null) {
  const zone = new Set(shows.map(zoneOf)).size > 1; // Else it is said once.
  return [...grouped(shows, ({ movie }) => movie)].map(([movie, those]) => {
    const marks = { language: tagsOf(those).length > 1, zone };
    const facts = factsOf(those);
    return element(
      'li',
      { class: 'card film' },
      posterOf(movie, those),
      element(
        'div',
        { class: 'film-head' },
        element('h2', { class: 'clamped', title: movie }, movie),
        facts ? element('p', { class: 'soft small number' }, facts) : null,
      ),
      element(
        'div',
        { class: 'film-showings' },
        today === null ? showingsOf(those, marks) : daysOf(those, marks, today),
      ),
    );
  });
}
