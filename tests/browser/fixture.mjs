// The browser and the server of a file's tests.
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
