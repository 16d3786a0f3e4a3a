// The form that sets up the device of a gate.
import { element } from '../dom.js';

function field(name, label, hint, attributes) {
  const input = element('input', {
    id: name, name, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${name}-hint`,
    ...attributes,
  });
  return element('div', { class: 'field' },
    element('label', { for: name }, label), input,
    element('p', { id: `${name}-hint`, class: 'soft' }, hint));
}

export function setupView(before, refused, done) {
  const form = element('form', { class: 'card setup', onsubmit: submit },
    element('h1', {}, 'Set up this gate'),
    field('token', "Operator's token", 'Of `boxoffice token create` with the scope admit. This device keeps it.',
      { type: 'password', required: true, value: before?.token ?? '' }),
    field('gate', 'Name of the gate', 'Is recorded with each admission.',
      { maxlength: 64, value: before?.gate ?? '' }),
    field('show', 'Show', 'The id of the only show to admit to. Empty: all shows.',
      { pattern: '[A-Za-z0-9_\\-]{1,64}', value: before?.show ?? '' }),
    element('p', { class: 'field-error', role: 'alert' }, refused),
    element('button', { class: 'button button-primary' }, 'Start'));

  function submit(event) {
    event.preventDefault();
    const { token, gate, show } = form.elements;
    done({
      token: token.value.trim(),
      gate: gate.value.trim() || null,
      show: show.value.trim() || null,
    });
  }

  return { element: form, focus: form.elements.token };
}
