// "Your bookings": the link on every page, with their number and the time left to pay the most
// urgent one, and the list of them.

import { serverNow } from '../clock.js';
import { matterOf } from './problems.js';
import { listed } from './words.js';
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { startOf } from '../show_time.js';
import { span } from '../times.js';
import { t } from '../words.js';

const hurryMs = 30_000; // before the deadline, when the link is emphasised

/** ms until `payBy`, never less than 0. */
const left = ({ payBy }) => Math.max(0, Date.parse(payBy) - serverNow());

const toBePaid = (bookings) => bookings.filter(({ status }) => status === 'CONFIRMED');

const addressOf = ({ reqId }) => `#/ticket/${reqId}`;

/** Keeps the link in the page's header up to date; `bookings` is a web/bookings.js Bookings. */
export class BookingsLink {
  #bookings;
  #link;
  #timer = 0;

  constructor(link, bookings) {
    this.#link = link;
    this.#bookings = bookings;
  }

  draw() {
    clearTimeout(this.#timer);
    const all = this.#bookings.all();
    this.#link.hidden = all.length === 0;
    this.#link.href = all.length === 1 ? addressOf(all[0]) : '#/bookings';
    const due = toBePaid(all).map(left);
    const time = due.length ? Math.min(...due) : null;
    const values = { count: all.length, time: time === null ? '' : span(time) };
    this.#link.textContent = t(time === null ? 'booking.header' : 'booking.headerDue', values);
    this.#link.setAttribute('aria-label',
      t(time === null ? 'booking.header' : 'booking.headerSaid', values));
    this.#link.classList.toggle('bookings-hurry', time !== null && time <= hurryMs);
    // At 0 too: the server's clock may not be known yet.
    if (time !== null) this.#timer = setTimeout(() => this.draw(), time % 1000 || 1000);
  }
}

/** "To be paid: 1:32 left", "Paid" */
function words(booking) {
  const isDue = booking.status === 'CONFIRMED';
  if (isDue && !left(booking)) return t('booking.timeOver');
  const time = isDue ? span(left(booking)) : '';
  return t(`booking.listStatus.${booking.status}`, { time });
}

/** Asks first: the list has open and paid bookings only, and leads back to them. */
function askToForget({ reqId, movie, status }, bookings) {
  return openDialog({
    title: t('booking.forgetSure'),
    text: t(status === 'PAID' ? 'booking.forgetPaid' : 'booking.forgetOpen', { movie }),
    label: t('booking.forgetYes'),
    back: t('booking.forgetNo'),
    danger: true,
    run: () => bookings.forget(reqId),
  });
}

/** `gone()` takes the focus from an entry that is not there any more. */
function entry(booking, bookings, gone) {
  const { show, movie, startsAt, seats, status } = booking;
  return element(
    'li',
    { class: 'card booking-card' },
    element('h2', { class: 'clamped', title: movie },
      element('a', { href: addressOf(booking) }, movie)),
    startsAt ? element('p', { class: 'soft number' }, startOf(booking)) : null,
    seats.length ? element('p', { class: 'number' }, listed(seats)) : null,
    element('p', { class: 'booking-status number', 'data-status': status }, words(booking)),
    element(
      'p',
      {},
      status === 'CONFIRMED'
        ? element('a', { class: 'button button-primary', href: addressOf(booking) },
          t('booking.listPay'))
        : element('a', { class: 'button', href: addressOf(booking) }, t('booking.listTicket')),
      ' ',
      element('button', {
        type: 'button',
        class: 'button button-quiet',
        'aria-label': t('booking.forgetOf', { seats: listed(seats), movie, show }),
        onclick: async ({ target }) => {
          await askToForget(booking, bookings);
          if (!target.isConnected) gone();
        },
      }, t('booking.forget')),
    ),
  );
}

export function bookingsView(page, bookings) {
  const title = element('h1', { tabindex: '-1' }, t('booking.listTitle'));
  const list = element('ul', { class: 'shows' });
  const note = element('p', { class: 'soft', role: 'status' });
  const failed = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  let timer = 0;

  function draw() {
    clearTimeout(timer);
    const all = bookings.all();
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...all.map((each) => entry(each, bookings, () => title.focus())));
    note.textContent = all.length
      ? t('booking.listOpen', { count: all.length })
      : t('booking.listNone');
    failed.hidden = !bookings.problem;
    failed.textContent = bookings.problem
      ? t('booking.listOld', { problem: matterOf(bookings.problem) }) : '';
    if (focused) title.focus();
  }

  /** Updates the times only: redrawing would take the focus from the buttons. */
  function tick() {
    let next = 1000;
    bookings.all().forEach((each, at) => {
      const shown = list.children[at]?.querySelector('.booking-status');
      if (each.status !== 'CONFIRMED' || !shown) return;
      shown.textContent = words(each);
      next = Math.min(next, left(each) % 1000 || 1000);
    });
    timer = setTimeout(tick, next);
  }

  return {
    element: element(
      'section',
      { class: 'list' },
      element('a', { class: 'back', href: '#/' }, t('booking.allShows')),
      title,
      failed,
      note,
      list,
    ),
    bookingsChanged: draw,
    focus: () => title.focus(),
    close: () => clearTimeout(timer),
    go() {
      page.title(t('booking.listTitle'));
      draw();
      tick();
      bookings.refresh();
    },
  };
}
