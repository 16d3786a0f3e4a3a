// What stands around the seats: the screen, the names of rows at both sides, the heads of classes.
// None of it is scaled with the seats, so it can be read at any scale, and it stays in view when
// the hall is moved.

import { element } from './dom.js';
import { pitch, riseAt } from './hall_plan.js';
import { t } from './text.js';

const letter = 8; // px
const least = 20; // px of the names of rows at a side
const most = 72; // beyond it they are cut off

export class HallChrome {
  #left;
  #right;
  #heads;
  #plan;
  #curved = []; // {row, left, right} of bent rows, with the elements of their names

  /** `bands` have {name, place} of each band of the plan. */
  constructor(plan, bands) {
    const rows = plan.bands.flatMap((band) => band.rows);
    this.#plan = plan;
    const longest = Math.max(0, ...rows.map(({ name }) => name.length));
    this.side = Math.min(most, Math.max(least, 6 + letter * longest));
    const names = () => element('div', { class: 'hall-names', 'aria-hidden': 'true' },
      rows.map(({ name, top, bend }) => at(top - bend, element('span', {}, name))));
    this.#left = names();
    this.#right = names();
    this.#heads = element(
      'div',
      { class: 'hall-heads', 'aria-hidden': 'true' },
      element('div', { class: 'hall-screen' }, element('span', {}, t('hall.screen'))),
      plan.bands.map(({ top }, index) => at(top, element(
        'div',
        { class: 'hall-class' },
        element('span', { class: 'hall-class-name' }, bands[index].name),
        bands[index].place,
      ))),
    );
    this.element = [this.#heads, this.#left, this.#right];
    for (const each of this.element) {
      each.style.setProperty('--row', pitch);
      each.style.setProperty('--first', plan.bands[0]?.top ?? 0);
      each.style.setProperty('--end', plan.height);
    }
    this.#curved = rows.map((row, index) =>
      ({ row, left: this.#left.children[index], right: this.#right.children[index] }))
      .filter(({ row }) => row.bend);
    this.#left.style.width = `${this.side}px`;
    this.#right.style.width = `${this.side}px`;
  }

  /** For a hall of that scale whose seats begin at `left` in a sheet that is `wide`. */
  lay(scale, left, width, wide) {
    for (const each of this.element) each.style.setProperty('--scale', scale);
    this.#heads.style.width = `${width}px`;
    this.#heads.style.setProperty('--seats', `${wide - 2 * left}px`);
    // Where the seats end, but within the window.
    this.#left.style.left = `${left - this.side}px`;
    this.#right.style.left = `${Math.min(wide - left, width - this.side)}px`;
  }

  /** Moves the names of bent rows beside the seats at the edges of the view, x in the plan. */
  follow(left, right) {
    for (const { row, left: one, right: other } of this.#curved) {
      const topAt = (x) => row.top - riseAt(row, x, this.#plan.width);
      one.style.setProperty('--top', topAt(left + pitch / 2));
      other.style.setProperty('--top', topAt(right - pitch / 2));
    }
  }
}

function at(top, made) {
  made.style.setProperty('--top', top);
  return made;
}
