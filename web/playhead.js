// The position in a show's history. Live, it is at the last event and follows new ones;
// otherwise it stays where it was set.

/** The speeds offered, in events a second. */
export const speeds = [1, 5, 20, 100, 1000];

export class Playhead {
  #history;
  #moved;
  #frame = 0;

  seq = 0;
  speed = 5;
  live = true;

  /** `moved(from, to)` is called after a move, and with from = to after any other change. */
  constructor(history, moved) {
    this.#history = history;
    this.#moved = moved;
  }

  get playing() {
    return this.#frame !== 0;
  }

  /** Moves to an event and stays there. */
  stay(seq) {
    this.#go(seq, false);
  }

  /** Moves to an event; at the last one the page is live again. */
  go(seq) {
    this.#go(seq, seq >= this.#history.last);
  }

  follow() {
    this.stop();
    this.go(this.#history.last);
  }

  /** Adds events to the history; a live page moves on to them. */
  append(events) {
    this.#history.append(events);
    if (this.live) this.follow();
    else this.#moved(this.seq, this.seq);
  }

  /** Plays from here, or from the beginning if this is the last event. */
  play() {
    if (this.seq === this.#history.last) this.stay(1);
    this.live = false;
    let last = performance.now();
    let due = 0;
    const step = (now) => {
      due += ((now - last) / 1000) * this.speed;
      last = now;
      this.#frame = requestAnimationFrame(step);
      const whole = Math.floor(due);
      due -= whole;
      if (whole !== 0) this.go(this.seq + whole);
      if (this.live) this.stop();
    };
    this.#frame = requestAnimationFrame(step);
    this.#moved(this.seq, this.seq);
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#moved(this.seq, this.seq);
  }

  #go(seq, live) {
    const from = this.seq;
    this.seq = Math.max(1, Math.min(seq, this.#history.last));
    this.live = live;
    this.#moved(from, this.seq);
  }
}
