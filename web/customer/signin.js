// The forms to sign in and up with an account of this server.

import { call } from '../api.js';
import { beginSession } from './session.js';
import { problemWords } from './problems.js';
import { element } from '../dom.js';
import { t } from '../words.js';

const back = 'signin-back'; // the view to return to, in this tab

/** Opens the form; afterwards the page shows the present view again. */
export function openSignIn() {
  if (location.hash !== '#/signin') sessionStorage.setItem(back, location.hash || '#/');
  location.hash = '#/signin';
}

/** Keys of the catalogue, and what the browser is to fill in. */
const modes = {
  in: {
    title: 'account.signIn',
    submit: 'account.signIn',
    other: 'account.signUp',
    password: 'current-password',
  },
  up: {
    title: 'account.signUp',
    submit: 'account.submitUp',
    other: 'account.haveAccount',
    password: 'new-password',
  },
};

function field(id, label, input, more) {
  return element('div', { class: 'field' }, element('label', { for: id }, label), input, more);
}

export function signInView(page) {
  let mode = 'in';
  let failure = null; // the problem of the last try
  const title = element('h1', { tabindex: '-1' });
  const mail = element('input', {
    id: 'signin-mail', type: 'email', name: 'username', autocomplete: 'username', required: true,
    maxlength: '254',
  });
  const password = element('input', {
    id: 'signin-password', type: 'password', name: 'password', required: true,
    'aria-describedby': 'signin-rules',
  });
  const rules = element('p', { id: 'signin-rules', class: 'soft' },
    t('account.passwordRule'));
  const said = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  const submit = element('button', { class: 'button button-primary' });
  const other = element('button', { type: 'button', class: 'button button-quiet', onclick: change });
  const form = element('form', { class: 'signin card', novalidate: true, onsubmit: send },
    title,
    field('signin-mail', t('account.mail'), mail),
    field('signin-password', t('account.password'), password, rules),
    said,
    element('div', { class: 'signin-buttons' }, submit, other));

  function draw() {
    const now = modes[mode];
    title.textContent = t(now.title);
    submit.textContent = t(now.submit);
    other.textContent = t(now.other);
    password.autocomplete = now.password;
    rules.hidden = mode === 'in';
    page.title(t(now.title));
    drawFailure();
  }

  function drawFailure() {
    said.textContent = failure ? errorOf(failure) : '';
    said.hidden = !failure;
  }

  function change() {
    mode = mode === 'in' ? 'up' : 'in';
    failure = null;
    draw();
    title.focus();
  }

  function fail(problem) {
    failure = problem;
    drawFailure();
  }

  function errorOf(problem) {
    if (problem.status === 401 && mode === 'up')
      return t('account.known');
    if (problem.status === 401) return t('account.wrong');
    if (problem.body.errors)
      return problem.body.errors.map(({ field: name }) =>
        t(name === 'password' ? 'account.badPassword' : 'account.badMail')).join(' ');
    if (problem.code === 'RATE_LIMITED')
      return t('account.attempts', { count: problem.retryAfter });
    return problemWords(problem);
  }

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    fail(null);
    submit.disabled = true;
    other.disabled = true;
    const body = { userMail: mail.value.trim(), password: password.value };
    try {
      if (mode === 'up') await call('/api/signup', { method: 'POST', body });
      const { token } = await call('/api/signin', { method: 'POST', body });
      beginSession(token);
      password.value = '';
      location.replace(sessionStorage.getItem(back) ?? '#/');
      sessionStorage.removeItem(back);
    } catch (problem) {
      fail(problem);
      password.select();
    }
    submit.disabled = false;
    other.disabled = false;
  }

  draw();
  return {
    element: element('section', { class: 'list' },
      element('a', { class: 'back', href: '#/' }, t('booking.allShows')), form),
    focus: () => title.focus(),
    go: draw,
    typed: () => ({ mode, mail: mail.value, password: password.value, failure }),
    fill(typed) {
      mode = typed.mode;
      mail.value = typed.mail;
      password.value = typed.password;
      failure = typed.failure;
      draw();
    },
  };
}
