// The view of a gate at work. A hand scanner types the code and Enter into the field; the camera reads
// the codes that it is shown.
import { element } from '../dom.js';
import { Camera } from './camera.js';
import { beep } from './sound.js';
import { refusalOf } from './gate.js';
import { partsOf } from './ticket.js';

function lateText({ scan, problem }) {
  const ticket = partsOf(scan.code);
  const seat = ticket ? `Show ${ticket.show}, booking ${ticket.number}, seat ${ticket.seat}` : 'A code';
  const { title, detail } = refusalOf(problem);
  return `${seat}: ${title}. ${detail}`;
}

export function scanView(gate, link, decoder, setUp) {
  const field = element('input', {
    id: 'code', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', inputmode: 'none',
  });
  const answer = element('strong', {}, 'Ready');
  const title = element('span', { class: 'title' });
  const detail = element('span', { class: 'detail' });
  const verdict = element('p', { class: 'verdict', role: 'status' }, answer, title, detail);
  const sound = element('input', { type: 'checkbox', id: 'sound' });
  const late = element('ul', { class: 'late' });
  const video = element('video', { muted: true, playsinline: true, 'aria-label': 'What the camera sees' });
  const hint = element('p', { class: 'hint' });
  const seen = element('div', { class: 'camera', hidden: true }, video, hint);
  const failure = element('p', { class: 'notice notice-warn', role: 'alert', hidden: true });
  const toggle = element('button', { class: 'button', type: 'button', onclick: toggleCamera },
    'Start camera');
  const form = element('form', { class: 'scan', onsubmit: submit },
    element('label', { for: 'code' }, gate.name ? `Ticket code at gate ${gate.name}` : 'Ticket code'),
    field, element('button', { class: 'button' }, 'Check'), toggle);
  const view = element('section', { class: 'gate' },
    element('h1', { class: 'hidden' }, 'Gate'), form, failure,
    element('div', { class: 'sight' }, seen, verdict),
    element('div', { class: 'tools' },
      element('label', { for: 'sound' }, sound, ' Sound'),
      element('button', { class: 'button', type: 'button', onclick: leave }, 'Set up')),
    late);
  const camera = new Camera(video, decoder, { scanned: readByCamera, left: clear, changed: showCamera });
  let admittedByCamera = ''; // the title of the verdict that is shown, if it is such a one

  link.changed = () => {
    late.replaceChildren(...link.late.map((each) => element('li', {}, lateText(each))));
  };

  async function submit(event) {
    event.preventDefault();
    const code = field.value.trim();
    field.value = '';
    field.focus();
    if (code) await judge(code);
  }

  async function judge(code) {
    admittedByCamera = '';
    show({ kind: 'busy', word: 'Checking', title: '', detail: '' });
    const found = await gate.scan(code);
    const { admits, title: head, detail: more } = found;
    show({ kind: admits ? 'yes' : 'no', word: admits ? 'Yes' : 'No', title: head, detail: more });
    if (sound.checked) beep(admits);
    return found;
  }

  async function readByCamera(code) {
    const { admits, title: head } = await judge(code);
    if (admits) admittedByCamera = head;
  }

  /** A yes ends with its ticket, so that nobody takes it for that of the next one. */
  function clear() {
    if (!admittedByCamera) return;
    show({ kind: 'ready', word: 'Ready', title: '', detail: `Last: yes, ${admittedByCamera}` });
    admittedByCamera = '';
  }

  function toggleCamera() {
    if (seen.hidden) camera.start();
    else camera.stop();
    field.focus(); // Of the hand scanner, whose Enter would press the button.
  }

  function showCamera({ phase, text }) {
    seen.hidden = phase === 'off';
    toggle.textContent = seen.hidden ? 'Start camera' : 'Stop camera';
    failure.hidden = !(seen.hidden && text);
    const place = seen.hidden ? failure : hint;
    if (place.textContent !== text) place.textContent = text;
  }

  function leave() {
    camera.stop();
    setUp();
  }

  function show({ kind, word, title: head, detail: more }) {
    verdict.dataset.kind = kind;
    answer.textContent = word;
    title.textContent = head;
    detail.textContent = more;
  }

  return { element: view, focus: field };
}
