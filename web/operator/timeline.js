// The slider over a show's whole history, with a chart above it of how the hall filled.
import { element, svg } from '../dom.js';
import { wordsOf } from '../event_words.js';
import { Transport } from './transport.js';
import { clockThere, dayThere } from './zone_times.js';

const layers = ['sold', 'held', 'in_review', 'blocked']; // from the bottom up
const mostSamples = 300;
const width = 1000; // of the picture, in its own units
const height = 100;

export class Timeline {
  #history;
  #head;
  #drawn = 0; // the last event when the picture was drawn
  #time;
  #place;
  #words;
  #follow;
  #areas;
  #contests;
  #line;
  #slider;
  #transport;

  constructor(history, head) {
    this.#history = history;
    this.#head = head;
    this.#transport = new Transport(history, head);
    this.#build();
  }

  #build() {
    const head = this.#head;
    this.#time = element('time');
    this.#place = element('span', { class: 'soft' });
    this.#words = element('p', { class: 'words' });
    this.#follow = element('button', { class: 'button live', onclick: () => head.follow() },
      element('span', { class: 'dot', 'aria-hidden': 'true' }), 'Live');
    this.#areas = layers.map((state) => svg('path', { class: state }));
    this.#contests = svg('path', { class: 'contests' });
    this.#line = svg('line', { class: 'now', y1: 0, y2: height });
    this.#slider = element('input', {
      type: 'range', min: 1, step: 1, 'aria-label': 'Event',
      oninput: () => { head.stop(); head.go(this.#slider.valueAsNumber); },
    });
    const picture = svg('svg', {
      viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
    }, this.#areas, this.#contests, this.#line);
    this.element = element('section', { class: 'timeline card', 'aria-label': 'History' },
      element('div', { class: 'where' },
        element('div', {}, this.#time, this.#place), this.#follow),
      this.#words,
      element('div', { class: 'track' }, picture, this.#slider),
      this.#transport.element);
  }

  draw() {
    const { seq, live } = this.#head;
    const { last } = this.#history;
    const event = this.#history.event(seq);
    const words = wordsOf(event, this.#history.showAt(seq));
    this.#time.dateTime = event.at;
    const { show } = this.#history.now;
    const at = clockThere(event.at, show);
    this.#time.textContent = at;
    this.#place.textContent = `${dayThere(event.at, show)} · event ${seq} of ${last}`;
    this.#words.textContent = words;
    this.#slider.max = last;
    this.#slider.value = seq;
    this.#slider.setAttribute('aria-valuetext', `${seq} of ${last}, ${at}, ${words}`);
    this.#follow.setAttribute('aria-pressed', live);
    this.#transport.draw();
    if (this.#drawn !== last) this.#drawPicture();
    const x = this.#x(seq);
    this.#line.setAttribute('x1', x);
    this.#line.setAttribute('x2', x);
  }

  #x(seq) {
    const { last } = this.#history;
    return last === 1 ? 0 : ((seq - 1) / (last - 1)) * width;
  }

  #drawPicture() {
    const { last, rounds } = this.#history;
    this.#drawn = last;
    const count = Math.min(last, mostSamples);
    const seqs = Array.from({ length: count }, (_, i) =>
      count === 1 ? 1 : 1 + Math.round((i * (last - 1)) / (count - 1)));
    const figures = seqs.map((seq) => this.#history.figuresAt(seq));
    const { available, ...used } = figures[0];
    const all = layers.reduce((sum, state) => sum + used[state], available);
    const floor = seqs.map(() => 0);
    layers.forEach((state, layer) => {
      const top = floor.map((below, i) => below + figures[i][state]);
      const y = (level) => height * (1 - level / all);
      const point = (level, i) => `${this.#x(seqs[i]).toFixed(1)} ${y(level).toFixed(1)}`;
      const upper = top.map(point);
      const lower = floor.map(point).reverse();
      this.#areas[layer].setAttribute('d', `M${[...upper, ...lower].join('L')}Z`);
      floor.splice(0, floor.length, ...top);
    });
    this.#contests.setAttribute('d', rounds.contested.map(({ events }) =>
      `M${this.#x(events.at(-1).seq).toFixed(1)} 0v8`).join(''));
  }
}
