// Undo and redo: the states that something had, one after another.

const most = 200;

export class Steps {
  #states;
  #at = 0;

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

  /** Makes `next` the present state; what was undone before cannot be redone any more. */
  do(next) {
    if (next === this.now) return;
    this.#states = [...this.#states.slice(0, this.#at + 1), next].slice(-most - 1);
    this.#at = this.#states.length - 1;
  }

  undo() {
    if (this.canUndo) --this.#at;
  }

  redo() {
    if (this.canRedo) ++this.#at;
  }
}
