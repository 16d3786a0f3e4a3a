// Prints tickets and sheets: what is printed is put beside the page, which then is not printed.
import { element } from '../../dom.js';
import { money } from '../../money.js';
import { settings } from '../../settings.js';
import { startOf } from '../../show_time.js';

/** Prints an element that is not in the page, and only this. */
export function printOnly(content) {
  document.querySelector('.print-sheet')?.remove();
  const sheet = element('div', { class: 'print-sheet' }, content);
  document.body.append(sheet);
  addEventListener('afterprint', () => sheet.remove(), { once: true });
  print();
}

/** The picture of a code. It has fills of its own, so that it is black on white in every scheme. */
async function codeOf(session, reqId, seat) {
  const path = `/api/ticket/${encodeURIComponent(reqId)}/codes/${encodeURIComponent(seat)}.svg`;
  const text = await session.text(path, 'image/svg+xml');
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  return document.importNode(documentElement, true);
}

/** Prints one ticket with its code for each seat of a PAID booking; throws a Problem. */
export async function printTickets(session, show, { reqId, number, lines, amount }) {
  const codes = await Promise.all(lines.map(({ seat }) => codeOf(session, reqId, seat)));
  const types = new Map((show.priceTypes ?? []).map(({ id, name }) => [id, name]));
  printOnly(lines.map(({ seat, type, price }, place) => element('article', { class: 'paper-ticket' },
    element('div', {},
      element('p', {}, settings()?.cinema?.name ?? ''),
      element('h2', {}, show.movie),
      element('p', {}, startOf(show)),
      element('p', {}, show.hall),
      element('p', { class: 'paper-seat' }, `Seat ${seat}`),
      element('p', {}, [types.get(type) ?? type, money(price, amount.currency), `booking ${number}`]
        .filter(Boolean).join(' · '))),
    codes[place])));
}
