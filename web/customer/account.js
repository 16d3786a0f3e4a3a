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
  #saysExpired = false;

  /** `left()` is called when the customer signs out. */
  constructor(place, said, left) {
    this.#place = place;
    this.#said = said;
    this.#left = left;
    onSession(() => {
      this.say('');
      this.draw();
    });
    watchSession();
  }

  draw() {
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
    if (sessionExpired() && needsSignIn() && (this.#said.hidden || this.#saysExpired)) {
      this.say(t(canSignIn() ? 'account.expired' : 'account.expiredNoForm'));
      this.#saysExpired = true;
    }
  }

  say(text) {
    this.#saysExpired = false;
    this.#said.textContent = text;
    this.#said.hidden = !text;
  }

  #button(text, onclick) {
    return element('button', { type: 'button', class: 'button button-quiet', onclick }, text);
  }
}
