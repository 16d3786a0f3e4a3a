// One booking: what it is, its story, and what can be done with it.
import { serverNow } from '../../clock.js';
import { element } from '../../dom.js';
import {
  deedOf, listed, methodWords, reasonWords, statusWords, sum, typeName, whoDid,
} from '../../event_words.js';
import { apply, nothingYet } from '../../replay.js';
import { say } from '../../say.js';
import { settings } from '../../settings.js';
import { momentThere, startOf } from '../../show_time.js';
import { Actions } from '../actions.js';
import { FindBox } from './find.js';
import { Move } from './move.js';
import { printTickets } from './print.js';
import { Returns } from './returns.js';
import { showOf } from './search.js';

const refreshMs = 5000;
const open = ['IN_REVIEW', 'CONFIRMED', 'PAID'];

export function bookingView(session, reqId) {
  const page = new BookingPage(session, reqId);
  page.load();
  return page;
}

class BookingPage {
  title = 'Booking';
  #session;
  #reqId;
  #show = null; // the body of GET /api/movieshow/{id}
  #entry = null; // of the list of bookings
  #events = [];
  #drawn = '';
  #panel = null; // the open Move or Returns
  #timer;
  #closed = false;
  #box;
  #heading = element('h1', { tabindex: -1 }, 'Booking');
  #said = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #again = element('button', {
    class: 'button', hidden: true, onclick: () => this.load(),
  }, 'Try again');
  #facts = element('dl', { class: 'facts' });
  #buttons = element('div', { class: 'buttons' });
  #panelPlace = element('div');
  #story = element('ol', { class: 'story-list' });
  #body = element('div', { class: 'booking-body', hidden: true },
    element('section', { class: 'card', 'aria-label': 'The booking' }, this.#facts, this.#buttons),
    element('section', { class: 'card', 'aria-label': 'Its story' },
      element('h2', {}, 'What happened'), this.#story));

  constructor(session, reqId) {
    this.#session = session;
    this.#reqId = reqId;
    this.#box = new FindBox(session);
    this.element = element('section', { class: 'finder booking' },
      this.#box.element, this.#heading, this.#said, this.#again, this.#panelPlace, this.#body);
    this.focus = this.#heading;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#panel?.close();
  }

  async load() {
    const id = showOf(this.#reqId);
    if (id === undefined) return this.#fail('This is no reqId. Search for the booking instead.');
    const path = `/api/movieshow/${encodeURIComponent(id)}`;
    try {
      [this.#show] = await Promise.all([this.#session.get(path), this.#box.load(id)]);
      await this.#refresh();
    } catch (problem) {
      this.#fail(problem.message, problem.passing);
    }
  }

  #fail(text, passing = false) {
    this.#said.textContent = text;
    this.#said.hidden = false;
    this.#again.hidden = !passing || this.#entry !== null;
  }

  /** Reads the booking, and again after a while. */
  async #refresh() {
    clearTimeout(this.#timer);
    const show = encodeURIComponent(showOf(this.#reqId));
    const query = new URLSearchParams({ q: this.#reqId, limit: 1 });
    try {
      const [{ bookings: [entry] }, { events }] = await Promise.all([
        this.#session.get(`/api/movieshow/${show}/bookings?${query}`),
        this.#session.get(`/api/ticket/${encodeURIComponent(this.#reqId)}/history`),
      ]);
      if (this.#closed) return;
      this.#said.hidden = true;
      this.#again.hidden = true;
      [this.#entry, this.#events] = [entry, events];
      this.#draw();
    } catch (problem) {
      if (!problem.passing || this.#entry === null) throw problem;
      this.#fail(`${problem.message} Trying again.`, true);
    }
    this.#timer = setTimeout(() => this.#refresh().catch(() => {}), refreshMs);
  }

  #draw() {
    const drawn = JSON.stringify([this.#entry, this.#events.length]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { number, status, movie } = this.#entry;
    this.#heading.replaceChildren(`Booking ${number} `,
      element('span', { class: `tag tag-${kindOf(status)}` }, statusWords[status]));
    document.title = `Booking ${number}, ${movie} · boxoffice operator`;
    this.#facts.replaceChildren(...this.#factRows());
    const focused = this.#buttons.contains(document.activeElement);
    this.#buttons.replaceChildren(...this.#offers());
    if (focused) this.#heading.focus();
    this.#story.replaceChildren(...this.#events.map((event) => storyLine(event, this.#show)));
    this.#body.hidden = false;
  }

  /** The booking that follows from its events, with the refunds that are due. */
  get #replayed() {
    const state = nothingYet();
    for (const event of this.#events) apply(state, event);
    return state.bookings.get(this.#entry.number);
  }

  #factRows() {
    const { reqId, status, amount, payBy, userMail, paymentId, reference, lines } = this.#entry;
    const sale = this.#events.find(({ type }) => type === 'BookingPaid')?.data;
    const show = encodeURIComponent(this.#show.id);
    const rows = {
      Show: element('a', { href: `#/show/${show}/${encodeURIComponent(reqId)}` }, this.#show.movie),
      Starts: `${startOf(this.#show)}, ${this.#show.hall}`,
      Seats: listed(lines.map(({ seat, type }) =>
        (type === undefined ? seat : `${seat} (${typeName(this.#show, type)})`)), 30),
      Amount: sum(amount) + (sale?.method ? `, ${methodWords[sale.method]}` : ''),
      'Pay by': status === 'CONFIRMED' ? momentThere(payBy, this.#show) : null,
      Refund: this.#refundWords(),
      Mail: userMail ?? null,
      Payment: paymentId ? element('code', {}, paymentId) : null,
      Reference: element('code', {}, reference),
      reqId: element('code', {}, reqId),
    };
    return Object.entries(rows).filter(([, value]) => value).map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  }

  #refundWords() {
    const due = this.#replayed.refunds.map((each) =>
      `${sum(each.amount)} due, ${reasonWords[each.reason]}`);
    const done = this.#events.filter(({ type }) => type === 'RefundCompleted').map(({ data, at }) =>
      `${sum(data.amount)} paid back on ${momentThere(at, this.#show)}`);
    return [...due, ...done].join('; ');
  }

  /** Buttons of what applies to the booking as it is now. */
  #offers() {
    const { status, payBy, seats, userMail } = this.#entry;
    const isOpen = open.includes(status);
    const inTime = status === 'PAID' || (status === 'CONFIRMED' && Date.parse(payBy) > serverNow());
    const actions = new Actions(this.#session, this.#show);
    const booking = { ...this.#replayed, userMail };
    const button = (label, onclick, kind = '') =>
      element('button', { class: `button ${kind}`, onclick }, label);
    return [
      status === 'PAID' && button('Print tickets', () => this.#print()),
      inTime && button('Move…', () => this.#open(new Move(this.#session, this.#show, booking,
        this.#panelEnds((seats) => actions.moveBooking(booking, seats))))),
      isOpen && seats.length > 1 && button('Return seats…', () => this.#open(new Returns(this.#entry,
        this.#panelEnds((back, worth) => actions.returnSeats(booking, back, worth))))),
      settings()?.mail && userMail
        && button('Send the mail again…', () => this.#do(actions.resend(booking))),
      isOpen && button('Cancel…', () => this.#do(actions.cancelBooking(booking)), 'button-danger'),
    ].filter(Boolean);
  }

  #open(panel) {
    this.#panel?.close();
    this.#panel = panel;
    this.#panelPlace.replaceChildren(panel.element);
    panel.open().catch((problem) => this.#fail(problem.message));
  }

  /** What a panel calls: `done(…)` runs the command, `back()` closes the panel. */
  #panelEnds(command) {
    const back = () => {
      this.#panel?.close();
      this.#panel = null;
      this.#panelPlace.replaceChildren();
      this.#heading.focus();
    };
    return { back, done: async (...values) => { if (await this.#do(command(...values))) back(); } };
  }

  /** Waits for a command, reads the booking and says what was done. True if it was done. */
  async #do(command) {
    const done = await command;
    if (done === null) return false;
    await this.#refresh().catch(() => {});
    say(done);
    return true;
  }

  async #print() {
    try {
      await printTickets(this.#session, this.#show, this.#entry);
    } catch (problem) {
      say(`The tickets cannot be printed: ${problem.message}`);
    }
  }
}

function kindOf(status) {
  if (status === 'PAID') return 'good';
  return open.includes(status) ? 'warn' : 'bad';
}

function storyLine(event, show) {
  const who = whoDid(event);
  return element('li', { 'data-type': event.type },
    element('time', { class: 'soft number', datetime: event.at }, momentThere(event.at, show)),
    element('span', {}, deedOf(event, show), who && element('strong', { class: 'who' }, ` by ${who}`)));
}
