// The fields beside the plan of a hall: leaving one moves nothing, and what it takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openOperator } from './operator.mjs';
import { checkSound, labelled, openEditor, place, rowName, smallHall } from './operator_forms.mjs';
import { until } from './until.mjs';

useCinema();

const hallOf = (id) => cinema.operate('GET', `/api/hall/${id}`);
const keep = (id, body = smallHall()) => cinema.operate('PUT', `/api/hall/${id}`, body);
const isSaved = (page) => page.getByText(/· saved$/).waitFor();

/** Presses the mouse at a place that was measured before. */
async function pressAt(page, { x, y, width, height }) {
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.up();
}

for (const label of ['Name of the hall', 'Time zone', 'Class 1', 'Extra price 1'])
  test(`mouse: a drag picks all places after something was typed in ${label}`, async () => {
    await keep('typed');
    const page = await openEditor(browser, cinema, 'edit/typed');
    await labelled(page, label).press('Home');
    await page.keyboard.type('2');
    const [from, to] = await Promise.all(['A1', 'A4'].map((id) => place(page, id).boundingBox()));
    await page.mouse.move(from.x + 9, from.y + 9);
    await page.mouse.down();
    await page.mouse.move(to.x + 9, to.y + 9, { steps: 4 });
    await page.mouse.up();
    await page.getByText('4 seats picked in 1 row.').waitFor();
    await closePage(page);
  });

test('mouse: the row that is named keeps its new name when a seat is pressed', async () => {
  await keep('row-name');
  const page = await openEditor(browser, cinema, 'edit/row-name');
  await rowName(page, 'B').click();
  await labelled(page, 'Row').press('Control+a');
  await page.keyboard.type('Box 7');
  await pressAt(page, await place(page, 'C1').boundingBox());
  await page.getByText('1 seat picked in 1 row.').waitFor();
  await button(page, 'Save hall').click();
  await isSaved(page);
  const { rows } = await hallOf('row-name');
  assert.deepEqual([rows[1].row, rows[1].seats[0]], ['Box 7', 'Box7-1']);
  await closePage(page);
});

test('mouse: the first click on Save saves, however the name was changed', async () => {
  await keep('save', smallHall('The hall with the longest name of all cinemas '.repeat(4).trim()));
  const page = await openEditor(browser, cinema, 'edit/save');
  await labelled(page, 'Name of the hall').press('Control+a');
  await page.keyboard.type('Short');
  const before = await button(page, 'Save hall').boundingBox();
  await pressAt(page, before);
  await isSaved(page);
  assert.equal((await hallOf('save')).name, 'Short');
  await labelled(page, 'Extra price 1').press('Control+a');
  await page.keyboard.type('7');
  const still = await button(page, 'Save hall').boundingBox();
  await page.keyboard.press('Tab');
  assert.deepEqual(await button(page, 'Save hall').boundingBox(), still);
  await pressAt(page, still);
  await isSaved(page);
  assert.equal((await hallOf('save')).classes[0].price, 700);
  await closePage(page);
});

test('undo: what was typed in a field is one step', async () => {
  await keep('undo', smallHall('Before'));
  const page = await openEditor(browser, cinema, 'edit/undo');
  await labelled(page, 'Name of the hall').press('Control+a');
  await page.keyboard.type('After all');
  await labelled(page, 'Class 1').press('Control+a');
  await page.keyboard.type('Parkett');
  await page.getByRole('rowheader', { name: 'Row A, Parkett, 4 seats' }).waitFor();
  await button(page, 'Undo').click();
  assert.equal(await labelled(page, 'Class 1').inputValue(), 'Stalls');
  assert.equal(await labelled(page, 'Name of the hall').inputValue(), 'After all');
  await button(page, 'Undo').click();
  await page.getByRole('heading', { name: 'Before', exact: true }).waitFor();
  assert.ok(await button(page, 'Undo').isDisabled());
  await closePage(page);
});

test('prices: one that is no amount is not saved, and is named', async () => {
  await keep('price');
  const page = await openEditor(browser, cinema, 'edit/price');
  await labelled(page, 'Extra price 1').fill('12.');
  await labelled(page, 'Extra price 2').fill('7.25');
  await button(page, 'Save hall').click();
  await page.getByText(/^Give an amount such as/).waitFor();
  assert.equal((await hallOf('price')).classes[1].price, 500);
  await labelled(page, 'Extra price 1').fill('12.5');
  await button(page, 'Save hall').click();
  await isSaved(page);
  assert.deepEqual((await hallOf('price')).classes.map(({ price }) => price), [1250, 725]);
  await closePage(page);
});

test('rows: more than 10,000 seats in all are refused at the field', async () => {
  await keep('many');
  const page = await openEditor(browser, cinema, 'edit/many');
  await labelled(page, 'Number of rows').fill('200');
  await labelled(page, 'Seats in each row').fill('500');
  await button(page, 'Add rows').click();
  await page.getByText('A hall has at most 10,000 seats; it would have 100,012.').waitFor();
  assert.equal(await labelled(page, 'Seats in each row').getAttribute('aria-invalid'), 'true');
  await page.getByText('12 seats in 3 rows · saved').waitFor();
  await checkSound(page, 'too many seats');
  await labelled(page, 'Plan or CSV').fill(Array(201).fill('#'.repeat(50)).join('\n'));
  await button(page, 'Import').click();
  await page.getByText('Line 201: a hall has at most 10,000 seats.').waitFor();
  await page.getByText('12 seats in 3 rows · saved').waitFor();
  await closePage(page);
});

test('import: a seat that comes twice is refused with its line', async () => {
  const page = await openEditor(browser, cinema);
  await labelled(page, 'Plan or CSV').fill('row,seat,class\nA,1,Stalls\nA,2,Stalls\nA,1,Stalls');
  await button(page, 'Import').click();
  await page.getByText('Line 4: seat A1 is in line 2 already.').waitFor();
  await page.getByText('0 seats in 0 rows').waitFor();
  await closePage(page);
});

test('errors of the server name the row and the seat, not their path', async () => {
  await keep('paths');
  const page = await openEditor(browser, cinema, 'edit/paths');
  await labelled(page, 'Name of the hall').fill('Paths');
  await page.route('**/api/hall/paths', (route) => route.fulfill({
    status: 422, contentType: 'application/problem+json', body: JSON.stringify({
      status: 422, code: 'INVALID_REQUEST', detail: 'Invalid', errors: [
        { field: 'rows[1].seats[3]', detail: 'must be another id' },
        { field: 'rows[2].offset', detail: 'must be 0 to 50' },
      ],
    }),
  }));
  await button(page, 'Save hall').click();
  await page.getByText('Row B, seat B3: Must be another id. Row C: Must be 0 to 50.').waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /rows\[/);
  await closePage(page);
});

test('save: what is sure of a failure is said, and nothing else', async () => {
  await keep('unsure');
  const page = await openEditor(browser, cinema, 'edit/unsure');
  await labelled(page, 'Name of the hall').fill('Unsure');
  await page.route('**/api/hall/unsure', (route) => route.abort(), { times: 1 });
  await button(page, 'Save hall').click();
  await page.getByText('The server does not respond. It is not known whether the hall was saved.')
    .waitFor();
  await button(page, 'Save hall').click();
  await isSaved(page);
  await closePage(page);
});

test('classes: two of one name are refused, or said at the field', async () => {
  await keep('classes');
  const page = await openEditor(browser, cinema, 'edit/classes');
  await labelled(page, 'New class').fill('gold');
  await button(page, 'Add class').click();
  await page.getByText('There is a class gold already').waitFor();
  assert.equal(await page.locator('.class-list .class-line').count(), 2);
  await labelled(page, 'Class 1').fill('Gold');
  await page.getByText('Another class is called Gold too.').waitFor();
  await labelled(page, 'Class 1').fill('Silver');
  assert.equal(await page.getByText('Another class is called').count(), 0);
  await closePage(page);
});

test('plan: places are named with their class, and no letters lie over their edges', async () => {
  const attributes = ['wheelchair', 'companion', 'restricted_view'];
  const row = (letter, first) => ({
    row: letter, class: 'STANDARD',
    seats: [first, `${letter}2`, { id: `${letter}3`, attributes }, `${letter}12345`],
  });
  await keep('names', {
    ...smallHall('Names'), blocked: ['A2'], rows: [row('A', 'A1'), row('B', 'B1')],
    classes: [{ id: 'STANDARD', name: 'Standard', price: 0 }],
  });
  const page = await openEditor(browser, cinema, 'edit/names');
  const names = await page.locator('.plan .place').evaluateAll((all) =>
    all.slice(0, 3).map((each) => each.getAttribute('aria-label')));
  assert.deepEqual(names, ['A1, Standard', 'A2, Standard, blocked',
    'A3, Standard, wheelchair, companion, restricted view']);
  const beyond = await page.locator('.plan .place, .plan .plan-class').evaluateAll((all) =>
    all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.outerHTML));
  assert.deepEqual(beyond, []);
  await checkAccessible(page, 'a plan with all kinds of seats');
  await closePage(page);
});

test('toast, 390 px: it takes no clicks and covers no control', async () => {
  await keep('toast', smallHall('Toast'));
  const page = await openEditor(browser, cinema, 'edit/toast', phone);
  await labelled(page, 'Name of the hall').fill('Toasted');
  for (const part of ['Save hall', 'Add rows', 'Import']) {
    await button(page, part).scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector('.editor .button-primary').click());
    await page.locator('#said').getByText('Saved Toasted.').waitFor();
    // The line looks for its place again every 200 ms, also after the page was scrolled.
    const covered = () => page.locator('#said').evaluate((line) => {
      if (!line.textContent) return null;
      const box = line.getBoundingClientRect();
      const controls = document.querySelectorAll('a, button, input, select, textarea, summary');
      return [...controls].filter((each) => {
        const { left, right, top, bottom, width } = each.getBoundingClientRect();
        return width > 1 && left < box.right && right > box.left
          && top < box.bottom && bottom > box.top;
      }).map((each) => each.outerHTML);
    });
    await until(`the line that is shown covers nothing at ${part}`, async () =>
      (await covered())?.length === 0);
    assert.equal(await page.locator('#said').getAttribute('role'), 'status');
    assert.equal(await page.locator('#said').evaluate((it) => getComputedStyle(it).pointerEvents),
      'none');
  }
  await closePage(page);
});

test('menu, 390 px: all of it is in view', async () => {
  const page = await openOperator(browser, cinema, 'halls', phone);
  await page.getByRole('heading', { name: 'Halls', exact: true }).waitFor();
  const right = await page.locator('header nav a').evaluateAll((links) =>
    Math.max(...links.map((link) => link.getBoundingClientRect().right)));
  assert.ok(right <= phone.viewport.width, `reaches to ${right} px`);
  await closePage(page);
});
