// The chosen seats, their prices and the booking form.

import { canSignIn, needsSignIn, signIn } from './account.js';
import { newBooking, send } from './booking.js';
import { signedInAs } from './session.js';
import { Together } from './together.js';
import { counted, listed, takenSeats, waitWords } from './words.js';
import { element } from '../dom.js';
import { stateWords } from '../hall.js';
import { idsOf } from '../layout.js';
import { money } from '../money.js';
import { settings } from '../settings.js';
import { momentThere } from '../show_time.js';

const mailPlace = 'mail';
const chosenPlace = (show) => `chosen:${show}`;
const typesPlace = (show) => `types:${show}`;

function pricesOf(show) {
  const prices = new Map();
  const classes = new Map(show.classes.map((each) => [each.id, each]));
  for (const row of show.rows) {
    const { name, price } = classes.get(row.class);
    for (const id of idsOf(row)) prices.set(id, { name, price: show.price + price });
  }
  return prices;
}

const isMail = (text) => /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254;

export class Choice {
  #show;
  #hall;
  #on;
  #prices;
  #chosen = new Set();
  #types = {}; // id of a seat -> id of its price type, if it is not the first
  #sending = null; // AbortController
  #open = true;
  #title = element('h2', { tabindex: '-1' }, 'Your seats');
  #list = element('ul', { class: 'chosen' });
  #hint = element(
    'p',
    { class: 'soft' },
    'Click or touch seats in the hall, or go there with the arrow keys and press Enter.',
  );
  #total = element('p', { class: 'total number' });
  #note = element('p', { class: 'notice notice-warn', role: 'status', hidden: true });
  #error = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  #mail = element('input', {
    id: 'mail',
    type: 'email',
    name: 'email',
    autocomplete: 'email',
    required: true,
    'aria-describedby': 'mail-error',
    oninput: () => this.#showMailError(''),
  });
  #mailError = element('p', { id: 'mail-error', class: 'field-error' });
  #mailField = element(
    'div',
    { class: 'field' },
    element('label', { for: 'mail' }, 'Mail address'),
    this.#mail,
    this.#mailError,
  );
  #book = element('button', { class: 'button button-primary' });
  #together;
  #barTotal = element('span', { class: 'number' });
  #sight = new IntersectionObserver(([book]) =>
    this.bar.classList.toggle('bar-idle', book.isIntersecting),
  );

  /** on: page, booked(reqId, seats), salesClosed(). */
  constructor(show, hall, on) {
    this.#show = show;
    this.#hall = hall;
    this.#on = on;
    this.#prices = pricesOf(show);
    this.#mail.value = sessionStorage.getItem(mailPlace) ?? '';
    this.#together = new Together(show.id, settings().maxSeats, {
      found: (seats) => this.#found(seats),
      failed: (text) => this.#say(this.#error, text),
    });
    this.element = element(
      'form',
      { class: 'card choice', novalidate: true, onsubmit: (event) => this.#submit(event) },
      this.#title,
      this.#hint,
      this.#together.element,
      this.#list,
      this.#total,
      this.#mailField,
      this.#note,
      this.#error,
      this.#book,
    );
    /** Scrolls to the form; shown while the form is out of view. */
    this.bar = element(
      'div',
      { class: 'bar' },
      this.#barTotal,
      element(
        'button',
        { type: 'button', class: 'button button-primary', onclick: () => this.#focusForm() },
        'Continue',
      ),
    );
    this.#sight.observe(this.#book);
  }

  /** Restores the seats chosen before a reload; sends a booking again that has no response yet. */
  restore(pending) {
    this.#types = JSON.parse(sessionStorage.getItem(typesPlace(this.#show.id))) ?? {};
    if (pending) {
      this.#mail.value = pending.mail;
      this.#chosen = new Set(pending.seats);
      this.#draw();
      this.#send(pending);
      return;
    }
    const before = JSON.parse(sessionStorage.getItem(chosenPlace(this.#show.id))) ?? [];
    this.choose(before.filter((id) => this.#hall.stateOf(id) === 'available'));
  }

  choose(seats) {
    this.#chosen = new Set(seats);
    this.#draw();
  }

  #found(seats) {
    if (this.#sending || !this.#open) return;
    this.choose(seats);
    this.#on.page.announce(`${listed(seats)} chosen. ${this.#sum()}`);
  }

  toggle(id, state) {
    if (this.#sending || !this.#open) return;
    const { maxSeats } = settings();
    if (this.#chosen.delete(id)) this.#on.page.announce(`${id} left. ${this.#sum()}`);
    else if (state === 'available' && this.#chosen.size === maxSeats)
      return this.#say(this.#error, `A booking has ${counted(maxSeats, 'seat')} at most.`);
    else if (state === 'available') this.#chosen.add(id);
    else return this.#on.page.announce(`${id}: ${stateWords[state]}`);
    if (this.#chosen.has(id)) this.#on.page.announce(`${id} chosen. ${this.#sum()}`);
    this.#say(this.#error, '');
    this.#draw();
  }

  /** Drops chosen seats that others took, after a change in the hall. */
  seatsChanged() {
    if (this.#sending) return; // The seats may be taken by this booking.
    const gone = [...this.#chosen].filter(
      (id) => !['available', 'in_review'].includes(this.#hall.stateOf(id)),
    );
    for (const id of gone) this.#chosen.delete(id);
    const wanted = [...this.#chosen].filter((id) => this.#hall.stateOf(id) === 'in_review');
    const isOrAre = (ids) => `${listed(ids)} ${ids.length === 1 ? 'is' : 'are'}`;
    const parts = [];
    if (gone.length) parts.push(`${isOrAre(gone)} gone: someone else was faster.`);
    if (wanted.length)
      parts.push(
        `${isOrAre(wanted)} being booked by someone else right now.`,
        'Book at once to be in the same draw, or choose others.',
      );
    if (gone.length || wanted.length || !this.#note.hidden) this.#say(this.#note, parts.join(' '));
    if (gone.length) this.#draw();
  }

  sessionChanged() {
    this.#draw();
  }

  /** Keeps the mail address for the next form of this tab. */
  keepMail() {
    sessionStorage.setItem(mailPlace, this.#mail.value);
  }

  #focusForm() {
    if (this.#mailField.hidden) this.#book.focus();
    else this.#mail.focus();
  }

  onSale(open) {
    this.#open = open;
    this.#draw();
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#sending?.abort();
    this.#together.close();
    this.#sight.disconnect();
    this.bar.remove();
  }

  #sum() {
    const total = [...this.#chosen].reduce((sum, id) => sum + this.#priceOf(id), 0);
    return `${counted(this.#chosen.size, 'seat')}, ${money(total, this.#show.currency)}`;
  }

  /** The chosen price type of a seat; undefined in a show without any. */
  #typeOf(id) {
    const { priceTypes } = this.#show;
    return priceTypes?.find((type) => type.id === this.#types[id]) ?? priceTypes?.[0];
  }

  #priceOf(id) {
    return this.#prices.get(id).price + (this.#typeOf(id)?.price ?? 0);
  }

  /** Who sits there; null in a show without price types. */
  #typeField(id, busy) {
    const { priceTypes, currency } = this.#show;
    if (!priceTypes) return null;
    const base = this.#prices.get(id).price;
    const field = element(
      'select',
      {
        'aria-label': `Price of ${id}`,
        disabled: busy,
        onchange: () => {
          this.#types[id] = field.value;
          sessionStorage.setItem(typesPlace(this.#show.id), JSON.stringify(this.#types));
          this.#draw();
          this.#list.querySelector(`[data-line="${id}"] select`)?.focus();
          this.#on.page.announce(this.#sum());
        },
      },
      priceTypes.map(({ id: type, name, price }) =>
        element('option', { value: type }, `${name}, ${money(base + price, currency)}`)),
    );
    field.value = this.#typeOf(id).id;
    return field;
  }

  /** The chosen seats as the server wants them. */
  #lines() {
    return [...this.#chosen].map((id) => {
      const type = this.#typeOf(id);
      return type ? { seat: id, type: type.id } : id;
    });
  }

  #say(place, text) {
    place.textContent = text;
    place.hidden = !text;
  }

  #showMailError(text) {
    this.#mailError.textContent = text;
    this.#mail.setAttribute('aria-invalid', String(Boolean(text)));
  }

  #draw() {
    const count = this.#chosen.size;
    const busy = Boolean(this.#sending);
    sessionStorage.setItem(chosenPlace(this.#show.id), JSON.stringify([...this.#chosen]));
    this.#hall.mark(this.#chosen);
    this.#hint.hidden = count > 0;
    this.#list.replaceChildren(...[...this.#chosen].map((id) => this.#entry(id, busy)));
    this.#total.textContent = count ? this.#sum() : '';
    this.#total.hidden = count === 0;
    this.#barTotal.textContent = count ? this.#sum() : '';
    this.bar.hidden = count === 0 || busy;
    const offer = count ? `Book ${counted(count, 'seat')}` : 'Book';
    const mail = needsSignIn() ? signedInAs() : '';
    if (mail) this.#mail.value = mail;
    this.#mailField.hidden = mail === null;
    const word = mail === null ? 'Sign in to book' : offer;
    this.#book.textContent = busy ? 'Booking…' : word;
    const cannot = mail === null && !canSignIn();
    if (cannot) this.#say(this.#note, 'To book, sign in where this cinema sells its tickets.');
    this.#book.disabled = busy || !this.#open || cannot;
    this.#together.disabled = busy || !this.#open;
    this.#mail.readOnly = busy || Boolean(mail);
  }

  #entry(id, busy) {
    const { name } = this.#prices.get(id);
    const leave = () => {
      this.toggle(id);
      this.#list.querySelector('button')?.focus() ?? this.#title.focus();
    };
    return element(
      'li',
      { 'data-line': id },
      element('strong', {}, id),
      element('span', { class: 'soft' }, name),
      this.#typeField(id, busy)
        ?? element('span', { class: 'number' }, money(this.#priceOf(id), this.#show.currency)),
      element(
        'button',
        {
          type: 'button',
          class: 'leave',
          'aria-label': `Leave ${id}`,
          disabled: busy,
          onclick: leave,
        },
        '×',
      ),
    );
  }

  #submit(event) {
    event.preventDefault();
    if (this.#sending) return;
    this.#say(this.#error, '');
    if (needsSignIn() && signedInAs() === null) return signIn();
    const mail = this.#mail.value.trim();
    if (!this.#chosen.size) return this.#say(this.#error, 'Choose at least one seat in the hall.');
    if (!isMail(mail)) {
      this.#showMailError('Enter the mail address of the booking, such as ada@example.org.');
      this.#mail.focus();
      return;
    }
    sessionStorage.setItem(mailPlace, mail);
    this.#send(newBooking(this.#show.id, [...this.#chosen], mail, this.#lines()));
  }

  async #send(booking) {
    const sending = new AbortController();
    this.#sending = sending;
    this.#say(this.#note, '');
    this.#say(this.#error, '');
    this.#draw();
    const waiting = (problem, ms) => this.#say(this.#note, waitWords(problem, ms));
    try {
      const reqId = await send(booking, { waiting, signal: sending.signal });
      sessionStorage.removeItem(chosenPlace(this.#show.id));
      this.#on.booked(reqId, booking.seats);
    } catch (problem) {
      if (sending.signal.aborted) return;
      this.#sending = null;
      this.#refused(problem);
    }
  }

  #refused(problem) {
    let text = problem.message;
    if (problem.code === 'SEATS_UNAVAILABLE') {
      const { seats } = problem.body;
      for (const { seat } of seats) this.#chosen.delete(seat);
      text = `Nothing was booked. ${takenSeats(seats).join(' ')}`;
    } else if (problem.code === 'LEAVES_SINGLE_SEAT') {
      const { singleSeats, suggestion = [] } = problem.body;
      text = `Nothing was booked: ${listed(singleSeats)} would be left alone.`;
      if (suggestion.length) {
        this.#chosen = new Set(suggestion);
        text += ` ${listed(suggestion)} ${suggestion.length === 1 ? 'is' : 'are'} chosen instead.`;
      }
    } else if (problem.code === 'CUSTOMER_LIMIT') {
      const { limit, have } = problem.body;
      text = `Nothing was booked. You have ${counted(have, 'seat')} of this show already, and`
        + ` ${limit} are the most. Pay for those that are not paid, or let them go, before you`
        + ' choose more.';
    } else if (problem.code === 'SALES_NOT_OPEN') {
      text = `Nothing was booked. Sales start on ${momentThere(problem.body.opensAt, this.#show)}.`;
    } else if (problem.code === 'UNAUTHENTICATED') {
      text = 'Nothing was booked: you are signed out. Your seats are still chosen.';
    } else if (problem.code === 'SALES_CLOSED') {
      this.#on.salesClosed();
    } else if (problem.body.errors) {
      text = problem.body.errors.map(({ field, detail }) => `${field}: ${detail}`).join('; ');
    }
    this.#say(this.#note, '');
    this.#say(this.#error, text);
    this.#draw();
    this.#title.focus();
  }
}
