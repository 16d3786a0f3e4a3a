// The forms to sign in and up with an account of this server.

import { call } from '../api.js';
import { beginSession } from './session.js';
import { counted } from './words.js';
import { element } from '../dom.js';

const back = 'signin-back'; // the view to return to, in this tab

/** Opens the form; afterwards the page shows the present view again. */
export function openSignIn() {
  if (location.hash !== '#/signin') sessionStorage.setItem(back, location.hash || '#/');
  location.hash = '#/signin';
}

const words = {
  in: {
    title: 'Sign in',
    submit: 'Sign in',
    other: 'Create an account',
    password: 'current-password',
  },
  up: {
    title: 'Create an account',
    submit: 'Create account',
    other: 'I have an account',
    password: 'new-password',
  },
};

function field(id, label, input, more) {
  return element('div', { class: 'field' }, element('label', { for: id }, label), input, more);
}

export function signInView(page) {
  let mode = 'in';
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
    'At least 8 characters, whichever you like.');
  const said = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  const submit = element('button', { class: 'button button-primary' });
  const other = element('button', { type: 'button', class: 'button button-quiet', onclick: change });
  const form = element('form', { class: 'signin card', novalidate: true, onsubmit: send },
    title,
    field('signin-mail', 'Mail address', mail),
    field('signin-password', 'Password', password, rules),
    said,
    element('div', { class: 'signin-buttons' }, submit, other));

  function draw() {
    const now = words[mode];
    title.textContent = now.title;
    submit.textContent = now.submit;
    other.textContent = now.other;
    password.autocomplete = now.password;
    rules.hidden = mode === 'in';
    page.title(now.title);
  }

  function change() {
    mode = mode === 'in' ? 'up' : 'in';
    say('');
    draw();
    title.focus();
  }

  function say(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  function errorOf(problem) {
    if (problem.status === 401 && mode === 'up')
      return 'This mail address has an account with another password. Sign in with that one.';
    if (problem.status === 401) return 'The mail address or the password is wrong.';
    if (problem.body.errors)
      return problem.body.errors.map(({ field: name, detail }) =>
        `The ${name === 'password' ? 'password' : 'mail address'} ${detail}.`).join(' ');
    if (problem.code === 'RATE_LIMITED')
      return `There were too many attempts. Try again in ${counted(problem.retryAfter, 'second')}.`;
    return problem.message;
  }

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    say('');
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
      say(errorOf(problem));
      password.select();
    }
    submit.disabled = false;
    other.disabled = false;
  }

  draw();
  return {
    element: element('section', { class: 'list' },
      element('a', { class: 'back', href: '#/' }, 'All shows'), form),
    focus: () => title.focus(),
    go: draw,
  };
}
