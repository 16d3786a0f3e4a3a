// The window onto a hall: fits it, zooms and moves it.
//
// The seats are laid out once, in the units of the hall's plan; one transform scales all of them.
// Moving is scrolling, which the browser does without the page. Names of rows and classes are not
// scaled: they are laid out again when the scale changes, and there are few of them.

import { element } from './dom.js';
import { HallGestures } from './hall_gestures.js';
import { HallChrome } from './hall_chrome.js';
import { MiniMap } from './minimap.js';
import { t } from './text.js';

const readable = { fine: 2 / 3, coarse: 0.8 }; // the least scale at which seats can be chosen well
const far = 0.5; // below it a seat is too small to be hit
const mostFitted = 1.2;
const most = 2.5;
const step = 1.4; // of the buttons
const tallest = 0.8; // of the browser's window, for a hall that is larger than its window
const tallestWhole = 1200; // px of a hall that is shown whole

const clamp = (value, least, greatest) => Math.min(greatest, Math.max(least, value));

export class HallView {
  #plan;
  #grid;
  #chrome;
  #map;
  #window;
  #sheet;
  #out;
  #in;
  #whole;
  #gestures;
  #sizes = new ResizeObserver(([entry]) => this.#measured(entry.contentRect.width));
  #width = 0; // of the window, px
  #height = 0;
  #scale = 0;
  #least = 0; // the scale that shows the whole hall
  #home = 0; // the scale that it starts with
  #centred = true; // until somebody moves it
  #framed = false; // a frame is asked for

  /**
   * `grid` is the element of the plan's seats; `bands` have {name, place} of each band;
   * `seatOf(id)` has {state, mark}.
   */
  constructor(plan, grid, bands, seatOf) {
    this.#plan = plan;
    this.#grid = grid;
    this.#chrome = new HallChrome(plan, bands);
    this.#map = new MiniMap(plan, seatOf, (x, y) => this.#showAt(x, y));
    this.#sheet = element('div', { class: 'hall-sheet' }, this.#chrome.element, grid);
    this.#window = element(
      'div',
      { class: 'hall-window', onscroll: () => this.#scrolled() },
      this.#sheet,
    );
    this.#out = this.#button('−', 'hall.zoomOut', () => this.#zoomBy(1 / step));
    this.#in = this.#button('+', 'hall.zoomIn', () => this.#zoomBy(step));
    this.#whole = this.#button(t('hall.whole'), null, () => this.#zoomTo(this.#least));
    this.element = element(
      'div',
      { class: 'hall' },
      element(
        'div',
        { class: 'hall-tools', role: 'group', 'aria-label': t('hall.zoom') },
        this.#out,
        this.#in,
        this.#whole,
        this.#map.element,
      ),
      this.#window,
    );
    this.#gestures = new HallGestures(this.#window, {
      scale: () => this.#scale,
      isFar: () => this.#isFar,
      zoomed: (scale, at, to, done) => this.#zoomTo(scale, at, to, done),
      entered: (at) => this.#zoomTo(this.#readable, at),
      pressed: (key) => this.#pressed(key),
      moved: () => {
        this.#centred = false;
      },
    });
    this.#sizes.observe(this.#window);
  }

  close() {
    this.#sizes.disconnect();
    this.#map.close();
  }

  center() {
    this.#centred = true;
    if (this.#width) this.#scrollToMiddle();
  }

  /** Shows the numbers on the seats. */
  showNames() {
    this.#grid.classList.add('hall-named');
    this.#map.ready();
  }

  seatsChanged() {
    this.#map.seatsChanged();
  }

  /** Brings a seat of the plan into view, large enough to be read. */
  reveal({ element: shown }) {
    if (this.#isFar) this.#zoomTo(this.#readable);
    const [seat, room] = [shown.getBoundingClientRect(), this.#window.getBoundingClientRect()];
    const side = this.#chrome.side;
    if (seat.left >= room.left + side && seat.right <= room.right - side
        && seat.top >= room.top && seat.bottom <= room.bottom) return;
    this.#centred = false;
    this.#window.scrollLeft += (seat.left + seat.right - room.left - room.right) / 2;
    this.#window.scrollTop += (seat.top + seat.bottom - room.top - room.bottom) / 2;
  }

  get #readable() {
    const kind = matchMedia('(pointer: coarse)').matches ? 'coarse' : 'fine';
    return Math.max(readable[kind], Math.min(mostFitted, this.#fit));
  }

  get #fit() {
    return (this.#width - 2 * this.#chrome.side) / this.#plan.width;
  }

  get #isFar() {
    return this.#scale < far;
  }

  #button(text, key, onclick) {
    return element(
      'button',
      { type: 'button', class: 'button', 'aria-label': key && t(key), onclick },
      text,
    );
  }

  #measured(width) {
    if (!width || width === this.#width) return;
    const before = this.#width;
    const wasHome = this.#scale === this.#home;
    this.#width = width;
    this.#home = this.#readable;
    const fits = this.#home <= this.#fit;
    const natural = this.#plan.height * this.#home;
    const tall = tallest * window.innerHeight;
    this.#height = Math.min(natural, fits ? Math.max(tallestWhole, tall) : Math.max(tall, 320));
    this.#least = Math.min(this.#home, this.#fit, this.#height / this.#plan.height);
    this.#window.style.height = `${Math.ceil(this.#height)}px`;
    const middle = before ? this.#middle() : null;
    if (!before || wasHome) this.#apply(this.#home);
    else this.#apply(clamp(this.#scale, this.#least, most));
    if (this.#centred || !middle) this.#scrollToMiddle();
    else this.#showAt(...middle);
  }

  /** Left edge of the seats in the sheet, px. */
  #leftAt(scale) {
    return Math.max(this.#chrome.side, (this.#width - this.#plan.width * scale) / 2);
  }

  #apply(scale) {
    const wasFar = this.#isFar;
    this.#scale = scale;
    const { width, height } = this.#plan;
    const [left, side] = [this.#leftAt(scale), this.#chrome.side];
    const wide = Math.max(this.#width, width * scale + 2 * side);
    const fits = width * scale + 2 * side <= this.#width + 0.5
      && height * scale <= this.#height + 1;
    this.#sheet.style.width = `${fits ? this.#width : wide}px`;
    this.#sheet.style.height = `${Math.max(this.#height, height * scale)}px`;
    this.#grid.style.transform = `translate(${left}px, 0) scale(${scale})`;
    this.#chrome.lay(scale, left, this.#width, wide);
    this.#window.classList.toggle('hall-fits', fits);
    if (this.#isFar !== wasFar) this.#grid.inert = this.#isFar;
    this.element.classList.toggle('hall-far', this.#isFar);
    this.#out.setAttribute('aria-disabled', String(scale <= this.#least));
    this.#whole.setAttribute('aria-disabled', String(scale <= this.#least));
    this.#in.setAttribute('aria-disabled', String(scale >= most));
    this.#map.show(!fits);
    this.#frame();
  }

  #scrollToMiddle() {
    if (this.#window.classList.contains('hall-fits')) return;
    this.#window.scrollLeft = (this.#sheet.offsetWidth - this.#width) / 2;
  }

  /** The middle of the window, as parts of the plan's width and height. */
  #middle() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#window;
    return [
      (scrollLeft + clientWidth / 2 - this.#leftAt(this.#scale)) / this.#scale / this.#plan.width,
      (scrollTop + clientHeight / 2) / this.#scale / this.#plan.height,
    ];
  }

  /** Moves that part of the plan to the middle of the window. */
  #showAt(x, y) {
    this.#centred = false;
    const { clientWidth, clientHeight } = this.#window;
    this.#window.scrollLeft = x * this.#plan.width * this.#scale + this.#leftAt(this.#scale)
      - clientWidth / 2;
    this.#window.scrollTop = y * this.#plan.height * this.#scale - clientHeight / 2;
  }

  #zoomBy(factor) {
    this.#zoomTo(this.#scale * factor);
  }

  /**
   * Scales the hall so that what is at `at` of the window comes to `to`, both {x, y} in px. `done`:
   * whether the gesture ends with it.
   */
  #zoomTo(wanted, at = this.#center(), to = at, done = true) {
    this.#grid.classList.toggle('hall-moving', !done);
    // A step that would nearly arrive does.
    const scale = clamp(Math.abs(wanted / this.#home - 1) < 0.02 ? this.#home : wanted,
      this.#least, most);
    const { scrollLeft, scrollTop } = this.#window;
    const x = (scrollLeft + at.x - this.#leftAt(this.#scale)) / this.#scale;
    const y = (scrollTop + at.y) / this.#scale;
    this.#centred = false;
    if (scale !== this.#scale) this.#apply(scale);
    this.#window.scrollLeft = x * scale + this.#leftAt(scale) - to.x;
    this.#window.scrollTop = y * scale - to.y;
  }

  #center() {
    return { x: this.#width / 2, y: this.#height / 2 };
  }

  #pressed(key) {
    if (key === '+' || key === '=') this.#zoomBy(step);
    else if (key === '-') this.#zoomBy(1 / step);
    else if (key === '0') this.#zoomTo(this.#least);
    else return false;
    if (this.#isFar) this.#in.focus(); // The seats cannot have the focus now.
    return true;
  }

  #scrolled() {
    this.#frame();
  }

  #frame() {
    if (this.#framed) return;
    this.#framed = true;
    requestAnimationFrame(() => {
      this.#framed = false;
      this.#drawFrame();
    });
  }

  #drawFrame() {
    const { scrollLeft, scrollTop } = this.#window;
    const { width, height } = this.#plan;
    this.#chrome.follow(
      scrollLeft / this.#scale,
      (scrollLeft + this.#width - this.#chrome.side - this.#leftAt(this.#scale)) / this.#scale,
    );
    if (this.#window.classList.contains('hall-fits')) return;
    const x = (scrollLeft - this.#leftAt(this.#scale)) / this.#scale;
    this.#map.frame(
      x / width,
      scrollTop / this.#scale / height,
      this.#width / this.#scale / width,
      this.#height / this.#scale / height,
    );
  }
}
