// The refunds due, oldest first.
import { element } from '../dom.js';
import { counted, reasonWords, sum } from '../event_words.js';
import { money } from '../money.js';
import { problemWords } from './problems.js';
import { momentAtCinema } from './zone_times.js';

const pageSize = 1000;
const most = 20_000; // that are put in order
const shownAtOnce = 100;
const columns = ['Since', 'Show', 'Payment', 'Reason', 'Amount'];

export function refundsView(session) {
  const summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  const body = element('tbody', { role: 'rowgroup' });
  const more = element('button', { class: 'button', onclick: showMore, hidden: true }, 'Show more');
  const again = element('button', { class: 'button', onclick: load, hidden: true }, 'Try again');
  const sums = new Map(); // currency -> minor units
  let isWhole = true; // whether all that are due have been read
  let waiting = []; // those not shown yet, the oldest first
  let total = 0;

  /** All of them, because the server lists them by show and not by date. */
  async function load() {
    const refunds = [];
    try {
      let after = '';
      while (after !== undefined && refunds.length < most) {
        const page = await session.get(`/api/refund?limit=${pageSize}${after}`);
        refunds.push(...page.refunds);
        after = page.next && `&after=${encodeURIComponent(page.next)}`;
      }
      isWhole = after === undefined;
    } catch (problem) {
      summary.textContent = problemWords(problem);
      again.hidden = false;
      return;
    }
    again.hidden = true;
    waiting = refunds.sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
    total = refunds.length;
    for (const { amount } of refunds)
      sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.value);
    summary.textContent = summaryText();
    showMore();
  }

  function showMore() {
    for (const refund of waiting.splice(0, shownAtOnce)) add(refund);
    more.hidden = waiting.length === 0;
  }

  function add({ reqId, paymentId, amount, reason, since }) {
    const show = reqId.slice(0, reqId.lastIndexOf('.'));
    const texts = [
      element('time', { datetime: since }, momentAtCinema(since)),
      element('a', { href: `#/show/${[show, reqId].map(encodeURIComponent).join('/')}` }, show),
      element('code', {}, paymentId),
      reasonWords[reason],
      sum(amount),
    ];
    body.append(element('tr', { role: 'row' }, texts.map((text, place) =>
      element('td', {
        role: 'cell', 'data-name': columns[place], class: text === texts.at(-1) && 'number',
      }, text))));
  }

  function summaryText() {
    if (total === 0) return 'Nothing is due.';
    const sum = [...sums].map(([currency, value]) => money(value, currency)).join(' and ');
    return `${counted(total, 'refund')} due${isWhole ? '' : ' or more'}, ${sum}, the oldest first. `
      + 'An entry goes once the payment provider reports it REFUNDED.';
  }

  load();
  return {
    title: 'Refunds due',
    element: element('section', { class: 'refunds' },
      element('h1', {}, 'Refunds due'),
      summary,
      element('table', { class: 'list', role: 'table' },
        element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
          columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)))),
        body),
      more, again),
  };
}
