// Changes of a hall that are not saved yet, kept for this tab: leaving the page loses nothing.

export class Draft {
  #key;

  /** `id` is that of the hall; null for a new one. */
  constructor(id) {
    this.#key = `boxoffice.operator.hall.${id ?? ''}`;
  }

  /** {plan, version}, or null if there is none. */
  get kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  keep(plan, version) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ plan, version }));
    } catch {
      // There is no space for it: the browser still warns before the page is closed.
    }
  }

  drop() {
    sessionStorage.removeItem(this.#key);
  }
}
