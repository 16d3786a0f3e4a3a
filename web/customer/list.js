// All shows, a page at a time.

import { call } from '../api.js';
import { serverNow } from '../clock.js';
import { element } from '../dom.js';
import { money } from '../money.js';
import { loadSettings } from '../settings.js';
import { momentThere, startOf } from '../show_time.js';

const pageSize = 30;

const offWords = { PAUSED: 'Sales are paused', CLOSED: 'Sales are closed', CANCELLED: 'Cancelled' };

function entry(show) {
  const opens = show.opensAt && Date.parse(show.opensAt) > serverNow()
    ? `Sales start on ${momentThere(show.opensAt, show)}` : undefined;
  const off = offWords[show.status] ?? opens;
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'card show-card', href: `#/show/${show.id}` },
      element('p', { class: 'show-when number' }, startOf(show)),
      element('h2', {}, show.movie),
      element('p', { class: 'soft' }, show.hall),
      off
        ? element('p', { class: 'show-off' }, off)
        : element('p', { class: 'number' }, `from ${money(show.price, show.currency)}`),
    ),
  );
}

export function listView(page) {
  const list = element('ul', { class: 'shows' });
  const said = element('p', { class: 'list-note', role: 'status' }, 'Looking up the shows…');
  const more = element(
    'button',
    { type: 'button', class: 'button', hidden: true, onclick: load },
    'More shows',
  );
  const title = element('h1', { tabindex: '-1' }, 'Now on sale');
  let next = null;

  async function load() {
    more.disabled = true;
    try {
      const after = next === null ? '' : `&after=${encodeURIComponent(next)}`;
      const path = `/api/movieshow?limit=${pageSize}${after}`;
      const [batch] = await Promise.all([call(path), loadSettings()]);
      const entries = batch.shows.map(entry);
      list.append(...entries);
      if (next !== null) entries[0]?.querySelector('a').focus();
      next = batch.next ?? null;
      said.textContent = list.children.length ? '' : 'There are no shows yet.';
      more.textContent = 'More shows';
      more.hidden = next === null;
    } catch (problem) {
      said.textContent = problem.message;
      more.textContent = 'Try again';
      more.hidden = false;
    }
    more.disabled = false;
  }

  return {
    element: element('section', { class: 'list' }, title, said, list, more),
    focus() {
      title.focus();
    },
    go() {
      page.title('');
      load();
    },
  };
}
