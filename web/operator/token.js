// The form for the operator's token.
import { element } from '../dom.js';
import { problemWords } from './problems.js';
import { needsScope } from './session.js';

function messageOf(problem) {
  if (problem.status === 401) return 'The server does not accept this token.';
  if (problem.status === 403) return needsScope('read');
  return problemWords(problem);
}

/** `refused`: the problem that ended the session, if one did; `opened()` begins the next one. */
export function tokenView(session, refused, opened) {
  const field = element('input', {
    id: 'token', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false',
    'aria-describedby': 'token-where token-refused',
  });
  const said = element('p', { id: 'token-refused', class: 'field-error', role: 'alert' });
  const button = element('button', { class: 'button button-primary' }, 'Open');
  const form = element('form', { class: 'token card', onsubmit: submit },
    element('h1', {}, 'Operator'),
    element('p', { id: 'token-where', class: 'soft' },
      'Enter the token that you were given for this page. Only this tab keeps it, until it is '
      + 'closed.'),
    element('div', { class: 'field' },
      element('label', { for: 'token' }, "Operator's token"), field),
    said, button, whereFrom());
  if (refused?.status === 401)
    said.textContent = 'The server no longer accepts this token. Please enter it again.';
  else if (refused) said.textContent = messageOf(refused);

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    said.textContent = '';
    try {
      await session.begin(field.value.trim());
      opened();
    } catch (problem) {
      said.textContent = messageOf(problem);
      button.disabled = false;
      field.select();
    }
  }

  return { title: 'Token', element: form, focus: field };
}

function whereFrom() {
  const code = (text) => element('code', {}, text);
  return element('details', { class: 'small' },
    element('summary', {}, 'Where tokens come from'),
    element('p', {}, code('boxoffice token create'), ' on the server makes one. It needs the ',
      'scope ', code('read'), ', and ', code('sell'), ' and ', code('operate'),
      ' to change something.'),
    element('p', {}, 'Or it is the ', code('BOXOFFICE_ADMIN_TOKEN'), ' of the server, or the ',
      'content of the file that its start-up line names.'));
}
