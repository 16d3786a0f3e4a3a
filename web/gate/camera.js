// The camera of a gate: shows what it sees, reads the codes in view, and is off while the page is hidden.
import { readerOf } from './reader.js';
import { Sightings } from './sightings.js';

const betweenMs = 100; // looks: leaves time to the page, and a ticket is read as it arrives

const reasons = {
  NotAllowedError: 'The camera is not allowed. Allow it for this page in the settings of the browser and of '
    + 'the device, then start it again.',
  NotFoundError: 'This device has no camera.',
  NotReadableError: 'The camera does not start. Another program may be using it.',
  DecoderError: 'The decoder of codes is not loaded. Start the camera again once there is a connection.',
  InsecureError: 'The camera needs a secure connection. Open this page by https.',
  EndedError: 'The camera was disconnected.',
};

class CameraProblem extends Error {
  constructor(name) {
    super(reasons[name]);
  }
}

const textOf = (error) => reasons[error.name] ?? error.message;

const release = (stream) => stream.getTracks().forEach((track) => track.stop());

function openStream() {
  if (!navigator.mediaDevices) throw new CameraProblem('InsecureError');
  const video = {
    facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 },
  };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** Otherwise the device turns its screen off while people wait, and the camera with it. */
async function keepAwake(signal) {
  const lock = await navigator.wakeLock?.request('screen').catch(() => null);
  if (signal.aborted) lock?.release();
  else signal.addEventListener('abort', () => lock?.release());
}

export class Camera {
  #video;
  #decoder;
  #scanned;
  #left;
  #changed;
  #sightings;
  #session = null; // from start to stop
  #run = null; // while the page is visible

  /**
   * `scanned(code)` judges a code that came into view; nothing is read until it resolves. `left()`: no
   * code is in view any more. `changed` gets {phase, text}: the phase `off`, `starting` or `on`, and a
   * text for people, which is the reason if the camera failed.
   */
  constructor(video, decoder, { scanned, left, changed }) {
    this.#video = video;
    this.#decoder = decoder;
    this.#scanned = scanned;
    this.#left = left;
    this.#changed = changed;
  }

  start() {
    this.stop();
    this.#session = new AbortController();
    this.#sightings = new Sightings();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#close();
      else if (!this.#run) this.#open();
    }, { signal: this.#session.signal });
    this.#open();
  }

  /** Releases the camera. `text` says why, unless people want it. */
  stop(text = '') {
    this.#session?.abort();
    this.#session = null;
    this.#close();
    this.#changed({ phase: 'off', text });
  }

  #close() {
    this.#run?.abort();
    this.#run = null;
    this.#video.srcObject = null;
  }

  async #open() {
    this.#run = new AbortController();
    const { signal } = this.#run;
    this.#changed({ phase: 'starting', text: 'Starting the camera' });
    try {
      const stream = await openStream();
      if (signal.aborted) return release(stream);
      signal.addEventListener('abort', () => release(stream));
      for (const track of stream.getTracks())
        track.onended = () => this.stop(reasons.EndedError);
      this.#video.srcObject = stream;
      await this.#video.play();
      const read = await readerOf(this.#decoder).catch(() => {
        throw new CameraProblem('DecoderError');
      });
      keepAwake(signal);
      while (!signal.aborted) {
        await this.#look(await read(this.#video), signal);
        await new Promise((later) => setTimeout(later, betweenMs));
      }
    } catch (error) {
      if (!signal.aborted) this.stop(textOf(error));
    }
  }

  /** Several codes at once are not judged: people could not tell whose the answer is. */
  async #look(codes, signal) {
    if (signal.aborted) return;
    const distinct = [...new Set(codes)];
    const text = distinct.length > 1 ? 'Show one code at a time' : 'Show a code to the camera';
    this.#changed({ phase: 'on', text });
    if (distinct.length > 1) return;
    for (const code of this.#sightings.look(distinct, performance.now())) await this.#scanned(code);
    if (this.#sightings.none) this.#left();
  }
}
