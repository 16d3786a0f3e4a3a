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
import { problemWords, retryMs, retryWords } from '../problems.js';
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
  #panel = null; // {label, part, seats}: the open Move or Returns, and what the booking had then
  #isOwn = false; // while what this page did is read
  #run = 0; // the latest refresh
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
    this.#panel?.part.close();
  }

  async load() {
    const id = showOf(this.#reqId);
    if (id === undefined) return this.#fail('This is no reqId. Search for the booking instead.');
    const path = `/api/movieshow/${encodeURIComponent(id)}`;
    try {
      [this.#show] = await Promise.all([this.#session.get(path), this.#box.load(id)]);
      await this.#refresh();
    } catch (problem) {
      this.#fail(problemWords(problem), problem.passing);
    }
  }

  #fail(text, passing = false) {
    this.#said.textContent = text;
    this.#said.hidden = false;
    this.#again.hidden = !passing;
  }

  /** Reads the booking, and again after a while. */
  async #refresh() {
    clearTimeout(this.#timer);
    const run = ++this.#run;
    const isOver = () => this.#closed || run !== this.#run;
    let wait = refreshMs;
    const show = encodeURIComponent(showOf(this.#reqId));
    const query = new URLSearchParams({ q: this.#reqId, limit: 1 });
    try {
      const [{ bookings: [entry] }, { events }] = await Promise.all([
        this.#session.get(`/api/movieshow/${show}/bookings?${query}`),
        this.#session.get(`/api/ticket/${encodeURIComponent(this.#reqId)}/history`),
      ]);
      if (isOver()) return;
      this.#said.hidden = true;
      this.#again.hidden = true;
      if (entry === undefined) return this.#fail('There is no such booking.');
      [this.#entry, this.#events] = [entry, events];
      this.#draw();
    } catch (problem) {
      if (isOver()) return;
      if (!problem.passing || this.#entry === null) throw problem;
      this.#fail(retryWords(problem), true);
      wait = retryMs(problem, refreshMs);
    }
    this.#timer = setTimeout(() => this.#refresh().catch((problem) =>
      this.#fail(problemWords(problem))), wait);
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
    this.#checkPanel();
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

  /** Buttons of what applies to the booking as it is now, and the token may do. */
  #offers() {
    const { status, payBy, seats, userMail } = this.#entry;
    const [maySell, mayMove] = ['sell', 'operate'].map((scope) => this.#session.may(scope));
    const mayEnd = maySell && open.includes(status);
    const inTime = status === 'PAID' || (status === 'CONFIRMED' && Date.parse(payBy) > serverNow());
    const actions = new Actions(this.#session, this.#show);
    const booking = { ...this.#replayed, userMail };
    const button = (label, onclick, kind = '') =>
      element('button', { class: `button ${kind}`, onclick }, label);
    return [
      status === 'PAID' && button('Print tickets', () => this.#print()),
      mayMove && inTime && button('Move…', () =>
        this.#open('Move…', new Move(this.#session, this.#show, booking,
          this.#panelEnds((to) => actions.moveBooking(booking, to))))),
      mayEnd && seats.length > 1 && button('Return seats…', () =>
        this.#open('Return seats…', new Returns(this.#entry,
          this.#panelEnds((back, worth) => actions.returnSeats(booking, back, worth))))),
      maySell && settings()?.mail && userMail
        && button('Send the mail again…', () => this.#do(actions.resend(booking))),
      mayEnd && button('Cancel…', () => this.#do(actions.cancelBooking(booking)), 'button-danger'),
    ].filter(Boolean);
  }

  #open(label, part) {
    this.#panel?.part.close();
    this.#panel = { label, part, seats: String(this.#entry.seats) };
    this.#panelPlace.replaceChildren(part.element);
    part.open().catch((problem) => this.#fail(problemWords(problem)));
  }

  #closePanel() {
    const focused = this.#panelPlace.contains(document.activeElement);
    this.#panel?.part.close();
    this.#panel = null;
    this.#panelPlace.replaceChildren();
    if (focused) this.#heading.focus();
  }

  /** Closes a panel that does not fit the booking as it is now. */
  #checkPanel() {
    if (this.#panel === null) return;
    const { label, seats } = this.#panel;
    const isOffered = [...this.#buttons.children].some(({ textContent }) => textContent === label);
    if (isOffered && seats === String(this.#entry.seats)) return;
    this.#closePanel();
    if (!this.#isOwn) say(`The booking is ${statusWords[this.#entry.status]} now, with `
      + `${listed(this.#entry.seats)}. What you had begun is closed.`);
  }

  /** What a panel calls: `done(…)` runs the command, `back()` closes the panel. */
  #panelEnds(command) {
    const back = () => {
      this.#closePanel();
      this.#heading.focus();
    };
    return { back, done: async (...values) => { if (await this.#do(command(...values))) back(); } };
  }

  /** Waits for a command, reads the booking and says what was done. True if it was done. */
  async #do(command) {
    const done = await command;
    if (done === null) return false;
    this.#isOwn = true;
    await this.#refresh().catch(() => {});
    this.#isOwn = false;
    say(done);
    return true;
  }

  async #print() {
    try {
      await printTickets(this.#session, this.#show, this.#entry);
    } catch (problem) {
      say(`The tickets cannot be printed. ${problemWords(problem)}`);
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
    element('span', {}, deedOf(event, show),
      who && element('strong', { class: 'who' }, ` by ${who}`)));
}
