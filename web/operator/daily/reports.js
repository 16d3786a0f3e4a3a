// Sales reports, their CSV, and the sheet for the end of a day.
import { element } from '../../dom.js';
import { money } from '../../money.js';
import { daysLater } from '../../zones.js';
import { today } from './days.js';
import { daySheet } from './day_sheet.js';
import { problemWords } from '../problems.js';
import { printOnly } from './print.js';
import { byType, nameOfRow, reportPath, selectionWords, subjects } from './report_rows.js';
import { typeNames } from './type_names.js';

const count = (number) => number.toLocaleString('en');
const figures = [
  ['Seats sold', 'seatsSold'], ['Revenue', 'revenue', money], ['Returned', 'seatsReturned'],
  ['Expired', 'seatsExpired'], ['Unallocated', 'unallocated', money],
  ['Refunds due', 'refundsDue', money], ['Refunds paid', 'refundsPaid', money],
  ['Taken back', 'reversed', money],
];
const keptMs = 60_000; // a file, until the browser has surely saved it
const typeFigures = [['Seats sold', 'seats'], ['Revenue', 'revenue', money]];

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text);

/** What is shown at first: by a subject, of these days, and the sheet of a day if one is given. */
export function reportsView(session, by, from, to, sheet) {
  const page = new Reports(session);
  page.begin({ by, from, to, sheet });
  return page;
}

class Reports {
  title = 'Reports';
  #session;
  #question = 0; // the latest question; answers to earlier ones are dropped
  #by = element('select', { id: 'by', onchange: () => this.#changed() },
    Object.entries(subjects).map(([id, { words }]) => element('option', { value: id }, words)));
  #from = this.#dayField('from', daysLater(today(), -6));
  #to = this.#dayField('to', today());
  #said = element('p', { class: 'soft', role: 'status' });
  #problem = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #again = element('button', {
    class: 'button', hidden: true, onclick: () => this.read(),
  }, 'Try again');
  #place = element('div');
  #csv = element('button', { class: 'button', type: 'button', onclick: () => this.#download() },
    'Download CSV');
  #day = this.#dayField('sheet-day', today(), () => this.#readSheet());
  #hasSheet = false;
  #sheetPlace = element('div', {
    class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': 'The sheet', hidden: true,
  });
  #print = element('button', {
    class: 'button button-primary', type: 'button', hidden: true,
    onclick: () => printOnly(this.#sheetPlace.firstChild.cloneNode(true)),
  }, 'Print the sheet');

  constructor(session) {
    this.#session = session;
    const field = (name, input) => element('div', { class: 'field' },
      element('label', { for: input.id }, name), input);
    this.element = element('section', { class: 'reports' },
      element('h1', {}, 'Reports'),
      element('form', { class: 'card report-form', onsubmit: (event) => event.preventDefault() },
        field('By', this.#by), field('From', this.#from), field('To', this.#to), this.#csv),
      this.#problem, this.#again, this.#said, this.#place,
      element('section', { class: 'card end-of-day', 'aria-label': 'End of day' },
        element('h2', {}, 'End of day'),
        element('form', { class: 'report-form', onsubmit: (event) => event.preventDefault() },
          field('Day', this.#day),
          element('button', { class: 'button', type: 'button', onclick: () => this.#readSheet() },
            'Show the sheet'),
          this.#print),
        this.#sheetPlace));
  }

  #dayField(id, value, changed = () => this.#changed()) {
    return element('input', { id, type: 'date', value, required: true, onchange: changed });
  }

  /** The question of the form, or null with the reason on the page. */
  #wanted() {
    const [from, to] = [this.#from.value, this.#to.value];
    if (from && to && from <= to) return { subject: this.#by.value, from, to };
    this.#fail('Choose two days, the first not after the last.');
    return null;
  }

  /** Starts with what the address says; what it does not say is usual. */
  begin({ by, from, to, sheet }) {
    if (Object.hasOwn(subjects, by ?? '')) this.#by.value = by;
    for (const [field, day] of [[this.#from, from], [this.#to, to], [this.#day, sheet]])
      if (isDay(day ?? '')) field.value = day;
    this.read();
    if (isDay(sheet ?? '')) this.#readSheet();
  }

  /** Keeps in the address what is shown, for a reload and for the way back. */
  #keep() {
    const days = [this.#from.value, this.#to.value, ...(this.#hasSheet ? [this.#day.value] : [])];
    if (!days.every(isDay)) return;
    history.replaceState(null, '', `#/${['reports', this.#by.value, ...days].join('/')}`);
  }

  #changed() {
    this.#keep();
    this.read();
  }

  async read() {
    const wanted = this.#wanted();
    if (wanted === null) return;
    const question = ++this.#question;
    this.#problem.hidden = true;
    this.#again.hidden = true;
    try {
      const report = await this.#session.get(reportPath(wanted.subject, wanted.from, wanted.to));
      const names = wanted.subject === 'type' ? await typeNames(this.#session, report.rows, wanted)
        : undefined;
      if (question === this.#question) this.#draw(wanted.subject, report, names);
    } catch (problem) {
      if (question === this.#question) this.#fail(problemWords(problem), problem.passing);
    }
  }

  #fail(text, passing = false) {
    this.#problem.textContent = text;
    this.#problem.hidden = false;
    this.#again.hidden = !passing;
  }

  #draw(subject, { rows, totals }, names) {
    const words = selectionWords[subjects[subject].selects];
    this.#said.textContent = rows.length === 0 ? `${words} There is nothing.` : words;
    const isType = subject === 'type';
    const shown = isType ? typeFigures : figures;
    const lines = isType ? byType(rows, names).map((row) => [row.name, row])
      : rows.map((row) => [nameOfRow(subject, row), row]);
    const sums = isType ? totals.map((row) => ({ ...row, seats: row.seatsSold })) : totals;
    this.#place.replaceChildren(
      rows.length === 0 ? '' : table(subjects[subject].words, shown, lines, sums));
  }

  async #download() {
    const wanted = this.#wanted();
    if (wanted === null) return;
    this.#csv.disabled = true;
    try {
      const { subject, from, to } = wanted;
      const text = await this.#session.text(reportPath(subject, from, to), 'text/csv');
      const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
      element('a', { href: address, download: `sales-${subject}-${from}-${to}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), keptMs);
    } catch (problem) {
      this.#fail(`The CSV cannot be downloaded. ${problemWords(problem)}`);
    }
    this.#csv.disabled = false;
  }

  async #readSheet() {
    const day = this.#day.value;
    if (!day) return;
    this.#hasSheet = true;
    this.#keep();
    let sheet;
    try {
      sheet = await daySheet(this.#session, day);
    } catch (problem) {
      sheet = element('p', { class: 'notice notice-bad', role: 'alert' }, problemWords(problem));
    }
    if (day !== this.#day.value) return; // The sheet of another day is on its way.
    this.#print.hidden = !sheet.matches('.day-sheet');
    this.#sheetPlace.replaceChildren(sheet);
    this.#sheetPlace.hidden = false;
  }
}

/** `lines`: [name, row]; a row of sums for each currency comes last. */
function table(subject, shown, lines, sums) {
  const cells = (row) => shown.map(([name, member, write = count]) =>
    element('td', { role: 'cell', class: 'number', 'data-name': name },
      write(row[member], row.currency)));
  const line = (name, row) => element('tr', { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' }, name), cells(row));
  return element('div', { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': 'The report' },
    element('table', { class: 'list report', role: 'table' },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
        [subject, ...shown.map(([name]) => name)].map((name) =>
          element('th', { scope: 'col', role: 'columnheader' }, name)))),
      element('tbody', { role: 'rowgroup' }, lines.map(([name, row]) => line(name, row))),
      element('tfoot', { role: 'rowgroup' },
        sums.map((row) => line(`Total in ${row.currency}`, row)))));
}
