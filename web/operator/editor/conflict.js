// The question after somebody else has saved the hall that is edited here.
import { element } from '../../dom.js';

/** Resolves to `reload`, `overwrite`, or null if the dialog was closed. */
export function chooseVersion(name) {
  const choice = (value, text, kind = '') => element('button', {
    type: 'button', class: `button ${kind}`, onclick: () => dialog.close(value),
  }, text);
  const back = choice('', 'Back');
  const dialog = element('dialog', {
    'aria-labelledby': 'dialog-title', 'aria-describedby': 'dialog-text',
  },
    element('h2', { id: 'dialog-title' }, 'This hall was changed meanwhile'),
    element('p', { id: 'dialog-text' },
      `Somebody else has saved ${name} since you opened it. Nothing was saved now. Load the other `
      + 'version, and yours stays behind Undo. Or overwrite it with yours, and the other is gone.'),
    element('div', { class: 'dialog-buttons' }, back,
      choice('overwrite', 'Overwrite it', 'button-danger'),
      choice('reload', 'Load the other', 'button-primary')));
  document.body.append(dialog);
  dialog.showModal();
  back.focus();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue || null);
  }));
}
