// One review round: the bookings that contested seats, who won and why, and the recomputed draw.
import { element } from '../dom.js';
import { counted, listed } from '../event_words.js';
import { contestsOf, holds, seatsContested } from '../rounds.js';

/** `about`: the booking to highlight; `to(seq)` moves the page there. */
export function roundPanel(history, round, about, to) {
  const seatsOf = (number) => history.event(number).data.seats;
  const contests = contestsOf(round, seatsOf);
  const met = new Set(contests.flat().map(({ number }) => number));
  const alone = round.events.filter(({ data }) => data.rule && !met.has(data.number));
  const late = round.events.filter(({ type }) => type === 'BookingExpired');
  const first = round.events[0].seq;
  const last = round.events.at(-1).seq;
  return element('section', { class: 'round', 'aria-label': `Review round ${round.round}` },
    element('h3', {}, `Review round ${round.round}`),
    contests.length === 0 ? null : element('p', {},
      `Ringed in the hall, asked for by several: ${listed(seatsContested(round), 12)}.`),
    contests.map((contest, place) =>
      contestTable(contest, { place, count: contests.length, about, to })),
    alone.length === 0 ? null : element('p', {},
      `${counted(alone.length, 'booking')} that nobody contested: `,
      listed(alone.map(({ data }) => data.number), 12), '.'),
    late.length === 0 ? null : element('p', {},
      `${counted(late.length, 'booking')} not reviewed in time: `,
      listed(late.map(({ data }) => data.number), 12), '.'),
    contests.length === 0 ? null : drawParagraph(round, contests),
    element('div', { class: 'buttons' },
      element('button', { class: 'button', onclick: () => to(first - 1) }, 'Just before'),
      element('button', { class: 'button', onclick: () => to(last) }, 'Decided')));
}

function contestTable(contest, { place, count, about, to }) {
  const name = count === 1 ? 'The contest' : `Contest ${place + 1} of ${count}`;
  return element('div', { class: 'contest', tabindex: 0, role: 'region', 'aria-label': name },
    element('table', {},
      element('caption', {}, name),
      element('thead', {}, element('tr', {},
        ['Booking', 'Asked for', 'Lot', 'Outcome'].map((title) =>
          element('th', { scope: 'col' }, title)))),
      element('tbody', {}, contest.map((entry) => contender(entry, contest, about, to)))));
}

function contender(entry, contest, about, to) {
  const { number, seats, won, lot } = entry;
  return element('tr', {
    class: won ? 'won' : 'lost', 'aria-current': number === about && 'true',
  },
    element('th', { scope: 'row' }, element('button', {
      class: 'link',
      'aria-label': `Booking ${number}: go to its request`,
      onclick: () => to(number),
    }, String(number))),
    element('td', {}, `${seats.length}: ${listed(seats)}`),
    element('td', {}, element('code', { title: lot }, lot.slice(0, 8))),
    element('td', {},
      element('strong', {}, won ? 'Won' : 'Lost'), ` ${why(entry, contest)}`));
}

/** Explains why a booking won or lost, naming the others. */
function why({ seats, won, rivals, lostTo, seatsLost }, contest) {
  const size = new Map(contest.map((other) => [other.number, other.seats.length]));
  const larger = (numbers) => numbers.filter((number) => size.get(number) !== seats.length);
  const equal = (numbers) => numbers.filter((number) => size.get(number) === seats.length);
  const parts = [];
  if (won) {
    if (rivals.length === 0) return 'its seats were still free';
    if (larger(rivals).length !== 0) parts.push(`more seats than ${listed(larger(rivals))}`);
    if (equal(rivals).length !== 0) parts.push(`a lower lot than ${listed(equal(rivals))}`);
    return parts.join(', ');
  }
  if (larger(lostTo).length !== 0) parts.push(`to more seats of ${listed(larger(lostTo))}`);
  if (equal(lostTo).length !== 0) parts.push(`to the lower lot of ${listed(equal(lostTo))}`);
  return `${listed(seatsLost)} ${parts.join(', ')}`;
}

function drawParagraph({ seed }, contests) {
  const good = contests.every(holds);
  return element('div', { class: good ? 'draw' : 'draw notice notice-bad' },
    element('p', {}, good
      ? 'Drawn again in this page: the same order and the same winners.'
      : 'Drawn again in this page, the lots give other winners: this log cannot be right.'),
    element('p', { class: 'soft' },
      'The most seats go first, then the lowest lot: SHA-256 of the seed and the number. Seed ',
      element('code', {}, seed)));
}
