// The form for the operator's token.
import { element } from '../dom.js';

function messageOf(problem) {
  if (problem.status === 401) return 'The server does not accept this token.';
  if (problem.status === 403) return 'This page needs a token with the scope read.';
  return problem.message;
}

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
      'It is a token of `boxoffice token create` with the scope read, and with sell and operate to '
      + "change something. Or it is the server's BOXOFFICE_ADMIN_TOKEN, or the content of the file "
      + 'that its start-up line names. Only this tab keeps it, until it is closed.'),
    element('div', { class: 'field' },
      element('label', { for: 'token' }, "Operator's token"), field),
    said, button);
  if (refused) said.textContent = 'The server no longer accepts this token. Please enter it again.';

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
