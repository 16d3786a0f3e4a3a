// Undo and redo: the states that something had, one after another.

const most = 200;

export class Steps {
  #states;
  #at = 0;
  #series = null; // what the present state is typed into

  constructor(first) {
    this.#states = [first];
  }

  get now() {
    return this.#states[this.#at];
  }

  get canUndo() {
    return this.#at !== 0;
  }

  get canRedo() {
    return this.#at + 1 < this.#states.length;
  }

  /**
   * Makes `next` the present state; what was undone before cannot be redone any more. What is typed
   * into one field, the `series`, is one step: each letter takes the place of the one before.
   */
  do(next, series = null) {
    if (next === this.now) return;
    const isMore = series !== null && series === this.#series;
    const kept = this.#states.slice(0, this.#at + (isMore ? 0 : 1));
    this.#states = [...kept, next].slice(-most - 1);
    this.#at = this.#states.length - 1;
    this.#series = series;
  }

  /** What is typed next is a step of its own. */
  endSeries() {
    this.#series = null;
  }

  undo() {
    this.endSeries();
    if (this.canUndo) --this.#at;
  }

  redo() {
    this.endSeries();
    if (this.canRedo) ++this.#at;
  }
}
