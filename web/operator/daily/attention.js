// What an operator must look after: money that goes back or belongs to nobody, seats sold twice,
// clocks.
import { clockApart } from '../../clock.js';
import { element } from '../../dom.js';
import { counted } from '../../event_words.js';
import { money } from '../../money.js';
import { span } from '../../times.js';
import { retryMs, retryWords } from '../problems.js';
import { Metrics } from './metrics.js';

const refreshMs = 10_000;
const mostRefunds = 1000;
const mostApartMs = 2000;

/** Sums amounts by currency: `€12.50 and ₹100.00`. */
export function sums(amounts) {
  const sum = new Map();
  for (const { value, currency } of amounts) sum.set(currency, (sum.get(currency) ?? 0) + value);
  return [...sum].map(([currency, value]) => money(value, currency)).join(' and ');
}

function refundNote({ refunds, next }) {
  if (refunds.length === 0) return [];
  const count = next === undefined
    ? counted(refunds.length, 'refund') : `More than ${mostRefunds} refunds`;
  return [{
    kind: 'warn',
    title: `${count} due, ${sums(refunds.map(({ amount }) => amount))}`,
    text: 'Pay back at the payment provider, and at the counter what was sold there.',
    link: ['#/refunds', 'Refunds due'],
  }];
}

function moneyNotes(metrics) {
  const notes = [];
  const unknown = metrics.sum('boxoffice_unknown_payments_total', { status: 'SUCCESS' });
  const amounts = metrics.series('boxoffice_unknown_payments_amount_total')
    .map(({ labels, value }) => `${value} ${labels.currency}`).join(' and ');
  if (unknown > 0)
    notes.push({
      kind: 'bad',
      title: `${counted(unknown, 'payment')} for no booking that the server knows: ${amounts}`,
      text: 'The log of the server names each. Find out whose they are, and pay them back.',
    });
  const failed = metrics.sum('boxoffice_failed_refunds_total');
  if (failed > 0)
    notes.push({
      kind: 'bad',
      title: `${counted(failed, 'report')} of refunds that failed`,
      text: 'The customers have not got their money. The log of the server names the payments: '
        + 'refund them again at the provider.',
    });
  const unmatched = metrics.sum('boxoffice_unmatched_refunds_total');
  if (unmatched > 0)
    notes.push({
      kind: 'warn',
      title: `${counted(unmatched, 'refund')} at the provider beyond what was due`,
      text: 'Compare the bookings that the log of the server names with the provider.',
    });
  return notes;
}

function oversoldNotes(metrics) {
  const seats = metrics.sum('boxoffice_oversold_seats');
  if (seats > 0)
    return [{
      kind: 'bad',
      title: `${counted(seats, 'seat')} sold twice`,
      text: 'Search the log of the server for "was sold twice". It names each seat with its bookings.',
    }];
  if (metrics.sum('boxoffice_oversold_check_failures_total') > 0)
    return [{
      kind: 'warn',
      title: 'The search for seats sold twice could not read everything',
      text: 'It tries again. The log of the server says what could not be read.',
    }];
  return [];
}

function clockNotes() {
  const apart = clockApart();
  if (Math.abs(apart) < mostApartMs) return [];
  const side = apart > 0 ? 'ahead of' : 'behind';
  return [{
    kind: 'warn',
    title: `The server's clock is ${span(Math.abs(apart))} ${side} that of this computer`,
    text: 'Set whichever is wrong. Payments are refused if the server is five minutes off.',
  }];
}

/** [{kind: bad or warn, title, text, link?}], the worst first. */
function notesOf(refunds, metrics) {
  const notes = [
    ...oversoldNotes(metrics), ...moneyNotes(metrics), ...refundNote(refunds), ...clockNotes(),
  ];
  return notes.sort((one, other) => (one.kind > other.kind) - (one.kind < other.kind));
}

/** A section that keeps itself up to date. */
export function attention(session) {
  const list = element('ul', { class: 'attention' });
  const checked = element('p', { class: 'soft small', role: 'status' }, 'Looking…');
  let timer;
  let closed = false;

  async function refresh() {
    let wait = refreshMs;
    try {
      const [refunds, text] = await Promise.all([
        session.get(`/api/refund?limit=${mostRefunds}`), session.text('/metrics', 'text/plain'),
      ]);
      if (closed) return;
      draw(notesOf(refunds, new Metrics(text)));
    } catch (problem) {
      if (closed) return;
      checked.textContent = `What needs attention is not known. ${retryWords(problem)}`;
      wait = retryMs(problem, refreshMs);
    }
    if (!closed) timer = setTimeout(refresh, wait);
  }

  function draw(notes) {
    list.replaceChildren(...notes.map(({ kind, title, text, link }) =>
      element('li', { class: `notice notice-${kind}` },
        element('strong', {}, title, '.'), ' ', text, ' ',
        link && element('a', { href: link[0] }, link[1]))));
    checked.textContent = notes.length === 0
      ? 'Nothing: no refund is due, all money has its booking, no seat was sold twice, and the '
        + 'clocks agree.'
      : 'Counted since the server started, refunds over all time.';
  }

  refresh();
  return {
    element: element('section', { class: 'card', 'aria-label': 'Needs attention' },
      element('h2', {}, 'Needs attention'), list, checked),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
