// Fields of forms: a label, a control, a hint, and the place of what is wrong with it.
import { element } from '../../dom.js';

let made = 0;

export class Field {
  #said;

  /** `attributes` are those of the control; `options` of a select are [value, text]. */
  constructor(label, { tag = 'input', hint = '', options, ...attributes } = {}) {
    const id = `field-${++made}`;
    const hinted = hint === '' ? null
      : element('p', { id: `${id}-hint`, class: 'soft small' }, hint);
    this.#said = element('p', { id: `${id}-error`, class: 'field-error' });
    this.control = element(tag, {
      id, autocomplete: 'off', ...attributes,
      'aria-describedby': `${hinted ? `${id}-hint ` : ''}${id}-error`,
    });
    if (options) this.offer(options);
    this.control.addEventListener('input', () => this.fail(''));
    this.element = element('div', { class: 'field' },
      element('label', { for: id }, label), this.control, hinted, this.#said);
  }

  /** Sets the options of a select: [value, text]. */
  offer(options) {
    const { value } = this;
    this.control.replaceChildren(...options.map(([key, text]) =>
      element('option', { value: key }, text)));
    if (options.some(([key]) => key === value)) this.value = value;
  }

  get value() {
    return this.control.value.trim();
  }

  set value(text) {
    this.control.value = text;
  }

  /** Shows what is wrong; an empty text means nothing is. */
  fail(text) {
    this.#said.textContent = text;
    if (text === '') this.control.removeAttribute('aria-invalid');
    else this.control.setAttribute('aria-invalid', 'true');
  }
}

/** "Must be 1 to 64 characters." of the server's "must be 1 to 64 characters". */
export function sentence(detail) {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * Shows each error, {field, detail}, at the field that `fieldOf(path)` returns, and moves the focus
 * to the first in the page. Returns the texts of those without a field. `nameOf(path)`: what stands
 * before the text, because paths are no words for people.
 */
export function showErrors(errors, fieldOf, nameOf = () => '') {
  const others = [];
  const failed = [];
  for (const { field, detail } of errors) {
    const place = fieldOf(field);
    const text = [nameOf(field), sentence(detail)].filter(Boolean).join(' ');
    if (!place) {
      others.push(text);
    } else if (!failed.includes(place)) {
      place.fail(text);
      failed.push(place);
    }
  }
  const before = (a, b) => a.control.compareDocumentPosition(b.control) & 4;
  failed.sort((a, b) => (before(a, b) ? -1 : 1))[0]?.control.focus();
  return others;
}
