// Paying a confirmed booking: the time that is left, and the way to pay.

import { cameBackFor, goToCheckout } from './checkout.js';
import { problemWords } from './problems.js';
import { call } from '../api.js';
import { serverNow } from '../clock.js';
import { element } from '../dom.js';
import { money } from '../money.js';
import { settings } from '../settings.js';
import { span } from '../times.js';
import { t } from '../words.js';

const hurryMs = 30_000; // before the deadline, when the countdown is emphasised
const announced = [60, 30, 10]; // seconds before the deadline that screen readers announce

export class Payment {
  #booking;
  #on;
  #timer = 0;
  #time = element('span', { class: 'countdown-time number' });
  #place = element('div', { class: 'payment' });
  #pay = null;
  #justPaid = element('p', { class: 'notice' }, t('booking.justPaid'));

  /**
   * `on` has announce(text), say(text) for errors, over() when the time to pay is over, and
   * fetch(), which resolves to the booking as the server has it now.
   */
  constructor(booking, on) {
    this.#booking = booking;
    this.#on = on;
    this.countdown = element('p', { class: 'countdown', role: 'timer' },
      this.#time, element('span', {}, t('booking.timeLeft')));
    this.element = this.#place;
    this.#place.replaceChildren(...this.#ways());
    this.#count();
  }

  close() {
    clearTimeout(this.#timer);
  }

  /** The provider reported a failed payment: stops waiting for its callback. */
  failed() {
    this.#justPaid.remove();
  }

  #count() {
    const left = Date.parse(this.#booking.payBy) - serverNow();
    const seconds = Math.max(0, Math.ceil(left / 1000));
    this.#time.textContent = span(left);
    this.#time.classList.toggle('countdown-hurry', left <= hurryMs);
    if (announced.includes(seconds))
      this.#on.announce(t('booking.secondsLeft', { count: seconds }));
    if (left <= 0) return this.#end();
    this.#timer = setTimeout(() => this.#count(), left - (seconds - 1) * 1000);
  }

  /** The server decides whether the booking expired, and sends the state. */
  #end() {
    this.countdown.hidden = true;
    const paid = this.#justPaid.isConnected ? [this.#justPaid] : [];
    this.#place.replaceChildren(element('p', {}, t('booking.timeOverWhy')), ...paid);
    this.#on.over();
  }

  #ways() {
    const { checkoutUrl, reference } = this.#booking;
    if (!checkoutUrl && settings().payment !== 'sandbox') return [this.#payElsewhere()];
    this.#pay = element('button', {
      type: 'button',
      class: 'button button-primary',
      onclick: () => (checkoutUrl ? goToCheckout(this.#booking) : this.#payNow()),
    }, this.#offer());
    return cameBackFor(reference) ? [this.#justPaid, this.#pay] : [this.#pay];
  }

  #offer() {
    const { value, currency } = this.#booking.amount;
    return t('booking.pay', { price: money(value, currency) });
  }

  #payElsewhere() {
    const { amount, reference } = this.#booking;
    const { paymentInstructions } = settings();
    const price = money(amount.value, amount.currency);
    return element(
      'p',
      { class: 'notice' },
      `${paymentInstructions || t('booking.cannotPay')} ${t('booking.payWith', { price })} `,
      element('code', {}, reference),
      `. ${t('booking.payWithEnd')}`,
    );
  }

  #busy(on) {
    this.#pay.disabled = on;
    this.#pay.textContent = on ? t('booking.paying') : this.#offer();
  }

  async #payNow() {
    this.#busy(true);
    this.#on.say('');
    const { reqId } = this.#booking;
    try {
      const { outcome } = await call('/api/sandbox/pay', { method: 'POST', body: { reqId } });
      await this.#on.fetch();
      if (outcome === 'REFUND_DUE') this.#on.say(t('booking.refundAtOnce'));
    } catch (problem) {
      await this.#notPaid(problem);
    }
  }

  async #notPaid(problem) {
    if (problem.code === 'NOT_FOUND') {
      this.#pay = null;
      this.#place.replaceChildren(this.#payElsewhere()); // The sandbox has been switched off.
      return;
    }
    const now = await this.#on.fetch();
    if (now.status !== this.#booking.status) return;
    this.#on.say(problem.status === 0 ? t('booking.payBroke') : problemWords(problem));
    this.#busy(false);
  }
}
