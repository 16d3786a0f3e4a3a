// The chosen seats, their prices and the booking form.

import { isMail } from './mail.js';
import { canSignIn, needsSignIn, signIn } from './account.js';
import { Bar } from './bar.js';
import { newBooking, send } from './booking.js';
import { nearestFree } from './near.js';
import { Prices } from './prices.js';
import { refusalWords } from './refusals.js';
import { mostSeats } from './sales.js';
import { signedInAs } from './session.js';
import { keepWaits, waitUntil } from './waits.js';
import { listed, waitWords } from './words.js';
import { element } from '../dom.js';
import { stateWords } from '../hall.js';
import { t } from '../words.js';

const mailPlace = 'mail';
const chosenPlace = (show) => `chosen:${show}`;

export class Choice {
  #show;
  #hall;
  #on;
  #prices;
  #chosen = new Set();
  #sending = null; // AbortController
  #offered = []; // seats that can be taken instead of `#wanted`
  #wanted = [];
  #sale = { choose: true, book: true, over: false, why: '' }; // as of web/customer/sales.js
  #title = element('h2', { tabindex: '-1' }, t('choice.title'));
  #list = element('ul', { class: 'chosen' });
  #hint = element('p', { class: 'soft' });
  #total = element('p', { class: 'total number' });
  #note = element('p', { class: 'notice notice-warn', role: 'status', hidden: true });
  #error = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #instead = element('button', { type: 'button', class: 'button', hidden: true });
  #mail = element('input', {
    id: 'mail',
    type: 'email',
    name: 'email',
    autocomplete: 'email',
    required: true,
    'aria-describedby': 'mail-error',
    oninput: () => {
      this.#showMailError('');
      this.#drawBar();
    },
  });
  #mailError = element('p', { id: 'mail-error', class: 'field-error' });
  #mailField = element(
    'div',
    { class: 'field' },
    element('label', { for: 'mail' }, t('choice.mail')),
    this.#mail,
    this.#mailError,
  );
  #book = element('button', { class: 'button button-primary' });
  #bar = new Bar(this.#book, {
    goOn: () => this.#goOn(),
    takeInstead: () => this.#takeInstead(),
  });

  /** on: page, booked(reqId, seats), salesClosed(), busy() when it begins or ends to send. */
  constructor(show, hall, on) {
    this.#show = show;
    this.#hall = hall;
    this.#on = on;
    this.#prices = new Prices(show);
    this.#mail.value = sessionStorage.getItem(mailPlace) ?? '';
    this.#instead.addEventListener('click', () => this.#takeInstead());
    this.element = element(
      'form',
      { class: 'card choice', novalidate: true, onsubmit: (event) => this.#submit(event) },
      this.#title,
      this.#hint,
      this.#list,
      this.#total,
      this.#mailField,
      this.#note,
      this.#error,
      this.#instead,
      this.#book,
    );
    /** Stands below a hall that hides the form. */
    this.bar = this.#bar.element;
  }

  /** Whether seats can be chosen now. */
  get ready() {
    return this.#sale.choose && !this.#sending;
  }

  /** Whether a booking is being sent. */
  get sending() {
    return Boolean(this.#sending);
  }

  /** Restores the seats chosen before a reload; sends a booking again that has no response yet. */
  restore(pending) {
    if (pending) {
      this.#mail.value = pending.mail;
      this.choose(pending.seats, pending.lines);
      this.#send(pending);
      return;
    }
    const before = JSON.parse(sessionStorage.getItem(chosenPlace(this.#show.id))) ?? [];
    this.choose(before.filter((id) => this.#hall.stateOf(id) === 'available'));
  }

  /** `lines` of earlier seats: `seats` have their price types. */
  choose(seats, lines = []) {
    this.#prices.takeOver(lines, seats);
    this.#chosen = new Set(seats);
    this.#draw();
  }

  /** Chooses seats that the show suggests, instead of those of `lines`. */
  found(seats, lines = []) {
    if (!this.ready) return;
    this.#sayOfHall('');
    this.choose(seats, lines);
    this.#hall.reveal(seats[0]);
    this.#on.page.announce(
      t('choice.chosen', { seats: listed(seats), sum: this.#prices.sum(this.#chosen) }));
  }

  toggle(id, state) {
    if (this.#sending) return;
    const { announce } = this.#on.page;
    if (this.#chosen.delete(id)) {
      announce(t('choice.left', { seat: id, sum: this.#prices.sum(this.#chosen) }));
    } else if (state !== 'available' || !this.#sale.choose) {
      const words = state === 'available'
        ? this.#sale.why : t('choice.isState', { seat: id, state: stateWords(state) });
      this.#sayOfHall('', words);
      announce(words);
      return;
    } else if (this.#chosen.size >= mostSeats(this.#show)) {
      this.#sayOfHall(this.#mostWords(id));
      return;
    } else {
      this.#chosen.add(id);
      announce(t('choice.chosen', { seats: id, sum: this.#prices.sum(this.#chosen) }));
    }
    this.#sayOfHall('');
    this.#draw();
  }

  /** Why `seat` is one too many. */
  #mostWords(seat) {
    const count = mostSeats(this.#show);
    const ofShow = count === this.#show.maxSeatsPerCustomer;
    return t(ofShow ? 'choice.mostOfShow' : 'choice.most', { count, seat });
  }

  /** Drops chosen seats that others took, after a change in the hall. */
  seatsChanged() {
    if (this.#sending) return; // The seats may be taken by this booking.
    const gone = [...this.#chosen].filter(
      (id) => !['available', 'in_review'].includes(this.#hall.stateOf(id)),
    );
    for (const id of gone) this.#chosen.delete(id);
    const wanted = [...this.#chosen].filter((id) => this.#hall.stateOf(id) === 'in_review');
    const isBlocked = (id) => this.#hall.stateOf(id) === 'blocked';
    const taken = gone.filter((id) => !isBlocked(id));
    const blocked = gone.filter(isBlocked);
    const parts = [
      ['choice.gone', taken], ['choice.blocked', blocked], ['choice.wanted', wanted],
    ]
      .filter(([, ids]) => ids.length)
      .map(([key, ids]) => t(key, { seats: listed(ids), count: ids.length }));
    if (parts.length || !this.#note.hidden) {
      this.#say(this.#note, parts.join(' '));
      this.#bar.say(parts.join(' '));
    }
    if (gone.length) this.#draw();
    else this.#drawBar();
  }

  sessionChanged() {
    this.#draw();
  }

  /** Keeps the mail address that was typed for the next form of this tab. */
  keepMail() {
    if (!needsSignIn()) sessionStorage.setItem(mailPlace, this.#mail.value);
  }

  /** Takes what web/customer/sales.js says about the show. */
  onSale(sale) {
    const changed = sale.why !== this.#sale.why;
    this.#sale = sale;
    if (sale.over) this.#chosen.clear();
    if (changed) this.#bar.say(this.#chosen.size && !sale.book ? sale.why : '');
    this.#draw();
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#sending?.abort();
    this.#bar.close();
  }

  /** What concerns the hall is said in the bar too, because the form may be out of view. */
  #sayOfHall(error, barOnly = '') {
    this.#say(this.#error, error);
    this.#offerInstead([]);
    this.#bar.say(error || barOnly);
    this.#drawBar();
  }

  #say(place, text) {
    place.textContent = text;
    place.hidden = !text;
  }

  #showMailError(text) {
    this.#mailError.textContent = text;
    this.#mail.setAttribute('aria-invalid', String(Boolean(text)));
  }

  get #hasMail() {
    return this.#mailField.hidden || isMail(this.#mail.value.trim());
  }

  #draw() {
    const count = this.#chosen.size;
    const busy = Boolean(this.#sending);
    sessionStorage.setItem(chosenPlace(this.#show.id), JSON.stringify([...this.#chosen]));
    this.#hall.mark(this.#chosen);
    this.#say(this.#hint, count ? '' : t(this.#sale.choose ? 'choice.hint' : 'choice.hintNot'));
    this.#list.replaceChildren(...[...this.#chosen].map((id) => this.#entry(id, busy)));
    this.#say(this.#total, count ? this.#prices.sum(this.#chosen) : '');
    const offer = count ? t('choice.bookSeats', { count }) : t('choice.book');
    const mail = needsSignIn() ? signedInAs() : '';
    if (mail) this.#mail.value = mail;
    const useless = !count && !this.#sale.choose;
    this.#mailField.hidden = mail === null || useless;
    this.#book.hidden = useless;
    const word = mail === null ? t('choice.signIn') : offer;
    this.#book.textContent = busy ? t('choice.booking') : word;
    const cannot = mail === null && !canSignIn();
    if (cannot && !useless) this.#say(this.#note, t('choice.signInElsewhere'));
    this.#book.disabled = busy || !this.#sale.book || cannot;
    this.#mail.readOnly = busy || Boolean(mail);
    this.#drawBar();
  }

  #drawBar() {
    const count = this.#chosen.size;
    const label = this.#hasMail ? this.#book.textContent : t('choice.goOn');
    this.#bar.draw({
      sum: count ? this.#prices.sum(this.#chosen) : '',
      label: count ? label : '',
      disabled: this.#book.disabled,
      hidden: (!count && !this.#bar.hasWords) || this.sending,
    });
  }

  /** Books if the form has all it needs. */
  #goOn() {
    if (this.#hasMail) this.element.requestSubmit();
    else this.#mail.focus();
  }

  #entry(id, busy) {
    const leave = () => {
      this.toggle(id);
      this.#list.querySelector('button')?.focus() ?? this.#title.focus();
    };
    const changed = () => {
      this.#draw();
      this.#list.querySelector(`[data-line="${id}"] select`)?.focus();
      this.#on.page.announce(this.#prices.sum(this.#chosen));
    };
    const types = this.#prices.field(id, busy, changed);
    return element(
      'li',
      { 'data-line': id, class: types && 'chosen-typed' },
      element('strong', {}, id),
      element('span', { class: 'soft clamped', title: this.#prices.className(id) },
        this.#prices.className(id)),
      types ?? element('span', { class: 'number' }, this.#prices.textOf(id)),
      element(
        'button',
        {
          type: 'button',
          class: 'leave',
          'aria-label': t('choice.leave', { seat: id }),
          disabled: busy,
          onclick: leave,
        },
        '×',
      ),
    );
  }

  #submit(event) {
    event.preventDefault();
    if (this.#sending || !this.#sale.book) return;
    this.#sayOfHall('');
    if (needsSignIn() && signedInAs() === null) return signIn();
    const mail = this.#mail.value.trim();
    if (!this.#chosen.size) return this.#say(this.#error, t('choice.none'));
    if (!isMail(mail)) {
      this.#showMailError(t('choice.mailWrong'));
      this.#mail.focus();
      return;
    }
    sessionStorage.setItem(mailPlace, mail);
    const seats = [...this.#chosen];
    this.#send(newBooking(this.#show.id, seats, mail, this.#prices.lines(this.#chosen)));
  }

  async #send(booking) {
    const sending = new AbortController();
    this.#sending = sending;
    this.#say(this.#note, '');
    this.#sayOfHall('');
    this.#draw();
    this.#on.busy();
    const waiting = (problem, ms) => this.#say(this.#note, waitWords(problem, ms));
    try {
      const reqId = await send(booking, { waiting, signal: sending.signal });
      sessionStorage.removeItem(chosenPlace(this.#show.id));
      this.#on.booked(reqId, booking.seats);
    } catch (problem) {
      if (sending.signal.aborted) return;
      this.#sending = null;
      this.#refused(problem, booking.seats);
      this.#on.busy();
    }
  }

  #refused(problem, wanted) {
    if (problem.code === 'SEATS_UNAVAILABLE') {
      for (const { seat } of problem.body.seats) this.#chosen.delete(seat);
      keepWaits(this.#show.id, problem.body.seats);
    }
    if (problem.code === 'SALES_CLOSED') this.#on.salesClosed();
    this.#say(this.#note, '');
    this.#sayOfHall(refusalWords(problem, this.#show));
    this.#offerInstead(this.#insteadOf(problem, wanted), wanted);
    this.#draw();
    if (!this.#bar.focus()) this.#title.focus();
  }

  /** As many seats as were wanted that this customer can have. */
  #insteadOf({ code, body }, wanted) {
    if (code === 'LEAVES_SINGLE_SEAT') return body.suggestion ?? [];
    if (code !== 'SEATS_UNAVAILABLE') return [];
    // A seat that this customer must wait for looks available in the hall.
    const taken = new Set(body.seats.map(({ seat }) => seat));
    const isFree = (id) => !taken.has(id) && !waitUntil(this.#show.id, [id])
      && this.#hall.stateOf(id) === 'available';
    const near = nearestFree(this.#show.rows, wanted, isFree);
    return near.length === wanted.length ? near : [];
  }

  #offerInstead(seats, wanted = []) {
    [this.#offered, this.#wanted] = [seats, wanted];
    const words = seats.length ? t('choice.instead', { seats: listed(seats) }) : '';
    this.#say(this.#instead, words);
    this.#bar.offer(words);
  }

  #takeInstead() {
    this.found(this.#offered, this.#prices.lines(this.#wanted));
    this.#book.focus();
  }
}
