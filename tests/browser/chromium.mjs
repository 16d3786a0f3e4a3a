// Debian's Chromium, and the checks that apply to every page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages are installed below build/, from where Node.js would not look for them.
const packages = createRequire(`${process.env.TEST_PACKAGES}/`);
const { chromium } = packages('playwright-core');
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export function launch(flags = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...flags],
  });
}

/** A page in a context of its own. Its script errors are collected in `page.errors`. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // For machines that are slow or busy.
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error.stack));
  page.on('console', (message) => {
    // Refused calls and lost connections are part of the tests.
    const expected = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === 'error' && !expected) page.errors.push(message.text());
  });
  return page;
}

/** Closes the page and its context; checks that its scripts raised no error. */
export async function closePage(page) {
  await page.context().close();
  assert.deepEqual(page.errors, []);
}

/** axe-core finds nothing, in the light and in the dark scheme. */
export async function checkAccessible(page, what, schemes = ['light', 'dark']) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, {
        rules: { 'target-size': { enabled: true } },
      });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => `${node.html} ${node.failureSummary}`)
            .join('; ')}`,
      );
    });
    assert.deepEqual(found, [], `${what}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Nothing reaches out of the window at the side. */
export async function checkFits(page, what) {
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(beyond, 0, `${what} reaches ${beyond} px out of the window`);
}
