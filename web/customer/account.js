// Who is signed in, in the header of every page, with the buttons to sign in and out.

import { goToLogin } from './login.js';
import { endSession, onSession, sessionExpired, signedInAs, watchSession } from './session.js';
import { openSignIn } from './signin.js';
import { element } from '../dom.js';
import { settings } from '../settings.js';
import { t } from '../words.js';

/** Whether bookings need a customer who is signed in. */
export const needsSignIn = () => settings().auth !== 'open';

/** Whether this page can sign a customer in. */
export const canSignIn = () => Boolean(settings().loginUrl) || settings().auth === 'accounts';

export function signIn() {
  if (settings().auth === 'accounts') openSignIn();
  else goToLogin();
}

export class Account {
  #place;
  #said;
  #left;
  #notice = null; // [key, values] of its words

  /** `left()` is called when the customer signs out. */
  constructor(place, said, left) {
    this.#place = place;
    this.#said = said;
    this.#left = left;
    onSession(() => {
      this.say(null);
      this.draw();
    });
    watchSession();
  }

  draw() {
    this.#drawNotice();
    if (!settings()) return; // Drawn once they are loaded.
    const mail = signedInAs();
    this.#place.hidden = !needsSignIn() || (mail === null && !canSignIn());
    const hadFocus = this.#place.contains(document.activeElement);
    const button = mail === null
      ? this.#button(t('account.signIn'), signIn)
      : this.#button(t('account.signOut'), () => {
        endSession();
        this.#left();
      });
    this.#place.replaceChildren(
      ...(mail === null ? [] : [element('span', { class: 'soft account-mail' }, mail)]),
      button,
    );
    if (hadFocus) button.focus();
    if (sessionExpired() && needsSignIn() && !this.#notice)
      this.say([canSignIn() ? 'account.expired' : 'account.expiredNoForm']);
  }

  /** Says the text of [key, values] below the header, in whatever language; nothing for null. */
  say(notice) {
    this.#notice = notice;
    this.#drawNotice();
  }

  #drawNotice() {
    const text = this.#notice ? t(...this.#notice) : '';
    this.#said.hidden = !text;
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  #button(text, onclick) {
    return element('button', { type: 'button', class: 'button button-quiet', onclick }, text);
  }
}
