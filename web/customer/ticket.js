// The holder's view of a booking, live from the review to its end.

import { canSignIn, signIn } from './account.js';
import { Again } from './again.js';
import { cameBackFor } from './checkout.js';
import { Codes } from './codes.js';
import { drawCheck } from './draw.js';
import { factsOf, seatNames } from './facts.js';
import { guardLeaving } from './leaving.js';
import { Past, pastWords } from './past.js';
import { Payment } from './payment.js';
import { matterOf, problemWords } from './problems.js';
import { callAsCustomer, customerProtocols, signedInAs } from './session.js';
import { endWords, listed, ruleWords } from './words.js';
import { element } from '../dom.js';
import { Live } from '../live.js';
import { t } from '../words.js';

const kinds = {
  IN_REVIEW: 'warn',
  CONFIRMED: 'warn',
  PAID: 'good',
  REJECTED: 'bad',
  EXPIRED: 'bad',
  CANCELLED: 'bad',
};
const endings = ['REJECTED', 'EXPIRED', 'CANCELLED'];

const missing = {
  BOOKING_NOT_FOUND: ['booking.unknown', 'booking.unknownWhy'],
  UNAUTHENTICATED: ['booking.signInToSee', 'booking.signInWhy'],
  FORBIDDEN: ['booking.ofAnother', 'booking.ofAnotherWhy'],
};

function button(words, kind, onclick) {
  return element('button', { type: 'button', class: `button ${kind}`, onclick }, words);
}

export class Ticket {
  #reqId;
  #show;
  #on;
  #booking = null;
  #feed;
  #payment = null;
  #codes = null;
  #past = null;
  #closed = false;
  #doubted = ''; // seats of a paid booking that the hall says to be free
  #wake = () => !document.hidden && this.#booking?.status === 'PAID' && this.#fetch();
  #again = null; // the ways to other seats
  #trying = false; // The error message is that of a server that does not answer.
  #title = element('h2', { tabindex: '-1' }, t('booking.lookingUp'));
  #number = element('p', { class: 'ticket-number' });
  #notes = element('div', { class: 'ticket-notes', role: 'status' });
  #body = element('div', { class: 'ticket-body' });
  #error = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });

  /**
   * `on` has `page` and callbacks: status(phase, ms) of the connection, seats(ids) of the booking,
   * isFree(id) of a seat in the hall, again(ids, {lines, request}) to choose other seats with the
   * price types of those lines, or to send that request for them (newBooking() of booking.js).
   */
  constructor(reqId, show, on) {
    this.#reqId = reqId;
    this.#show = show;
    this.#on = on;
    this.element = element(
      'div',
      { class: 'card ticket' },
      this.#number,
      this.#title,
      this.#error,
      this.#notes,
      this.#body,
    );
    document.addEventListener('visibilitychange', this.#wake);
    this.#feed = new Live(() => `/ws/ticket/${reqId}`, {
      message: (booking) => this.#take(booking),
      status: on.status,
      refused: () => this.#fetch(),
      protocols: customerProtocols,
    });
  }

  /** Whether the booking ended without seats. */
  get over() {
    return endings.includes(this.#booking?.status);
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#closed = true;
    document.removeEventListener('visibilitychange', this.#wake);
    this.#feed.close();
    this.#closeParts();
  }

  #closeParts() {
    for (const part of [this.#payment, this.#codes, this.#past, this.#again]) part?.close();
    [this.#payment, this.#codes, this.#past, this.#again] = [null, null, null, null];
    guardLeaving(false);
  }

  /** Takes what web/customer/sales.js says about the show. */
  onSale(sale) {
    this.#again?.onSale(sale);
  }

  /** The hall has changed. */
  seatsChanged() {
    this.#again?.seatsChanged();
    if (this.#booking?.status !== 'PAID') return;
    // The feed of a paid booking is over, but the cinema may move or return its seats.
    const free = this.#booking.seats.filter(this.#on.isFree).join();
    if (free && free !== this.#doubted) this.#fetch();
    this.#doubted = free;
  }

  async #fetch() {
    try {
      this.#take(await callAsCustomer(`/api/ticket/${this.#reqId}`));
      if (this.#trying) this.#say('');
    } catch (problem) {
      if (this.#closed) return this.#booking;
      if (!problem.passing) this.#sayMissing(problem);
      else if (this.#booking?.status !== 'PAID') this.#sayTrying(problem);
    }
    return this.#booking;
  }

  /** The feed tries again. */
  #sayTrying(problem) {
    this.#say(t('booking.trying', { problem: matterOf(problem) }));
    this.#trying = true;
  }

  #sayMissing(problem) {
    this.close();
    this.#on.status('over', 0);
    const [title, why] = missing[problem.code] ?? ['booking.cannotShow'];
    const asks = problem.code === 'UNAUTHENTICATED' && canSignIn();
    delete this.element.dataset.kind;
    this.#number.textContent = '';
    this.#title.textContent = t(title);
    this.#say('');
    this.#notes.replaceChildren();
    this.#body.replaceChildren(
      element('p', {}, why ? t(why) : problemWords(problem)),
      asks
        ? button(t('account.signIn'), 'button-primary', signIn)
        : button(t('booking.chooseSeats'), 'button-primary', () => this.#on.again([])),
    );
  }

  #take(booking) {
    if (this.#closed) return this.#on.page.bookings.update(booking); // It was asked for before.
    if (JSON.stringify(booking) === JSON.stringify(this.#booking)) return;
    const hadFocus = this.#body.contains(document.activeElement);
    const before = this.#booking;
    this.#booking = booking;
    this.#doubted = '';
    const { status, seats } = booking;
    const title = t(`booking.title.${status}`);
    this.element.dataset.kind = kinds[status];
    this.element.dataset.status = status;
    this.#number.textContent = t('booking.number', { number: String(booking.number) });
    this.#title.textContent = title;
    this.#say('');
    this.#closeParts();
    this.#body.replaceChildren(...this.#draw(booking).filter(Boolean));
    this.#on.seats(this.over ? [] : seats);
    if (hadFocus) this.#title.focus();
    this.#on.page.announce(t('booking.said', { title, seats: listed(seats) }));
    this.#on.page.bookings.update(booking);
    this.#lookBack(before);
  }

  /**
   * Reads the history where it may have more to say than the state: not of every booking, because
   * on a great day many are confirmed at once.
   */
  #lookBack(before) {
    const { status, seats, reference } = this.#booking;
    this.#notes.replaceChildren();
    const back = cameBackFor(reference) && status !== 'PAID';
    const opened = before === null && ['PAID', 'EXPIRED', 'CANCELLED'].includes(status);
    const changed = before !== null && before.seats.join() !== seats.join();
    const refund = before?.status === 'PAID';
    if (!back && !opened && !changed && !refund) return;
    this.#past = new Past(this.#reqId, (events) => this.#sayPast(events), back);
  }

  #sayPast(events) {
    const { status } = this.#booking;
    const said = pastWords(events, status);
    if (said.includes(t('booking.payFailed'))) this.#payment?.failed();
    const shown = [...this.#notes.children].map(({ textContent }) => textContent);
    if (said.join() !== shown.join())
      this.#notes.replaceChildren(
        ...said.map((text) => element('p', { class: 'notice notice-warn' }, text)));
    // The feed of a booking that has ended is over: a late payment may still have paid it.
    if (this.over && events.some(({ type }) => type === 'BookingPaid')) this.#fetch();
  }

  #draw(booking) {
    const facts = factsOf(this.#show, booking);
    return {
      IN_REVIEW: () => [
        element('p', {}, t('booking.reviewing')),
        element('div', { class: 'waiting', 'aria-hidden': 'true' }),
        facts,
        this.#cancel(),
        this.#secret(),
      ],
      CONFIRMED: () => [...this.#toPay(), facts, this.#why(), this.#cancel(), this.#secret()],
      PAID: () => [this.#codesOf(booking), facts, this.#keep(), this.#why(), this.#secret()],
      REJECTED: () => [
        element('p', {}, this.#lost(booking)),
        this.#ways(booking),
        this.#why(),
        facts,
      ],
      EXPIRED: () => [
        element('p', {}, endWords(booking.reason)),
        this.#ways(booking),
        facts,
      ],
      CANCELLED: () => [
        element('p', {}, endWords(booking.reason)),
        booking.reason === 'show_cancelled' ? null : this.#ways(booking),
        facts,
      ],
    }[booking.status]();
  }

  #codesOf(booking) {
    this.#codes = new Codes(this.#reqId, booking.seats, seatNames(this.#show, booking));
    return this.#codes.element;
  }

  /** How to keep the ticket: on paper, in a calendar. */
  #keep() {
    return element(
      'p',
      { class: 'ticket-keep' },
      button(t('booking.print'), '', () => window.print()),
      this.#calendar(),
    );
  }

  /** A link, which phones open in their calendar; a call if it needs the customer's token. */
  #calendar() {
    const path = `/api/ticket/${this.#reqId}/calendar.ics`;
    const file = `${this.#show.id}-${this.#booking.number}.ics`;
    if (signedInAs() === null)
      return element('a', { class: 'button', href: path, download: file }, t('booking.calendar'));
    return button(t('booking.calendar'), '', async () => {
      try {
        const text = await callAsCustomer(path, { as: 'text' });
        const href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
        element('a', { href, download: file }).click();
        setTimeout(() => URL.revokeObjectURL(href), 60_000);
      } catch (problem) {
        this.#say(problemWords(problem));
      }
    });
  }

  #lost({ seats, explanation: { seatsLost } }) {
    const lost = t('booking.lost', { seats: listed(seatsLost), count: seatsLost.length });
    const rest = seats.length > seatsLost.length ? t('booking.allOrNone') : '';
    return [lost, rest, t('booking.noCharge')].filter(Boolean).join(' ');
  }

  #why() {
    const { number, explanation } = this.#booking;
    if (!explanation) return null; // It was sold at the counter.
    return element(
      'section',
      { class: 'why' },
      element('h3', {}, t('booking.decided')),
      element('p', {}, ruleWords(explanation)),
      drawCheck(number, explanation),
    );
  }

  #secret() {
    const words = t(this.#booking.status === 'PAID' ? 'booking.secretPaid' : 'booking.secret');
    return element('p', { class: 'soft small ticket-secret' }, words);
  }

  #ways(booking) {
    this.#again = new Again(booking, this.#show, this.#on);
    return this.#again.element;
  }

  // ---- paying in time

  #toPay() {
    const { page } = this.#on;
    guardLeaving(true);
    this.#payment = new Payment(this.#booking, {
      announce: (text) => page.announce(text),
      say: (text) => this.#say(text),
      over: () => {
        this.#title.textContent = t('booking.timeOver');
        guardLeaving(false);
      },
      fetch: () => this.#fetch(),
    });
    return [this.#payment.countdown, this.#payment.element];
  }

  // ---- cancelling

  #cancel() {
    const place = element('div', { class: 'cancel' });
    const offer = () =>
      place.replaceChildren(
        button(t('booking.cancel'), 'button-quiet', () => {
          place.replaceChildren(
            element('p', {}, t('booking.cancelSure')),
            button(t('booking.cancelYes'), 'button-danger',
              ({ target }) => this.#cancelNow(target)),
            button(t('booking.cancelNo'), '', () => {
              offer();
              place.querySelector('button').focus();
            }),
          );
          place.querySelector('button').focus();
        }),
      );
    offer();
    return place;
  }

  async #cancelNow(clicked) {
    clicked.disabled = true;
    try {
      this.#take(await callAsCustomer(`/api/ticket/${this.#reqId}`, { method: 'DELETE' }));
    } catch (problem) {
      clicked.disabled = false;
      if (problem.code === 'NOT_CANCELLABLE' || problem.status === 401) await this.#fetch();
      this.#say(problemWords(problem));
    }
  }

  #say(text) {
    this.#trying = false;
    this.#error.textContent = text;
    this.#error.hidden = !text;
  }
}
