// The browser and the server of a file's tests.
import { after, before } from 'node:test';

import { launch } from './chromium.mjs';
import { Cinema } from './cinema.mjs';

export let browser; // after useCinema(), while tests run
export let cinema;

/** Starts a browser and a cinema for the tests of a file and ends both after the last of them. */
export function useCinema(settings = {}) {
  before(async () => {
    browser = await launch();
    cinema = await Cinema.open(settings);
  });
  after(async () => {
    await browser?.close();
    await Cinema.closeAll();
  });
}
