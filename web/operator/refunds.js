// The refunds due, oldest first.
import { element } from '../dom.js';
import { counted, reasonWords, sum } from '../event_words.js';
import { money } from '../money.js';
import { moment } from '../times.js';

const pageSize = 100;
const columns = ['Since', 'Show', 'Payment', 'Reason', 'Amount'];

export function refundsView(session) {
  const summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  const body = element('tbody', { role: 'rowgroup' });
  const more = element('button', { class: 'button', onclick: load, hidden: true }, 'Show more');
  const sums = new Map(); // currency -> minor units
  let next;

  async function load() {
    more.disabled = true;
    const after = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
    try {
      const page = await session.get(`/api/refund?limit=${pageSize}${after}`);
      next = page.next;
      for (const refund of page.refunds) add(refund);
      summary.textContent = summaryText();
      more.hidden = next === undefined;
    } catch (problem) {
      summary.textContent = problem.message;
      more.hidden = false;
    }
    more.disabled = false;
  }

  function add({ reqId, paymentId, amount, reason, since }) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.value);
    const show = reqId.slice(0, reqId.lastIndexOf('.'));
    const texts = [
      element('time', { datetime: since }, moment(since)),
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
    const count = body.children.length;
    if (count === 0) return 'Nothing is due.';
    const total = [...sums].map(([currency, value]) => money(value, currency)).join(' and ');
    return `${counted(count, 'refund')} due${next === undefined ? '' : ' so far'}, ${total}. `
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
      more),
  };
}
