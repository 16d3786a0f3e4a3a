// All shows with their sales figures, a page at a time.
import { element } from '../dom.js';
import { counted } from '../event_words.js';
import { money } from '../money.js';
import { Failure } from './failure.js';
import { Field } from './form/fields.js';
import { ShowFigures } from '../show_figures.js';
import { startOf } from '../show_time.js';

const pageSize = 25;
const refreshMs = 2000;
const runningMs = 6 * 3_600_000; // Shows that began within this time are still of interest.

const statuses = [
  ['', 'All'], ['OPEN', 'Open'], ['PAUSED', 'Paused'], ['CLOSED', 'Closed'],
  ['CANCELLED', 'Cancelled'],
];

const columns = ['Show', 'Starts', 'Status', 'Sold', 'Held', 'In review', 'Free', 'Revenue'];

export function showsView(session) {
  const figures = new ShowFigures(session);
  const mayEdit = session.may('operate');
  const filters = new Filters(() => {
    starts.length = 1;
    refresh();
  });
  const starts = [null]; // `after` of each page up to the one shown
  const rows = new Map();
  const summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  const failure = new Failure(refresh, refreshMs);
  const body = element('tbody', { role: 'rowgroup' });
  const pages = element('nav', { class: 'pages', 'aria-label': 'Pages' });
  const earlier = element(
    'button', { class: 'button', onclick: () => movePage(-1) }, 'Previous page');
  const later = element('button', { class: 'button', onclick: () => movePage(1) }, 'Next page');
  pages.append(earlier, later);
  let next;
  let timer;
  let latest = 0; // refresh; what earlier ones bring is dropped, because the rows may be others now
  let closed = false;

  async function refresh() {
    clearTimeout(timer);
    failure.stop();
    const run = ++latest;
    const isOver = () => closed || run !== latest;
    const start = starts.at(-1);
    const after = start === null ? '' : `&after=${encodeURIComponent(start)}`;
    try {
      const path = `/api/movieshow?limit=${pageSize}${filters.query}${after}`;
      const { shows, ...rest } = await session.get(path);
      if (isOver()) return;
      next = rest.next;
      draw(shows, rest.missingNodes ?? []);
      await figures.refresh(shows, (id) => isOver() || fill(rows.get(id), figures.known(id)));
      if (isOver()) return;
      failure.clear();
      timer = setTimeout(refresh, refreshMs);
    } catch (problem) {
      if (isOver()) return;
      if (rows.size === 0) summary.textContent = '';
      failure.say(problem);
    }
  }

  function draw(shows, missing) {
    pages.hidden = starts.length === 1 && next === undefined;
    earlier.disabled = starts.length === 1;
    later.disabled = next === undefined;
    summary.textContent = summaryText(shows, missing);
    for (const id of rows.keys()) if (!shows.some((show) => show.id === id)) rows.delete(id);
    for (const show of shows) {
      if (!rows.has(show.id)) rows.set(show.id, rowOf(show, mayEdit));
      const row = rows.get(show.id);
      row.status.className = `tag ${show.status.toLowerCase()}`;
      row.status.textContent = show.status.toLowerCase();
      row.isCancelled = show.status === 'CANCELLED';
      if (row.edit) row.edit.hidden = row.isCancelled;
      fill(row, figures.known(show.id));
    }
    const wanted = shows.map(({ id }) => rows.get(id).element);
    const stays = wanted.length === body.children.length
      && wanted.every((row, place) => row === body.children[place]);
    if (!stays) body.replaceChildren(...wanted);
  }

  function summaryText(shows, missing) {
    if (missing.length !== 0) return `Shows of ${missing.join(', ')} cannot be reached now.`;
    if (shows.length === 0) return noneText();
    return starts.length === 1 && next === undefined
      ? counted(shows.length, 'show')
      : `Page ${starts.length}, ${counted(shows.length, 'show')}`;
  }

  function noneText() {
    if (next !== undefined) return 'No show on this page.';
    if (!filters.isAll) return 'No show fits.';
    return mayEdit ? 'No show yet. Make one with New show.' : 'No show yet.';
  }

  function movePage(by) {
    if (by > 0) starts.push(next);
    else starts.pop();
    refresh();
  }

  refresh();
  return {
    title: 'Shows',
    element: element('section', { class: 'shows' },
      element('div', { class: 'head' },
        element('div', {}, element('h1', {}, 'Shows'), summary),
        mayEdit
          ? element('div', { class: 'buttons' },
            element('a', { class: 'button button-primary', href: '#/shows/new' }, 'New show'))
          : null),
      filters.element,
      failure.element,
      element('table', { class: 'list', role: 'table' },
        element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
          columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)))),
        body),
      pages),
    close() {
      closed = true;
      clearTimeout(timer);
      failure.stop();
    },
  };
}

/** What the list is about: `query` is its part of the address. */
class Filters {
  #text = new Field('Film or hall', { type: 'search', maxlength: 200 });
  #status = new Field('Status', { tag: 'select', options: statuses });
  #when = new Field('Start', {
    tag: 'select', options: [['next', 'From now on'], ['all', 'Any time']],
  });
  #from = new Date(Date.now() - runningMs).toISOString(); // The same for all pages of the list.

  constructor(changed) {
    const fields = [this.#text, this.#status, this.#when];
    for (const { control } of fields) control.addEventListener('input', changed);
    this.element = element('div', { class: 'filters', role: 'search', 'aria-label': 'Shows' },
      fields.map((field) => field.element));
  }

  /** Whether no show is left out but those that are over. */
  get isAll() {
    return this.#text.value === '' && this.#status.value === '';
  }

  get query() {
    const wanted = {
      order: 'start',
      q: this.#text.value,
      status: this.#status.value,
      from: this.#when.value === 'next' ? this.#from : '',
    };
    return `&${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''))}`;
  }
}

/** A row, and the parts of it that change; `mayEdit`: it leads to the forms. */
function rowOf(show, mayEdit) {
  const cell = (name, ...content) =>
    element('td', { role: 'cell', 'data-name': name }, ...content);
  const number = (name) =>
    element('td', { role: 'cell', class: 'number', 'data-name': name }, '…');
  const status = element('span');
  const numbers = columns.slice(3).map(number);
  const filled = element('span', { class: 'bar', 'aria-hidden': 'true' },
    ['sold', 'held', 'in_review', 'blocked'].map((state) => element('i', { class: state })));
  const [edit, copy] = (mayEdit ? ['Edit', 'Copy'] : []).map((verb) => element('a', {
    class: 'small',
    href: `#/shows/${verb.toLowerCase()}/${encodeURIComponent(show.id)}`,
    'aria-label': `${verb} ${show.movie}`,
  }, verb));
  const row = element('tr', { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' },
      element('span', { class: 'row-links' },
        element('a', { href: `#/show/${encodeURIComponent(show.id)}` }, show.movie),
        edit, copy),
      element('span', { class: 'soft' }, `${show.hall} · ${show.id}`),
      filled),
    cell('Starts', element('time', { datetime: show.startsAt }, startOf(show))),
    cell('Status', status),
    numbers);
  return { element: row, status, edit, numbers, filled, currency: show.currency };
}

function fill({ numbers, filled, currency, isCancelled }, figures) {
  if (!figures) return;
  const { sold, held, in_review, available, blocked, revenue } = figures;
  const texts = [sold, held, in_review, available].map((count) => count.toLocaleString('en'));
  if (isCancelled) texts[3] = '–'; // Its seats are not for sale.
  texts.push(revenue === null ? '…' : money(revenue, currency));
  numbers.forEach((cell, place) => { cell.textContent = texts[place]; });
  const all = sold + held + in_review + available + blocked;
  for (const part of filled.children)
    part.style.width = `${(100 * figures[part.className]) / all}%`;
}
