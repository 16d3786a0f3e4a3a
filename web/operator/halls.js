// The halls: templates that shows are made with.
import { confirm } from './confirm.js';
import { element } from '../dom.js';
import { counted } from '../event_words.js';
import { say } from '../say.js';
import { hallReadingView } from './editor/reading.js';
import { hallEditorView } from './editor/view.js';
import { Failure } from './failure.js';
import { lackingView } from './lacking.js';

const retryAfterMs = 5000;

/**
 * #/halls all, #/halls/new, #/halls/edit/ID, #/halls/from/SHOW. Who may not edit a hall reads it at
 * the same address.
 */
export function hallsRoute(session, verb, id) {
  const mayEdit = session.may('operate');
  if (!mayEdit && verb === 'edit' && id) return hallReadingView(session, id);
  if (!mayEdit && (verb === 'new' || (verb === 'from' && id)))
    return lackingView('New hall', 'operate');
  if (verb === 'new') return hallEditorView(session, {});
  if (verb === 'edit' && id) return hallEditorView(session, { id });
  if (verb === 'from' && id) return hallEditorView(session, { show: id });
  return hallsView(session);
}

/** {halls: [{id, name, seats, version}], missing: [node]}: all halls that can be reached, by name. */
export async function allHalls(session) {
  const halls = [];
  const missing = new Set();
  let after = '';
  do {
    const page = await session.get(`/api/hall?limit=1000${after}`);
    halls.push(...page.halls);
    for (const node of page.missingNodes ?? []) missing.add(node);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : null;
  } while (after);
  halls.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  return { halls, missing: [...missing] };
}

function hallsView(session) {
  const mayEdit = session.may('operate');
  const summary = element('p', { class: 'soft', role: 'status' }, 'Loading…');
  const list = element('ul', { class: 'halls' });
  const failure = new Failure(load, retryAfterMs);
  let closed = false;

  async function load() {
    failure.stop();
    try {
      const { halls, missing } = await allHalls(session);
      if (closed) return;
      failure.clear();
      summary.textContent = summaryOf(halls, missing);
      list.replaceChildren(...halls.map(entry));
    } catch (problem) {
      if (closed) return;
      summary.textContent = '';
      failure.say(problem);
    }
  }

  function summaryOf(halls, missing) {
    if (missing.length !== 0) return `Halls of ${missing.join(', ')} cannot be reached now.`;
    if (halls.length !== 0) return counted(halls.length, 'hall');
    return mayEdit ? 'No hall yet. Draw one, or save the hall of a show from its page.'
      : 'No hall yet.';
  }

  function entry(hall) {
    const { id, name, seats } = hall;
    return element('li', { class: 'card' },
      element('div', {},
        element('h2', {}, element('a', { href: `#/halls/edit/${encodeURIComponent(id)}` }, name)),
        element('p', { class: 'soft small' }, `${counted(seats, 'seat')} · ${id}`)),
      mayEdit ? actions(hall) : null);
  }

  function actions(hall) {
    const { id, name } = hall;
    return element('div', { class: 'buttons' },
      element('a', {
        class: 'button',
        href: `#/shows/new/${encodeURIComponent(id)}`,
        'aria-label': `New show: ${name}`,
      }, 'New show'),
      element('button', {
        type: 'button', class: 'button button-danger', 'aria-label': `Delete… ${name}`,
        onclick: () => remove(hall),
      }, 'Delete…'));
  }

  async function remove({ id, name }) {
    const done = await confirm({
      title: `Delete ${name}?`,
      text: 'Shows keep their seats. This cannot be undone.',
      label: 'Delete the hall',
      danger: true,
      run: () => session.send('DELETE', `/api/hall/${encodeURIComponent(id)}`),
    });
    if (!done) return;
    say(`${name} is deleted.`);
    await load();
    document.querySelector('main').focus();
  }

  load();
  return {
    title: 'Halls',
    element: element('section', { class: 'halls-page' },
      element('div', { class: 'head' },
        element('div', {}, element('h1', {}, 'Halls'), summary),
        mayEdit
          ? element('div', { class: 'buttons' },
            element('a', { class: 'button button-primary', href: '#/halls/new' }, 'New hall'))
          : null),
      failure.element, list),
    close() {
      closed = true;
      failure.stop();
    },
  };
}
