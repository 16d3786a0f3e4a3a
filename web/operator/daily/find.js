// One box that finds bookings by number, reference, reqId, mail address or seat.
import { element } from '../../dom.js';
import { counted, listed, statusWords, sum } from '../../event_words.js';
import { startOf } from '../../show_time.js';
import { problemWords } from '../problems.js';
import { withZones } from './days.js';
import { rememberedShow, rememberShow, ShowPicker } from './picker.js';
import { search, showOf, wantedBy } from './search.js';

const columns = ['Booking', 'Show', 'Seats', 'Status', 'Amount', 'Mail'];
const addressOf = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

/** The form. It goes to the address of what is searched for, where findView() answers. */
export class FindBox {
  #picker;
  #field;

  /** `chosen(show)` is called when the user chooses another show. */
  constructor(session, text = '', chosen = () => {}) {
    this.#picker = new ShowPicker(session, {
      none: 'Any show',
      chosen: (id) => {
        rememberShow(id);
        chosen(id);
      },
    });
    this.#field = element('input', {
      id: 'find', type: 'search', value: text, autocomplete: 'off', spellcheck: 'false',
      required: true, 'aria-describedby': 'find-hint',
    });
    this.element = element('form', {
      class: 'find card', role: 'search', onsubmit: (event) => this.#go(event),
    },
      element('div', { class: 'field' },
        element('label', { for: 'find' }, 'Number, seat, reference, reqId or mail'), this.#field),
      element('div', { class: 'field' },
        element('label', { for: 'show' }, 'Show'), this.#picker.element),
      element('button', { class: 'button button-primary' }, 'Find'),
      element('p', { id: 'find-hint', class: 'soft small' },
        'A number or a seat needs its show. A mail address, reference or reqId is found in all shows.'));
  }

  /** Fills the list of shows; throws a Problem. */
  load(show = rememberedShow()) {
    return this.#picker.load(show);
  }

  focus() {
    this.#field.focus();
  }

  get field() {
    return this.#field;
  }

  #go(event) {
    event.preventDefault();
    const to = addressOf('find', this.#field.value.trim(), this.#picker.value);
    if (location.hash === to) dispatchEvent(new HashChangeEvent('hashchange'));
    else location.hash = to;
  }
}

export function findView(session, text = '', show = rememberedShow()) {
  const box = new FindBox(session, text, (id) => {
    show = id; // The way back from a result leads here, with this show.
    history.replaceState(null, '', addressOf('find', text, id));
  });
  const said = element('p', { class: 'soft', role: 'status' });
  const problemPlace = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  const again = element('button', { class: 'button', hidden: true, onclick: () => run() }, 'Try again');
  const body = element('tbody', { role: 'rowgroup' });
  const table = element('table', { class: 'list', role: 'table', hidden: true },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
      columns.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)))),
    body);
  let closed = false;

  async function run() {
    problemPlace.hidden = true;
    again.hidden = true;
    try {
      await Promise.all([box.load(show), text && find()]);
    } catch (problem) {
      if (closed) return;
      said.textContent = '';
      problemPlace.textContent = problem.code === 'SHOW_NOT_FOUND'
        ? `There is no show ${wantedBy(text, show).show}. Choose another one.`
        : problemWords(problem);
      problemPlace.hidden = false;
      again.hidden = !problem.passing;
    }
  }

  async function find() {
    const wanted = wantedBy(text, show);
    if (wanted.kind === 'needs_show') {
      said.textContent = `Choose the show: ${text} may be in many.`;
      return;
    }
    said.textContent = 'Searching…';
    const found = await search(session, wanted);
    if (closed) return;
    // The only one is shown at once, and the way back leads to before the search.
    if (found.length === 1) return location.replace(addressOf('booking', found[0].reqId));
    const rows = await withZones(session, found, ({ reqId }) => showOf(reqId));
    if (closed) return;
    said.textContent = found.length === 0
      ? `No booking is found by ${text}.` : `${counted(found.length, 'booking')} found by ${text}.`;
    table.hidden = found.length === 0;
    body.replaceChildren(...rows.map(rowOf));
  }

  run();
  return {
    title: 'Find a booking',
    focus: box.field,
    element: element('section', { class: 'finder' },
      element('h1', {}, 'Find a booking'),
      box.element, problemPlace, again, said, table),
    close() {
      closed = true;
    },
  };
}

function rowOf(booking) {
  const { reqId, number, movie, seats, status, amount, userMail } = booking;
  const cell = (name, ...content) =>
    element('td', { role: 'cell', 'data-name': name, class: name === 'Amount' && 'number' }, content);
  return element('tr', { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' },
      element('a', { href: addressOf('booking', reqId) }, `Booking ${number}`)),
    cell('Show', movie, ', ', element('span', { class: 'soft' }, startOf(booking))),
    cell('Seats', listed(seats, 10)),
    cell('Status', statusWords[status]),
    cell('Amount', sum(amount)),
    cell('Mail', userMail ?? '–'));
}
