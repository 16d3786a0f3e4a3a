// The operator's commands on a show and its bookings, each after a confirmation.
import { confirm } from './confirm.js';
import { counted, listed, sum } from '../event_words.js';

/** Each resolves to a sentence that says what was done, or to null if the dialog was closed. */
export class Actions {
  #session;
  #show;

  constructor(session, show) {
    this.#session = session;
    this.#show = show;
  }

  pause() {
    return this.#confirmed('pause', {
      title: 'Pause sales?',
      text: 'New bookings will be refused until sales are resumed. Bookings that are open go on: '
        + 'they are reviewed and can be paid.',
      label: 'Pause sales',
    }, 'Sales are paused.');
  }

  resume() {
    return this.#confirmed('resume', {
      title: 'Resume sales?',
      text: `New bookings will be taken again for ${this.#show.movie}.`,
      label: 'Resume sales',
    }, 'Sales go on.');
  }

  cancelShow() {
    return this.#confirmed('cancel', {
      title: 'Cancel the show?',
      text: 'All its bookings are cancelled and refunds fall due for those that are paid. This '
        + 'cannot be undone.',
      label: 'Cancel the show',
      danger: true,
      typed: this.#show.id,
    }, 'The show is cancelled.');
  }

  block(seats) {
    return this.#confirmed('block', {
      title: `Block ${counted(seats.length, 'seat')}?`,
      text: `${listed(seats, 30)} will not be sold until unblocked.`,
      label: 'Block',
    }, `Blocked ${listed(seats)}.`, { seats });
  }

  unblock(seats) {
    return this.#confirmed('unblock', {
      title: `Unblock ${counted(seats.length, 'seat')}?`,
      text: `${listed(seats, 30)} will be on sale again.`,
      label: 'Unblock',
    }, `Unblocked ${listed(seats)}.`, { seats });
  }

  cancelBooking({ number, reqId, seats, status, paid }) {
    const refund = status === 'PAID' && paid.value !== 0
      ? ` A refund of ${sum(paid)} will be due.` : '';
    return this.#run(`/api/ticket/${reqId}/cancel`, {
      title: `Cancel booking ${number}?`,
      text: `${listed(seats, 30)} will be free for others at once.${refund} This cannot be undone.`,
      label: `Cancel booking ${number}`,
      danger: true,
    }, `Booking ${number} is cancelled.`);
  }

  /** Gives up some seats of a booking, `back`; `worth`: what they were sold at. */
  returnSeats({ number, reqId, status }, back, worth) {
    const refund = status === 'PAID' && worth.value !== 0
      ? ` A refund of ${sum(worth)} will be due.` : '';
    return this.#run(`/api/ticket/${reqId}/cancel`, {
      title: `Return ${counted(back.length, 'seat')} of booking ${number}?`,
      text: `${listed(back, 30)} will be free for others at once.${refund} This cannot be undone.`,
      label: `Return ${listed(back)}`,
      danger: true,
    }, `Booking ${number} has returned ${listed(back)}.`, { seats: back });
  }

  /** `seats`: all that the booking has afterwards, in its order. */
  moveBooking({ number, reqId, seats: from }, seats) {
    const left = from.filter((seat) => !seats.includes(seat));
    const taken = seats.filter((seat) => !from.includes(seat));
    return this.#run(`/api/ticket/${reqId}/move`, {
      title: `Move booking ${number}?`,
      text: `From ${listed(left, 30)} to ${listed(taken, 30)}. The price stays. Codes of seats that it `
        + 'leaves are no longer good: print or send the ticket anew.',
      label: `Move to ${listed(taken)}`,
    }, `Booking ${number} has moved to ${listed(taken)}.`, { seats });
  }

  resend({ number, reqId, userMail }) {
    return this.#run(`/api/ticket/${reqId}/resend`, {
      title: `Send the mail of booking ${number} again?`,
      text: `A mail with a link to the booking goes to ${userMail}.`,
      label: 'Send',
    }, `A mail goes to ${userMail}.`, {});
  }

  #confirmed(verb, question, done, body) {
    return this.#run(`/api/movieshow/${this.#show.id}/${verb}`, question, done, body);
  }

  async #run(path, question, done, body) {
    const run = () => this.#session.post(path, body);
    return (await confirm({ ...question, run })) ? done : null;
  }
}
