// All shows with their sales figures, a page at a time.
import { element } from '../dom.js';
import { counted } from '../event_words.js';
import { money } from '../money.js';
import { ShowFigures } from '../show_figures.js';
import { startOf } from '../show_time.js';

const pageSize = 25;
const refreshMs = 2000;

const columns = ['Show', 'Starts', 'Status', 'Sold', 'Held', 'In review', 'Free', 'Revenue'];

export function showsView(session) {
  const figures = new ShowFigures(session);
  const starts = [null]; // `after` of each page up to the one shown
  const rows = new Map();
  const summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  const body = element('tbody', { role: 'rowgroup' });
  const pages = element('nav', { class: 'pages', 'aria-label': 'Pages' });
  const earlier = element(
    'button', { class: 'button', onclick: () => movePage(-1) }, 'Previous page');
  const later = element('button', { class: 'button', onclick: () => movePage(1) }, 'Next page');
  pages.append(earlier, later);
  let next;
  let timer;
  let closed = false;

  async function refresh() {
    clearTimeout(timer);
    const start = starts.at(-1);
    const after = start === null ? '' : `&after=${encodeURIComponent(start)}`;
    try {
      const { shows, ...rest } = await session.get(`/api/movieshow?limit=${pageSize}${after}`);
      if (closed || start !== starts.at(-1)) return;
      next = rest.next;
      draw(shows, rest.missingNodes ?? []);
      await figures.refresh(shows, (id) => fill(rows.get(id), figures.known(id)));
    } catch (problem) {
      summary.textContent = `${problem.message} Trying again.`;
    }
    if (!closed) timer = setTimeout(refresh, refreshMs);
  }

  function draw(shows, missing) {
    pages.hidden = starts.length === 1 && next === undefined;
    earlier.disabled = starts.length === 1;
    later.disabled = next === undefined;
    summary.textContent = summaryText(shows, missing);
    for (const id of rows.keys()) if (!shows.some((show) => show.id === id)) rows.delete(id);
    for (const show of shows) {
      if (!rows.has(show.id)) rows.set(show.id, rowOf(show));
      const row = rows.get(show.id);
      row.status.className = `tag ${show.status.toLowerCase()}`;
      row.status.textContent = show.status.toLowerCase();
      fill(row, figures.known(show.id));
    }
    const wanted = shows.map(({ id }) => rows.get(id).element);
    const stays = wanted.length === body.children.length
      && wanted.every((row, place) => row === body.children[place]);
    if (!stays) body.replaceChildren(...wanted);
  }

  function summaryText(shows, missing) {
    if (missing.length !== 0) return `Shows of ${missing.join(', ')} cannot be reached now.`;
    if (shows.length === 0) return 'No show is open yet. Open one with PUT /api/movieshow/{id}.';
    return starts.length === 1 && next === undefined
      ? counted(shows.length, 'show')
      : `Page ${starts.length}, ${counted(shows.length, 'show')}`;
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
      element('h1', {}, 'Shows'),
      summary,
      element('table', { class: 'list', role: 'table' },
        element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
          columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)))),
        body),
      pages),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** A row, and the parts of it that change. */
function rowOf(show) {
  const cell = (name, ...content) =>
    element('td', { role: 'cell', 'data-name': name }, ...content);
  const number = (name) =>
    element('td', { role: 'cell', class: 'number', 'data-name': name }, '…');
  const status = element('span');
  const numbers = columns.slice(3).map(number);
  const filled = element('span', { class: 'bar', 'aria-hidden': 'true' },
    ['sold', 'held', 'in_review', 'blocked'].map((state) => element('i', { class: state })));
  const row = element('tr', { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' },
      element('a', { href: `#/show/${encodeURIComponent(show.id)}` }, show.movie),
      element('span', { class: 'soft' }, `${show.hall} · ${show.id}`),
      filled),
    cell('Starts', element('time', { datetime: show.startsAt }, startOf(show))),
    cell('Status', status),
    numbers);
  return { element: row, status, numbers, filled, currency: show.currency };
}

function fill({ numbers, filled, currency }, figures) {
  if (!figures) return;
  const { sold, held, in_review, available, blocked, revenue } = figures;
  const texts = [sold, held, in_review, available].map((count) => count.toLocaleString('en'));
  texts.push(revenue === null ? '…' : money(revenue, currency));
  numbers.forEach((cell, place) => { cell.textContent = texts[place]; });
  const all = sold + held + in_review + available + blocked;
  for (const part of filled.children)
    part.style.width = `${(100 * figures[part.className]) / all}%`;
}
