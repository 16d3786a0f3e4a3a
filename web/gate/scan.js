// The view of a gate at work. A hand scanner types the code and Enter into the field.
import { element } from '../dom.js';
import { beep } from './sound.js';
import { refusalOf } from './gate.js';
import { partsOf } from './ticket.js';

function lateText({ scan, problem }) {
  const ticket = partsOf(scan.code);
  const seat = ticket ? `Show ${ticket.show}, booking ${ticket.number}, seat ${ticket.seat}` : 'A code';
  const { title, detail } = refusalOf(problem);
  return `${seat}: ${title}. ${detail}`;
}

export function scanView(gate, link, setUp) {
  const field = element('input', {
    id: 'code', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', inputmode: 'none',
  });
  const answer = element('strong', {}, 'Ready');
  const title = element('span', { class: 'title' });
  const detail = element('span', { class: 'detail' });
  const verdict = element('p', { class: 'verdict', role: 'status' }, answer, title, detail);
  const sound = element('input', { type: 'checkbox', id: 'sound' });
  const late = element('ul', { class: 'late' });
  const form = element('form', { class: 'scan', onsubmit: submit },
    element('label', { for: 'code' }, gate.name ? `Ticket code at gate ${gate.name}` : 'Ticket code'),
    field, element('button', { class: 'button' }, 'Check'));
  const view = element('section', { class: 'gate' },
    element('h1', { class: 'hidden' }, 'Gate'), form, verdict,
    element('div', { class: 'tools' },
      element('label', { for: 'sound' }, sound, ' Sound'),
      element('button', { class: 'button', type: 'button', onclick: setUp }, 'Set up')),
    late);

  link.changed = () => {
    late.replaceChildren(...link.late.map((each) => element('li', {}, lateText(each))));
  };

  async function submit(event) {
    event.preventDefault();
    const code = field.value.trim();
    field.value = '';
    field.focus();
    if (!code) return;
    show({ kind: 'busy', word: 'Checking', title: '', detail: '' });
    const { admits, title: head, detail: more } = await gate.scan(code);
    show({ kind: admits ? 'yes' : 'no', word: admits ? 'Yes' : 'No', title: head, detail: more });
    if (sound.checked) beep(admits);
  }

  function show({ kind, word, title: head, detail: more }) {
    verdict.dataset.kind = kind;
    answer.textContent = word;
    title.textContent = head;
    detail.textContent = more;
  }

  return { element: view, focus: field };
}
