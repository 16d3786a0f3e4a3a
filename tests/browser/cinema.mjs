// A real server with shows, with the operator and other customers acting through the API.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { until } from './until.mjs';

const usual = {
  'limits.enabled': 'false',
  'payment.sandbox': 'true',
  'payment.webhook_secret': `whsec_${btoa('of these tests only, thirty-two!')}`,
  'review.interval': '200ms',
};

/** Seat ids of a row: `A1` …; aisles come before the numbers in `aisles`. */
function seatsOf(row, count, aisles = []) {
  const seats = [];
  for (let n = 1; n <= count; ++n) {
    if (aisles.includes(n)) seats.push(null);
    seats.push(`${row}${n}`);
  }
  return seats;
}

/** The body of a show of two classes with that many rows of that many seats, and two aisles. */
export function hallOf(rows, seats) {
  const aisles = [Math.floor(seats / 4) + 1, Math.floor((3 * seats) / 4) + 1];
  return {
    movie: 'Pyaasa',
    hall: 'Regal',
    startsAt: '2099-12-24T18:30:00Z',
    currency: 'INR',
    price: 15000,
    classes: [
      { id: 'SILVER', name: 'Silver', price: 0 },
      { id: 'GOLD', name: 'Gold', price: 5000 },
    ],
    rows: Array.from({ length: rows }, (_, at) => {
      const letter = String.fromCharCode(65 + (at % 26));
      const row = at < 26 ? letter : `${letter}${letter}${Math.floor(at / 26)}-`;
      return { row, class: at < rows / 2 ? 'SILVER' : 'GOLD', seats: seatsOf(row, seats, aisles) };
    }),
  };
}

export class Cinema {
  static #opened = new Set();
  #program;
  #settings;
  #directory;
  #process = null;
  #log = [];
  #shows = 0;
  token = 'token of the tests';
  port = 0;

  /** Settings as `--set` takes them, beside the usual ones of tests. */
  static async open(settings = {}, program = process.env.TESTED_PROGRAM) {
    const cinema = new Cinema();
    cinema.#program = program;
    cinema.#settings = { ...usual, ...settings };
    cinema.#directory = await mkdtemp(join(tmpdir(), 'boxoffice-browser-'));
    Cinema.#opened.add(cinema);
    await cinema.start();
    return cinema;
  }

  /** Closes all that are still open. */
  static async closeAll() {
    for (const cinema of Cinema.#opened) await cinema.close();
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A new operator token with these scopes. */
  createToken(name, scopes) {
    const command = ['token', 'create', name, '--scope', scopes, '--data-dir', this.#directory];
    return execFileSync(this.#program, command, { encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  get dataDirectory() {
    return this.#directory;
  }

  /**
   * Starts the server; after stop() at the same port with the same data. `settings` are added to
   * the earlier ones.
   */
  async start(settings = {}) {
    Object.assign(this.#settings, settings);
    const set = Object.entries(this.#settings).flatMap(([key, value]) => [
      '--set',
      `${key}=${value}`,
    ]);
    const started = spawn(
      this.#program,
      ['serve', '--data-dir', this.#directory, '--listen', `127.0.0.1:${this.port}`, ...set],
      {
        env: { PATH: process.env.PATH, BOXOFFICE_ADMIN_TOKEN: this.token },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#process = started;
    started.stderr.on('data', (text) => this.#log.push(text));
    await new Promise((listening, failed) => {
      started.once('exit', () => failed(new Error(`the server ended: ${this.#log.join('')}`)));
      createInterface(started.stdout).on('line', (line) => {
        this.#log.push(`${line}\n`);
        const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
        if (!found) return;
        this.port = Number(found[1]);
        listening();
      });
    });
    await until('the server is ready', async () => (await fetch(`${this.url}/readyz`)).ok);
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }

  async close() {
    Cinema.#opened.delete(this);
    await this.stop();
    await rm(this.#directory, { recursive: true });
  }

  /** Any request; resolves to {status, body}. */
  async call(method, path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  /** A request that must succeed; resolves to the body of the response. */
  async done(method, path, body, headers) {
    const { status, body: received } = await this.call(method, path, body, headers);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(received)}`);
    return received;
  }

  operate(method, path, body) {
    return this.done(method, path, body, { Authorization: `Bearer ${this.token}` });
  }

  /** Opens a show, a small one by default; resolves to its id. */
  async openShow(body = hallOf(4, 8)) {
    const id = `show-${++this.#shows}`;
    await this.operate('PUT', `/api/movieshow/${id}`, body);
    return id;
  }

  async book(show, seats) {
    const { reqId } = await this.done('POST', '/api/ticket/book', {
      userMail: 'someone@example.org',
      movieShowId: show,
      seats,
    });
    return reqId;
  }

  booking(reqId) {
    return this.done('GET', `/api/ticket/${reqId}`);
  }

  pay(reqId) {
    return this.done('POST', '/api/sandbox/pay', { reqId });
  }

  async seats(show) {
    return (await this.done('GET', `/api/movieshow/${show}/seats`)).seats;
  }
}
