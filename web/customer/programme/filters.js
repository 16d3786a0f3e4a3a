// The search and the filters of the programme.

import { element } from '../../dom.js';
import { t } from '../../words.js';
import { slots } from './days.js';

const debounceMs = 250;

function labelled(id, label, control) {
  const name = element('label', { class: 'visually-hidden', for: id }, label);
  return element('div', { class: 'field' }, name, control);
}

export class Filters {
  #changed;
  #timer = 0; // while what was typed is not in the address
  #search = element('input', {
    id: 'search',
    type: 'search',
    placeholder: t('programme.search'),
    autocomplete: 'off',
    enterkeyhint: 'search',
    maxlength: 200,
    oninput: () => this.#typed(debounceMs),
  });
  #hall = element('select', {
    id: 'hall', onchange: () => this.#changed({ hall: this.#hall.value }),
  });
  #time = element('select', {
    id: 'time', onchange: () => this.#changed({ time: this.#time.value }),
  });
  #hallField = labelled('hall', t('programme.hall'), this.#hall);

  /** `changed({q?, hall?, time?})` is called when the customer has chosen. */
  constructor(changed) {
    this.#changed = changed;
    this.#time.append(
      element('option', { value: '' }, t('programme.anyTime')),
      ...Object.keys(slots).map((slot) =>
        element('option', { value: slot }, t(`programme.slots.${slot}`))),
    );
    this.element = element(
      'form',
      {
        class: 'filters',
        role: 'search',
        onsubmit: (event) => {
          event.preventDefault();
          this.#typed(0);
        },
      },
      labelled('search', t('programme.search'), this.#search),
      this.#hallField,
      labelled('time', t('programme.time'), this.#time),
    );
  }

  #typed(ms) {
    this.close();
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#changed({ q: this.#search.value.trim() });
    }, ms);
  }

  /** Shows what is chosen, among the halls there are. */
  show({ q, hall, time }, halls) {
    const names = hall && !halls.includes(hall) ? [...halls, hall] : halls;
    this.#hallField.hidden = names.length < 2 && !hall;
    if (this.#hall.options.length - 1 !== names.length
      || names.some((name, at) => this.#hall.options[at + 1].value !== name))
      this.#hall.replaceChildren(
        element('option', { value: '' }, t('programme.allHalls')),
        ...names.map((name) => element('option', { value: name }, name)),
      );
    this.#hall.value = hall;
    this.#time.value = time;
    if (!this.#timer && this.#search.value.trim() !== q) this.#search.value = q;
  }

  /** Forgets what was typed just now. */
  close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
