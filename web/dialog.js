// Dialogs that ask before something is done, for both pages: each brings its own words.
import { element } from './dom.js';

/**
 * Opens a dialog with the buttons `label`, which runs `run()`, and `back`. Resolves to true after
 * `run()` succeeded, to false if the dialog was closed. If `run()` fails, the dialog says
 * `errorOf(problem)`. The page closes it when it shows another view.
 * With `typed` {value, label}, that value must be typed to confirm.
 */
export function openDialog({
  title, text, label, back, run, danger = false, typed = null, errorOf = ({ message }) => message,
}) {
  const said = element('p', { class: 'notice notice-bad', role: 'alert', hidden: true });
  const field = element('input', { id: 'typed', autocomplete: 'off', spellcheck: 'false' });
  const leave = element('button', {
    type: 'button', class: 'button', onclick: () => dialog.close(),
  }, back);
  const kind = danger ? 'button-danger' : 'button-primary';
  const act = element('button', { class: `button ${kind}` }, label);
  const dialog = element('dialog', {
    'aria-labelledby': 'dialog-title', 'aria-describedby': 'dialog-text',
  },
    element('form', { onsubmit: submit },
      element('h2', { id: 'dialog-title' }, title),
      element('p', { id: 'dialog-text' }, text),
      typed && element('div', { class: 'field' },
        element('label', { for: 'typed' }, typed.label), field),
      said,
      element('div', { class: 'dialog-buttons' }, leave, act)));
  let done = false;

  const allow = () => { act.disabled = typed !== null && field.value !== typed.value; };
  field.addEventListener('input', allow);
  allow();

  function say(words) {
    said.textContent = words;
    said.hidden = !words;
  }

  async function submit(event) {
    event.preventDefault();
    act.disabled = true;
    say('');
    try {
      await run();
      done = true;
      dialog.close();
    } catch (problem) {
      say(errorOf(problem));
      allow();
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  (typed ? field : danger ? leave : act).focus();
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(done);
    }));
}
