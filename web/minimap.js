// A small picture of a hall that is larger than its window, with a frame around what is in view. A
// tap on it goes there.

import { element } from './dom.js';
import { pitch } from './hall_plan.js';

const [widest, tallest] = [112, 84]; // px

const colours = {
  available: '--seat-available',
  in_review: '--seat-review',
  held: '--seat-held',
  sold: '--seat-sold',
  blocked: '--line',
};

export class MiniMap {
  #plan;
  #seatOf;
  #scale;
  #canvas;
  #frame = element('div', { class: 'minimap-frame' });
  #ready = false;
  #queued = false;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #recolour = () => this.seatsChanged();

  /** `go(x, y)` gets parts of the plan's width and height. */
  constructor(plan, seatOf, go) {
    this.#plan = plan;
    this.#seatOf = seatOf;
    this.#scale = Math.min(widest / plan.width, tallest / plan.height);
    const [width, height] = [plan.width * this.#scale, plan.height * this.#scale].map(Math.ceil);
    this.#canvas = element('canvas', { width: 2 * width, height: 2 * height });
    this.element = element(
      'div',
      { class: 'minimap', 'aria-hidden': 'true', hidden: true },
      this.#canvas,
      this.#frame,
    );
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    const moved = (event) => {
      if (event.type === 'pointermove' && !event.buttons) return;
      if (event.type === 'pointerdown') this.element.setPointerCapture(event.pointerId);
      const { left, top } = this.element.getBoundingClientRect();
      go((event.clientX - left) / width, (event.clientY - top) / height);
    };
    this.element.addEventListener('pointerdown', moved);
    this.element.addEventListener('pointermove', moved);
    this.#dark.addEventListener('change', this.#recolour);
  }

  close() {
    this.#dark.removeEventListener('change', this.#recolour);
  }

  show(wanted) {
    if (this.element.hidden === !wanted) return;
    this.element.hidden = !wanted;
    this.seatsChanged();
  }

  /** Call it once the hall is drawn: the picture comes after it. */
  ready() {
    this.#ready = true;
    this.seatsChanged();
  }

  seatsChanged() {
    if (this.element.hidden || !this.#ready || this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#draw();
    });
  }

  /** What is in view, as parts of the plan's width and height. */
  frame(x, y, width, height) {
    const inside = (from, size) => [Math.max(0, from), Math.min(1, from + size)];
    const [[left, right], [top, bottom]] = [inside(x, width), inside(y, height)];
    const { style } = this.#frame;
    const [wide, tall] = [this.#plan.width, this.#plan.height].map((each) => each * this.#scale);
    style.transform = `translate(${left * wide}px, ${top * tall}px)`;
    style.width = `${Math.max(0, right - left) * wide}px`;
    style.height = `${Math.max(0, bottom - top) * tall}px`;
  }

  #draw() {
    const pen = this.#canvas.getContext('2d');
    const style = getComputedStyle(this.element);
    const colour = Object.fromEntries(Object.entries(colours).map(([state, name]) =>
      [state, style.getPropertyValue(name)]));
    const marked = style.getPropertyValue('--seat-mine');
    pen.setTransform(2 * this.#scale, 0, 0, 2 * this.#scale, 0, 0);
    pen.clearRect(0, 0, this.#plan.width, this.#plan.height);
    const size = 0.72 * pitch;
    for (const { rows } of this.#plan.bands)
      for (const { top, seats } of rows)
        for (const { id, x, rise } of seats) {
          const { state, mark } = this.#seatOf(id);
          pen.fillStyle = mark ? marked : colour[state];
          pen.fillRect(x, top - rise, size, size);
        }
  }
}
