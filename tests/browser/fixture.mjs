// The browser and the server of a file's tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { launch } from './chromium.mjs';
import { Cinema } from './cinema.mjs';

export let browser; // after useCinema(), while tests run
export let cinema;

/**
 * Starts a browser and a cinema for the tests of a file, then prepares them, and ends both after the
 * last test. Node.js 20 does not wait for one `before` hook of a file until it begins the next.
 */
export function useCinema(settings = {}, prepare = async () => {}) {
  before(async () => {
    browser = await launch();
    cinema = await Cinema.open(settings);
    await prepare();
  });
  after(async () => {
    await browser?.close();
    await Cinema.closeAll();
  });
}

/**
 * An empty directory, removed after the last test of a file, and the settings of a cinema that writes
 * its mails there.
 */
export async function makeOutbox() {
  const outbox = await mkdtemp(join(tmpdir(), 'boxoffice-outbox-'));
  after(() => rm(outbox, { recursive: true }));
  const settings = {
    'mail.outbox': outbox, 'mail.from': 'tickets@example.org', 'cinema.url': 'http://127.0.0.1',
  };
  return { outbox, settings };
}
