// The connection of a gate with the server: sends scans, and later those that were made without it.
import { call, Problem } from '../api.js';

const patienceMs = 4_000; // of people who stand at the gate
const betweenMs = 5_000;
const keysKey = 'boxoffice.gate.keys';

/** Whether the scan itself admitted, and only the answer to it was lost. */
const admittedBy = (scan, { code, body }) => code === 'ALREADY_ADMITTED'
  && (body.gate ?? '') === (scan.gate ?? '') && body.at === scan.at;

export class Link {
  #settings;
  #store;
  #said;
  #timer = 0;
  #sending = false;
  /** The public keys of ticket codes, as the server named them last. */
  keys = JSON.parse(localStorage.getItem(keysKey) ?? '[]');
  /** Scans that the server refused afterwards: {scan, problem}. */
  late = [];
  changed = () => {};

  /** `said(text)` shows how the connection stands. */
  constructor(settings, store, said) {
    this.#settings = settings;
    this.#store = store;
    this.#said = said;
  }

  start() {
    addEventListener('online', this.#look);
    this.#timer = setInterval(this.#look, betweenMs);
    this.#look();
  }

  stop() {
    removeEventListener('online', this.#look);
    clearInterval(this.#timer);
    this.#said('');
  }

  /** The server's answer. Throws its refusal, or a Problem that is `passing`. */
  async send({ code, gate, at }) {
    const { token, show } = this.#settings;
    const query = show ? `?show=${encodeURIComponent(show)}` : '';
    try {
      const answer = await call(`/api/admission${query}`, {
        method: 'POST',
        body: { code, gate, at },
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(patienceMs),
      });
      this.#note(true);
      return answer;
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, {});
      this.#note(!problem.passing);
      throw problem;
    }
  }

  async #note(connected) {
    const waiting = (await this.#store.waiting()).length;
    const scans = waiting === 0 ? '' : ` · ${waiting} ${waiting === 1 ? 'scan' : 'scans'} to send`;
    this.#said((connected ? 'Connected' : 'No connection') + scans);
  }

  #look = async () => {
    if (this.#sending) return;
    this.#sending = true;
    try {
      ({ keys: this.keys } = await call('/api/ticket-key'));
      localStorage.setItem(keysKey, JSON.stringify(this.keys));
      await this.#sendWaiting();
    } catch {
      await this.#note(false);
    }
    this.#sending = false;
  };

  /** In their order. Stops at the first that the server does not judge now. */
  async #sendWaiting() {
    for (const scan of await this.#store.waiting()) {
      try {
        await this.send(scan);
      } catch (problem) {
        if (problem.status !== 409 && problem.status !== 422) return;
        if (!admittedBy(scan, problem)) {
          this.late.push({ scan, problem });
          this.changed();
        }
      }
      await this.#store.judged(scan.id);
    }
    await this.#note(true);
  }
}
