// The buttons that move through a show's history: events, contests, rounds, play and speed.
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { speeds } from '../playhead.js';

export class Transport {
  #history;
  #head;
  #earlierContest = button('firstward', 'Previous contest', () => this.#toRound(this.#earlier()));
  #back = button('back', 'Previous event', () => this.#to(this.#head.seq - 1));
  #play = button('play', 'Play', () => (this.#head.playing ? this.#head.stop() : this.#head.play()));
  #on = button('on', 'Next event', () => this.#to(this.#head.seq + 1));
  #laterContest = button('lastward', 'Next contest', () => this.#toRound(this.#later()));
  #round = element('input', {
    id: 'round', type: 'number', min: 1, required: true, inputmode: 'numeric',
  });

  constructor(history, head) {
    this.#history = history;
    this.#head = head;
    this.element = element('div', { class: 'transport' },
      element('div', { class: 'buttons' },
        this.#earlierContest, this.#back, this.#play, this.#on, this.#laterContest),
      this.#speed(),
      element('form', { class: 'jump', onsubmit: (event) => this.#jump(event) },
        element('label', { for: 'round' }, 'Review round'), this.#round,
        element('button', { class: 'button' }, 'Go')));
  }

  draw() {
    const { seq, playing } = this.#head;
    const { last, rounds } = this.#history;
    enable(this.#earlierContest, this.#earlier() !== undefined);
    enable(this.#back, seq > 1);
    enable(this.#play, last > 1);
    enable(this.#on, seq < last);
    enable(this.#laterContest, this.#later() !== undefined);
    if ((this.#play.title === 'Pause') !== playing)
      depict(this.#play, ...(playing ? ['pause', 'Pause'] : ['play', 'Play']));
    this.#round.max = Math.max(1, rounds.last);
    this.#round.placeholder = rounds.last === 0 ? 'none' : `1–${rounds.last}`;
  }

  #earlier() {
    return this.#history.rounds.previous(this.#head.seq);
  }

  #later() {
    return this.#history.rounds.next(this.#head.seq);
  }

  #to(seq) {
    this.#head.stop();
    this.#head.go(seq);
  }

  /** Moves to the last event of a round, where its outcome is complete. */
  #toRound({ events }) {
    this.#to(events.at(-1).seq);
  }

  #jump(event) {
    event.preventDefault();
    const round = this.#history.rounds.get(this.#round.valueAsNumber);
    if (round) this.#toRound(round);
  }

  #speed() {
    const select = element('select', {
      'aria-label': 'Speed', onchange: () => { this.#head.speed = Number(select.value); },
    }, speeds.map((value) =>
      element('option', { value, selected: value === this.#head.speed }, `${value} events/s`)));
    return select;
  }
}

function button(name, label, onclick) {
  const made = element('button', {
    class: 'button icon',
    onclick: () => { if (made.getAttribute('aria-disabled') !== 'true') onclick(); },
  });
  depict(made, name, label);
  return made;
}

function depict(made, name, label) {
  made.setAttribute('aria-label', label);
  made.title = label;
  made.replaceChildren(icon(name));
}

/** Sets aria-disabled, because `disabled` would take the focus from the button. */
function enable(made, possible) {
  made.setAttribute('aria-disabled', !possible);
}
