// The form for the operator's token.
import { element } from './dom.js';

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
      "It is the server's BOXOFFICE_ADMIN_TOKEN, or the content of the file that its start-up "
      + 'line names. Only this tab keeps it, until it is closed.'),
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
      said.textContent = problem.status === 401 || problem.status === 403
        ? 'The server does not accept this token.'
        : problem.message;
      button.disabled = false;
      field.select();
    }
  }

  return { title: 'Token', element: form, focus: field };
}
