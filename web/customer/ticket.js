// The holder's view of a booking, live from the review to its end.

import { call } from '../api.js';
import { serverNow } from '../clock.js';
import { canSignIn, signIn } from './account.js';
import { cameBackFor, goToCheckout } from './checkout.js';
import { drawCheck } from './draw.js';
import { callAsCustomer, customerProtocols } from './session.js';
import { endWords, listed, ruleWords } from './words.js';
import { element } from '../dom.js';
import { Live } from '../live.js';
import { money } from '../money.js';
import { settings } from '../settings.js';
import { startOf } from '../show_time.js';
import { clock, moment, span } from '../times.js';

const hurryMs = 30_000; // before the deadline, when the countdown is emphasised
const announced = [60, 30, 10]; // seconds before the deadline that screen readers announce

const titles = {
  IN_REVIEW: 'Under review',
  CONFIRMED: 'Confirmed: please pay',
  PAID: 'Paid. Enjoy the show!',
  REJECTED: 'You did not get these seats',
  EXPIRED: 'This booking has run out',
  CANCELLED: 'This booking is cancelled',
};

const kinds = {
  IN_REVIEW: 'warn',
  CONFIRMED: 'warn',
  PAID: 'good',
  REJECTED: 'bad',
  EXPIRED: 'bad',
  CANCELLED: 'bad',
};
const endings = ['REJECTED', 'EXPIRED', 'CANCELLED'];

export class Ticket {
  #reqId;
  #show;
  #on;
  #booking = null;
  #feed;
  #timer = 0;
  #title = element('h2', { tabindex: '-1' }, 'Looking up your booking…');
  #number = element('p', { class: 'ticket-number' });
  #body = element('div', { class: 'ticket-body' });
  #error = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #left = null; // of the countdown
  #pay = null;

  /**
   * `on` has `page` and callbacks: status(phase, ms) of the connection, seats(ids) of the booking,
   * again(ids) to choose other seats.
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
      this.#body,
    );
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
    this.#feed.close();
    clearTimeout(this.#timer);
  }

  async #fetch() {
    try {
      this.#take(await callAsCustomer(`/api/ticket/${this.#reqId}`));
    } catch (problem) {
      if (problem.passing) return; // The feed reconnects and tries again.
      this.close();
      this.#on.status('over', 0);
      const titlesOf = {
        BOOKING_NOT_FOUND: 'There is no such booking',
        UNAUTHENTICATED: 'Sign in to see this booking',
        FORBIDDEN: 'This booking is of another customer',
      };
      this.#title.textContent = titlesOf[problem.code] ?? 'It cannot be shown';
      const asks = problem.code === 'UNAUTHENTICATED' && canSignIn();
      this.#body.replaceChildren(
        element('p', {}, problem.message),
        asks ? this.#signIn() : this.#again([], 'Choose seats'),
      );
    }
  }

  #signIn() {
    return element(
      'button',
      { type: 'button', class: 'button button-primary', onclick: signIn },
      'Sign in',
    );
  }

  #take(booking) {
    if (JSON.stringify(booking) === JSON.stringify(this.#booking)) return;
    const hadFocus = this.#body.contains(document.activeElement);
    this.#booking = booking;
    const { status, seats } = booking;
    this.element.dataset.kind = kinds[status];
    this.#number.textContent = `Booking no. ${booking.number}`;
    this.#title.textContent = titles[status];
    this.#say('');
    clearTimeout(this.#timer);
    this.#body.replaceChildren(...this.#draw(booking).filter(Boolean));
    this.#on.seats(this.over ? [] : seats);
    if (hadFocus) this.#title.focus();
    this.#on.page.announce(`${titles[status]}: ${listed(seats)}.`);
    this.#on.page.bookings.update(booking);
    if (status === 'CONFIRMED') this.#count();
  }

  #draw(booking) {
    return {
      IN_REVIEW: () => [
        element(
          'p',
          {},
          'It is decided in a moment. Where others asked for a seat at the same time, ',
          'the largest booking comes first and a tie is drawn by lot.',
        ),
        element('div', { class: 'waiting', 'aria-hidden': 'true' }),
        this.#facts(),
        this.#cancel(),
        this.#secret(),
      ],
      CONFIRMED: () => [
        this.#countdown(),
        this.#payment(),
        this.#facts(),
        this.#why(),
        this.#cancel(),
        this.#secret(),
      ],
      PAID: () => [this.#facts(), this.#why(), this.#secret()],
      REJECTED: () => [
        element('p', {}, this.#lost(booking)),
        this.#again(this.#kept(booking)),
        this.#why(),
        this.#facts(),
      ],
      EXPIRED: () => [
        element('p', {}, endWords[booking.reason]),
        this.#again(booking.seats, 'Choose seats again'),
        this.#facts(),
      ],
      CANCELLED: () => [
        element('p', {}, endWords[booking.reason]),
        this.#again(booking.seats, 'Choose seats again'),
        this.#facts(),
      ],
    }[booking.status]();
  }

  /** "A1 (Adult)", without price types "A1". */
  #lines() {
    const names = new Map((this.#show.priceTypes ?? []).map(({ id, name }) => [id, name]));
    return this.#booking.lines.map(({ seat, type }) =>
      (type === undefined ? seat : `${seat} (${names.get(type) ?? type})`));
  }

  #facts() {
    const { seats, amount, payBy, paidAt, status } = this.#booking;
    const rows = [
      ['Show', this.#show.movie],
      ['Begins', startOf(this.#show)],
      ['Hall', this.#show.hall],
      [seats.length === 1 ? 'Seat' : 'Seats', listed(this.#lines())],
      ['Price', money(amount.value, amount.currency)],
      status === 'CONFIRMED' ? ['Pay by', clock(payBy).slice(0, 8)] : null,
      paidAt ? ['Paid', moment(paidAt)] : null,
    ];
    return element(
      'dl',
      { class: 'facts' },
      rows
        .filter(Boolean)
        .map(([name, value]) =>
          element('div', {}, element('dt', {}, name), element('dd', { class: 'number' }, value)),
        ),
    );
  }

  #lost({ seats, explanation }) {
    const { seatsLost } = explanation;
    const rest = seats.length > seatsLost.length ? ' A booking gets all of its seats or none.' : '';
    return `${listed(seatsLost)} went to someone else.${rest} Nothing was charged.`;
  }

  #kept({ seats, explanation }) {
    return seats.filter((id) => !explanation.seatsLost.includes(id));
  }

  #why() {
    const { number, explanation } = this.#booking;
    return element(
      'section',
      { class: 'why' },
      element('h3', {}, 'How it was decided'),
      element('p', {}, ruleWords(explanation)),
      drawCheck(number, explanation),
    );
  }

  #again(seats, words = 'Choose other seats') {
    return element(
      'button',
      { type: 'button', class: 'button button-primary', onclick: () => this.#on.again(seats) },
      words,
    );
  }

  #secret() {
    return element(
      'p',
      { class: 'soft small' },
      'The address of this page is your ticket: keep it, and keep it to yourself. ',
      'Whoever has it can see, pay and cancel the booking.',
    );
  }

  // ---- paying in time

  #countdown() {
    this.#left = element('span', { class: 'countdown-time number' });
    return element(
      'p',
      { class: 'countdown', role: 'timer' },
      this.#left,
      element('span', {}, 'left to pay. The seats are yours until then.'),
    );
  }

  #count() {
    const left = Date.parse(this.#booking.payBy) - serverNow();
    const seconds = Math.max(0, Math.ceil(left / 1000));
    this.#left.textContent = span(left);
    this.#left.classList.toggle('countdown-hurry', left <= hurryMs);
    if (announced.includes(seconds)) this.#on.page.announce(`${seconds} seconds left to pay.`);
    if (left <= 0) {
      this.#title.textContent = 'The time to pay is over';
      if (this.#pay) this.#pay.disabled = true;
      return; // The server decides whether it expired, and sends the state.
    }
    this.#timer = setTimeout(() => this.#count(), left - (seconds - 1) * 1000);
  }

  #payment() {
    const { amount, checkoutUrl, reference } = this.#booking;
    this.#pay = null;
    if (!checkoutUrl && settings().payment !== 'sandbox') return this.#payElsewhere();
    this.#pay = element(
      'button',
      {
        type: 'button',
        class: 'button button-primary',
        onclick: () => (checkoutUrl ? goToCheckout(this.#booking) : this.#payNow()),
      },
      `Pay ${money(amount.value, amount.currency)}`,
    );
    if (!cameBackFor(reference)) return this.#pay;
    const said = 'If you have just paid, wait: this ticket turns to paid by itself in a moment.';
    return element('div', {}, element('p', { class: 'notice' }, said), this.#pay);
  }

  #payElsewhere() {
    const { amount, reference } = this.#booking;
    const { paymentInstructions } = settings();
    return element(
      'p',
      { class: 'notice' },
      paymentInstructions ? `${paymentInstructions} ` : 'This page cannot take your payment. ',
      `Pay ${money(amount.value, amount.currency)} with the reference `,
      element('code', {}, reference),
      '; this ticket turns to paid by itself.',
    );
  }

  async #payNow() {
    this.#pay.disabled = true;
    this.#say('');
    try {
      const { outcome } = await call('/api/sandbox/pay', {
        method: 'POST',
        body: { reqId: this.#reqId },
      });
      if (outcome === 'REFUND_DUE')
        this.#say('The payment could not be taken for this booking. The money goes back to you.');
      await this.#fetch();
    } catch (problem) {
      await this.#notPaid(problem);
    }
  }

  async #notPaid(problem) {
    if (problem.code === 'NOT_FOUND') {
      this.#pay.replaceWith(this.#payElsewhere()); // The sandbox has been switched off.
      this.#pay = null;
      return;
    }
    const { status } = this.#booking;
    await this.#fetch();
    if (this.#booking.status !== status) return;
    this.#say(
      problem.status === 0
        ? 'The connection broke. Wait until it is back: the payment may have arrived.'
        : problem.message,
    );
    this.#pay.disabled = false;
  }

  // ---- cancelling

  #cancel() {
    const place = element('div', { class: 'cancel' });
    const button = (words, kind, onclick) =>
      element('button', { type: 'button', class: `button ${kind}`, onclick }, words);
    const offer = () =>
      place.replaceChildren(
        button('Cancel booking', 'button-quiet', () => {
          place.replaceChildren(
            element('p', {}, 'Give the seats back?'),
            button('Yes, cancel', 'button-danger', () => this.#cancelNow()),
            button('Keep them', '', () => {
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

  async #cancelNow() {
    try {
      this.#take(await callAsCustomer(`/api/ticket/${this.#reqId}`, { method: 'DELETE' }));
    } catch (problem) {
      this.#say(problem.message);
    }
  }

  #say(text) {
    this.#error.textContent = text;
    this.#error.hidden = !text;
  }
}
