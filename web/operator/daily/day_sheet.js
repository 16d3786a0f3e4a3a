// The sheet for the end of a day: what was taken by which method, and how the shows of the day sold.
import { element } from '../../dom.js';
import { money } from '../../money.js';
import { settings } from '../../settings.js';
import { startOf } from '../../show_time.js';
import { serverNow } from '../../clock.js';
import { momentAtCinema } from '../zone_times.js';
import { nameOfDay, withZones } from './days.js';
import { methodName, reportPath } from './report_rows.js';

const number = (value) => element('td', { class: 'number' }, value);

function table(caption, head, rows) {
  return element('table', {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, head.map((name, place) =>
      element('th', { scope: 'col', class: place === 0 ? null : 'number' }, name)))),
    element('tbody', {}, rows));
}

function line(name, values) {
  return element('tr', {}, element('th', { scope: 'row' }, name), values.map(number));
}

function takings(rows, totals) {
  const values = (row) => [
    String(row.seatsSold), money(row.revenue, row.currency), String(row.seatsReturned),
    money(row.refundsDue, row.currency), money(row.refundsPaid, row.currency),
    money(row.revenue + row.unallocated - row.refundsPaid - row.reversed, row.currency),
  ];
  const head = ['Taken', 'Seats', 'Sales', 'Returned', 'Refunds due', 'Paid back', 'Left'];
  return table('What was taken and paid back on the day', head, [
    ...rows.map((row) => line(methodName(row.method), values(row))),
    ...totals.map((row) => element('tr', { class: 'sum' },
      element('th', { scope: 'row' }, `Total in ${row.currency}`), values(row).map(number))),
  ]);
}

function shows(rows) {
  const ordered = rows.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  const head = ['Show', 'Seats', 'Sales', 'Returned'];
  return table('Shows of the day, with all that was sold for them', head,
    ordered.map((row) => line(`${row.movie}, ${row.hall}, ${startOf(row)}`,
      [String(row.seatsSold), money(row.revenue, row.currency), String(row.seatsReturned)])));
}

/** Resolves to the sheet; throws a Problem. */
export async function daySheet(session, day) {
  const [methods, sold] = await Promise.all(
    ['method', 'show'].map((subject) => session.get(reportPath(subject, day, day))));
  const shown = await withZones(session, sold.rows, ({ show }) => show);
  return element('article', { class: 'day-sheet' },
    element('h2', {},
      [settings()?.cinema?.name, `End of ${nameOfDay(day)}`].filter(Boolean).join(': ')),
    element('p', { class: 'small' }, `As of ${momentAtCinema(serverNow())}.`),
    methods.rows.length === 0 ? element('p', {}, 'Nothing was taken or paid back on this day.')
      : takings(methods.rows, methods.totals),
    shown.length === 0 ? element('p', {}, 'No show started on this day.') : shows(shown),
    element('p', { class: 'signature' }, 'Counted and signed'));
}
