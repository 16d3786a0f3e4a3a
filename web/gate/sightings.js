// Tells a ticket that is shown to the camera from one that is still in view.

// Hands shake and codes blur: a code that is missing for less was not taken away.
const goneMs = 2_000;

export class Sightings {
  #missingSince = new Map(); // of each code; null while it is in view

  /** The codes that came into view. `now` is in ms. A code leaves by looks without it, not by time alone. */
  look(codes, now) {
    for (const [code, since] of this.#missingSince) {
      if (codes.includes(code)) continue;
      if (since === null) this.#missingSince.set(code, now);
      else if (now - since >= goneMs) this.#missingSince.delete(code);
    }
    const come = codes.filter((code) => !this.#missingSince.has(code));
    for (const code of codes) this.#missingSince.set(code, null);
    return come;
  }

  /** Whether every code was taken away. */
  get none() {
    return this.#missingSince.size === 0;
  }
}
