// Judges scans: by the server, and without a connection by the public keys and what this device has
// admitted. A verdict is {admits, title, detail}.
import { moment } from '../times.js';
import { partsOf, seatKey, ticketOf } from './ticket.js';

const settingsKey = 'boxoffice.gate';

const reasons = {
  UNKNOWN_BOOKING: 'There is no such booking.',
  NOT_PAID: 'The booking is not paid.',
  CANCELLED: 'The booking was cancelled.',
  SEAT_CHANGED: 'The booking does not have this seat any more.',
  OTHER_SHOW: 'The ticket is for another show.',
};

const invalid = { admits: false, title: 'No ticket', detail: 'This is no code of this box office.' };

const admittedBefore = ({ gate, at }) => ({
  admits: false,
  title: 'Already admitted',
  detail: `${gate ? `Gate ${gate}, ` : ''}${moment(at)}`,
});

/** For people who stand at the gate. */
export function refusalOf({ code, status, body, message }) {
  if (code === 'ALREADY_ADMITTED') return admittedBefore(body);
  if (code === 'NOT_VALID')
    return { admits: false, title: 'Not valid', detail: reasons[body.reason] ?? message };
  if (code === 'INVALID_CODE') return invalid;
  if (status === 401 || status === 403)
    return { admits: false, title: 'No access', detail: 'The token of this gate may not admit.' };
  return { admits: false, title: 'Refused', detail: message };
}

export class Gate {
  #settings;
  #store;
  #link;
  #last = Promise.resolve();

  constructor(settings, store, link) {
    this.#settings = settings;
    this.#store = store;
    this.#link = link;
  }

  /** {token, gate, show} of this device; null before it was set up. */
  static settings() {
    return JSON.parse(localStorage.getItem(settingsKey) ?? 'null');
  }

  static keep(settings) {
    localStorage.setItem(settingsKey, JSON.stringify(settings));
  }

  get name() {
    return this.#settings.gate;
  }

  /** One scan after the other, so that a code that is scanned twice is judged twice. */
  scan(code) {
    const scan = { code, gate: this.#settings.gate, at: new Date().toISOString() };
    const verdict = this.#last.then(() => this.#judge(scan));
    this.#last = verdict.catch(() => {});
    return verdict;
  }

  async #judge(scan) {
    try {
      const { movie, seat } = await this.#link.send(scan);
      await this.#remember(scan, scan);
      return { admits: true, title: `Seat ${seat}`, detail: movie };
    } catch (problem) {
      if (problem.passing) return this.#judgeAlone(scan);
      if (problem.code === 'ALREADY_ADMITTED') await this.#remember(scan, problem.body);
      return refusalOf(problem);
    }
  }

  async #remember({ code }, { gate, at }) {
    const ticket = partsOf(code);
    if (ticket) await this.#store.remember(seatKey(ticket), { gate, at });
  }

  async #judgeAlone(scan) {
    const { keys } = this.#link;
    if (keys.length === 0)
      return { admits: false, title: 'Cannot check', detail: 'No connection, and no keys yet.' };
    const ticket = await ticketOf(scan.code, keys);
    if (!ticket) return invalid;
    const { show } = this.#settings;
    if (show && ticket.show !== show)
      return { admits: false, title: 'Not valid', detail: reasons.OTHER_SHOW };
    const before = await this.#store.admission(seatKey(ticket));
    if (before) return admittedBefore(before);
    await this.#store.admit(seatKey(ticket), scan);
    return {
      admits: true,
      title: `Seat ${ticket.seat}`,
      detail: `Show ${ticket.show}. Checked without a connection.`,
    };
  }
}
