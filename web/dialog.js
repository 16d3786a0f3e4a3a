// Confirmation dialogs: run an action once it is confirmed and show why the server refused it.
import { element } from './dom.js';
import { listed } from './event_words.js';

const seatReasons = {
  SOLD: 'sold', HELD: 'held', IN_REVIEW: 'in review', BLOCKED: 'blocked already',
};

/** The words of a problem; SEATS_UNAVAILABLE names all seats, by reason. */
export function refusalOf(problem) {
  if (problem.code !== 'SEATS_UNAVAILABLE' || !problem.body?.seats) return problem.message;
  const reasons = new Map();
  for (const { seat, reason } of problem.body.seats)
    reasons.set(reason, [...(reasons.get(reason) ?? []), seat]);
  const parts = [...reasons].map(([reason, seats]) =>
    `${listed(seats, 20)} (${seatReasons[reason]})`);
  return `Nothing was changed. Not available: ${parts.join(', ')}.`;
}

/**
 * Opens a dialog. Resolves to true after `run()` succeeded, to false if the dialog was closed.
 * With `typed`, that text must be typed to confirm.
 */
export function confirm({ title, text, label, danger = false, typed = null, run }) {
  const said = element('p', { class: 'notice notice-bad', role: 'alert' });
  const field = element('input', { id: 'typed', autocomplete: 'off', spellcheck: 'false' });
  const back = element('button', {
    type: 'button', class: 'button', onclick: () => dialog.close(),
  }, 'Back');
  const kind = danger ? 'button-danger' : 'button-primary';
  const act = element('button', { class: `button ${kind}` }, label);
  const dialog = element('dialog', {
    'aria-labelledby': 'dialog-title', 'aria-describedby': 'dialog-text',
  },
    element('form', { onsubmit: submit },
      element('h2', { id: 'dialog-title' }, title),
      element('p', { id: 'dialog-text' }, text),
      typed === null ? null : element('div', { class: 'field' },
        element('label', { for: 'typed' }, 'Type ', element('code', {}, typed), ' to confirm'),
        field),
      said,
      element('div', { class: 'dialog-buttons' }, back, act)));
  let done = false;

  const allow = () => { act.disabled = typed !== null && field.value !== typed; };
  field.addEventListener('input', allow);
  allow();

  async function submit(event) {
    event.preventDefault();
    act.disabled = true;
    said.textContent = '';
    try {
      await run();
      done = true;
      dialog.close();
    } catch (problem) {
      said.textContent = refusalOf(problem);
      allow();
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  (typed !== null ? field : danger ? back : act).focus();
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(done);
    }));
}
