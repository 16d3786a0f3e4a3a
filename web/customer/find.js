// "Find my booking": asks for a mail with a link by the reference and the mail address, and opens
// the booking of such a link, #/find/TOKEN, in this browser. Whether there is such a booking is
// never shown, only mailed.

import { isMail } from './mail.js';
import { matterOf, problemWords } from './problems.js';
import { call } from '../api.js';
import { element } from '../dom.js';
import { loadSettings, settings, settingsLoaded } from '../settings.js';
import { t } from '../words.js';

/** Takes the token out of the address and the history; undefined without one. */
function takeToken() {
  const [, token] = /^#\/find\/([\w.-]+)$/.exec(location.hash) ?? [];
  if (token) history.replaceState(null, '', '#/find');
  return token;
}

/** A link to the form; hidden if the cinema sends no mails. */
export function findLink() {
  const link = element('a', { class: 'find-link', href: '#/find', hidden: true },
    t('booking.find.link'));
  settingsLoaded.then(() => {
    link.hidden = !settings().mail;
  });
  return link;
}

class Field {
  /** `says` is the key of what is said to be wrong unless `holds(text)`. */
  constructor(name, label, { holds, says, help = null, ...attributes }) {
    this.holds = holds;
    this.says = says;
    const described = [help && `${name}-help`, `${name}-error`].filter(Boolean).join(' ');
    this.input = element('input', {
      id: name, name, required: true, 'aria-describedby': described, oninput: () => this.say(''),
      ...attributes,
    });
    this.error = element('p', { id: `${name}-error`, class: 'field-error' });
    this.element = element('div', { class: 'field' },
      element('label', { for: name }, label),
      this.input,
      help && element('p', { id: `${name}-help`, class: 'soft small' }, help),
      this.error);
  }

  get text() {
    return this.input.value.trim();
  }

  say(text) {
    this.error.textContent = text;
    this.input.setAttribute('aria-invalid', String(Boolean(text)));
  }

  check() {
    const good = this.holds(this.text);
    this.say(good ? '' : t(this.says));
    return good;
  }
}

class FindView {
  #page;
  #bookings;
  #token;
  #sentTo = ''; // the mail address of the last link that was asked for
  #closed = false;
  #title = element('h1', { tabindex: '-1' }, t('booking.find.title'));
  #said = element('p', { class: 'notice', role: 'status', hidden: true });
  #reference = new Field('reference', t('booking.find.reference'), {
    holds: (text) => /^[\w-]+$/.test(text),
    says: 'booking.find.needReference',
    help: t('booking.find.referenceHelp'),
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    maxlength: '120',
  });
  #mail = new Field('find-mail', t('booking.find.mail'), {
    holds: isMail, says: 'booking.find.needMail', type: 'email', autocomplete: 'email',
  });
  #send = element('button', { class: 'button button-primary' }, t('booking.find.send'));
  #again = element('button', {
    type: 'button', class: 'button', hidden: true, onclick: () => this.#open(),
  }, t('booking.tryAgain'));
  #form = element('form',
    { class: 'find-form', novalidate: true, onsubmit: (event) => this.#ask(event) },
    element('p', { class: 'soft' }, t('booking.find.how')),
    this.#reference.element,
    this.#mail.element,
    this.#send);

  constructor(page, bookings) {
    this.#page = page;
    this.#bookings = bookings;
    this.#token = takeToken();
    this.#mail.input.value = sessionStorage.getItem('mail') ?? '';
    this.element = element('section', { class: 'list' },
      element('a', { class: 'back', href: '#/' }, t('booking.allShows')),
      element('div', { class: 'signin card find' },
        this.#title, this.#said, this.#again, this.#form));
  }

  focus() {
    this.#title.focus();
  }

  close() {
    this.#closed = true;
  }

  /** What is not to be lost when the view is made anew in another language. */
  typed() {
    const [reference, mail] = [this.#reference, this.#mail].map(({ input }) => input.value);
    return { token: this.#token, sentTo: this.#sentTo, reference, mail };
  }

  fill({ token, sentTo, reference, mail }) {
    this.#reference.input.value = reference;
    this.#mail.input.value = mail;
    if (sentTo) this.#saySent(sentTo);
    this.#token = token;
    if (token) this.#open();
  }

  go() {
    this.#page.title(t('booking.find.title'));
    if (this.#token) this.#open();
    else this.#checkMail();
  }

  /** Without mails there is no form. */
  async #checkMail() {
    try {
      await loadSettings();
    } catch {
      return; // Sending says what fails.
    }
    if (!settings().mail) this.#noMail();
  }

  #noMail() {
    this.#form.hidden = true;
    this.#say(t('booking.find.noMail'), 'warn');
  }

  #say(text, kind = '') {
    this.#said.className = 'notice';
    if (kind) this.#said.classList.add(`notice-${kind}`);
    this.#said.textContent = text;
    this.#said.hidden = !text;
    this.#said.scrollIntoView({ block: 'nearest' }); // On a phone the button is far below it.
  }

  async #open() {
    const token = this.#token;
    this.#form.hidden = true;
    this.#again.hidden = true;
    this.#say(t('booking.find.opening'));
    try {
      const { reqId } = await call('/api/booking/open', { method: 'POST', body: { token } });
      this.#token = undefined;
      this.#bookings.adopt(reqId);
      // Another language may have been chosen meanwhile.
      if (location.hash === '#/find') location.replace(`#/ticket/${reqId}`);
    } catch (problem) {
      if (!this.#closed) this.#notOpened(problem);
    }
  }

  #notOpened(problem) {
    if (problem.passing) {
      this.#say(t('booking.find.openFailed', { problem: matterOf(problem) }), 'bad');
      this.#again.hidden = false;
      this.#again.focus();
      return;
    }
    this.#token = undefined;
    if (problem.code === 'NOT_FOUND') return this.#noMail();
    this.#form.hidden = false;
    const used = problem.code === 'LINK_USED';
    this.#say(used ? t('booking.find.used') : problemWords(problem), 'warn');
    this.#reference.input.focus();
  }

  async #ask(event) {
    event.preventDefault();
    if (this.#send.disabled) return;
    this.#say('');
    this.#sentTo = '';
    const wrong = [this.#reference, this.#mail].filter((field) => !field.check());
    if (wrong.length) return wrong[0].input.focus();
    const mail = this.#mail.text;
    this.#busy(true);
    try {
      const body = { reference: this.#reference.text, userMail: mail };
      await call('/api/booking/find', { method: 'POST', body });
      this.#saySent(mail);
    } catch (problem) {
      this.#refused(problem);
    }
    this.#busy(false);
  }

  #saySent(mail) {
    this.#sentTo = mail;
    this.#say(`${t('booking.find.sent', { mail })} ${t('booking.find.sentNothing')}`, 'good');
  }

  #refused(problem) {
    if (problem.code === 'NOT_FOUND') return this.#noMail();
    const fields = (problem.body.errors ?? []).map(({ field }) => field);
    if (fields.includes('reference')) this.#reference.say(t('booking.find.needReference'));
    if (fields.includes('userMail')) this.#mail.say(t('booking.find.needMail'));
    if (!fields.length) this.#say(problemWords(problem), 'bad');
  }

  #busy(on) {
    this.#send.disabled = on;
    this.#send.textContent = t(on ? 'booking.find.sending' : 'booking.find.send');
  }
}

export const findView = (page, bookings) => new FindView(page, bookings);
