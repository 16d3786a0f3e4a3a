// The forms for halls and shows as their tests use them.
import { checkAccessible, checkFits } from './chromium.mjs';
import { button, openOperator } from './operator.mjs';

export const desktop = { viewport: { width: 1280, height: 900 } };

/** A field by its whole label. */
export const labelled = (page, label) => page.getByLabel(label, { exact: true });
export const place = (page, id) => page.locator(`.plan [data-seat="${id}"]`);
export const rowName = (page, name) => page.getByRole('rowheader', { name: `Row ${name},` });

/** The body of a hall of three rows in two classes. */
export function smallHall(name = 'Small hall') {
  const row = (letter, kind) => ({
    row: letter, class: kind, seats: [1, 2, null, 3, 4].map((n) => n && `${letter}${n}`),
  });
  return {
    name,
    classes: [
      { id: 'STALLS', name: 'Stalls', price: 0 }, { id: 'GOLD', name: 'Gold', price: 500 },
    ],
    rows: [row('A', 'STALLS'), row('B', 'STALLS'), row('C', 'GOLD')],
    blocked: ['A1'],
    timeZone: 'Europe/Berlin',
  };
}

/** The editor of a hall, or of a new one. */
export async function openEditor(browser, cinema, address = 'new', options = desktop) {
  const page = await openOperator(browser, cinema, `halls/${address}`, options);
  await button(page, 'Save hall').waitFor();
  return page;
}

export async function openForm(browser, cinema, address, options = desktop) {
  const page = await openOperator(browser, cinema, `shows/${address}`, options);
  await labelled(page, 'Film').waitFor();
  return page;
}

/** The page is accessible in both schemes, and fits in windows of 320 to 1920 px. */
export async function checkSound(page, what) {
  await page.evaluate(() => scrollTo(0, 0)); // Else the page's header may cover half of a button.
  await checkAccessible(page, what);
  const before = page.viewportSize();
  for (const width of [320, 390, 768, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: before.height });
    await checkFits(page, `${what}, ${width} px`);
  }
  await page.setViewportSize(before);
}

/** Counts what is done on a page: clicks, keys and texts. */
export class Actions {
  count = 0;

  constructor(page) {
    this.page = page;
  }

  click(locator, options) {
    ++this.count;
    return locator.click(options);
  }

  fill(label, text) {
    ++this.count;
    return labelled(this.page, label).fill(text);
  }

  select(label, option) {
    ++this.count;
    return labelled(this.page, label).selectOption(option);
  }
}
