// The editor of halls on the operator's page, by mouse, keyboard and touch.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closePage, phone } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { agree, button, dialog, openOperator } from './operator.mjs';
import {
  checkSound, labelled, openEditor, place, rowName, smallHall,
} from './operator_forms.mjs';
import { storyHall } from './operator_story.mjs';
import { until } from './until.mjs';

useCinema();

const hallOf = (id) => cinema.operate('GET', `/api/hall/${id}`);
const keep = (id, body = smallHall()) => cinema.operate('PUT', `/api/hall/${id}`, body);
const seatsOf = async (id, at = 0) => (await hallOf(id)).rows[at].seats;

async function save(page) {
  await button(page, 'Save hall').click();
  await page.getByText(/· saved$/).waitFor();
}

/** The seats that the plan shows as picked. */
function picked(page) {
  return page.locator('.plan').evaluate((plan) =>
    [...plan.querySelectorAll('[data-seat][aria-selected=true]')]
      .map(({ dataset }) => dataset.seat));
}

/** Moves the mouse with its button down from one element to another. */
async function drag(page, from, to) {
  await from.hover();
  await page.mouse.down();
  await to.hover();
  await page.mouse.up();
}

test('mouse: rows, an aisle over all of them, a class, and what seats are for', async () => {
  const page = await openEditor(browser, cinema);
  await labelled(page, 'Name of the hall').fill('By mouse');
  await labelled(page, 'New class').fill('Gold');
  await labelled(page, 'Extra price').fill('5');
  await button(page, 'Add class').click();
  await labelled(page, 'Number of rows').fill('3');
  await labelled(page, 'Seats in each row').fill('4');
  await button(page, 'Add rows').click();
  await drag(page, place(page, 'A3'), place(page, 'C3'));
  await page.getByText('3 seats picked in 3 rows.').waitFor();
  assert.deepEqual(await picked(page), ['A3', 'B3', 'C3']);
  await button(page, 'Insert aisle').click();
  await rowName(page, 'C').click();
  await labelled(page, 'Class of the rows').selectOption('Gold');
  await place(page, 'A1').click();
  await place(page, 'A2').click({ modifiers: ['Control'] });
  await button(page, 'Wheelchair').click();
  assert.equal(await button(page, 'Wheelchair').getAttribute('aria-pressed'), 'true');
  await place(page, 'B1').click();
  await place(page, 'B2').click({ modifiers: ['Shift'] });
  assert.deepEqual(await picked(page), ['B1', 'B2']);
  await button(page, 'Blocked').click();
  await save(page);
  const { rows, classes, blocked } = await hallOf('by-mouse');
  assert.deepEqual(rows.map((row) => [row.row, row.class]),
    [['A', 'STANDARD'], ['B', 'STANDARD'], ['C', 'GOLD']]);
  assert.deepEqual(rows[0].seats, [{ id: 'A1', attributes: ['wheelchair'] },
    { id: 'A2', attributes: ['wheelchair'] }, null, 'A3', 'A4']);
  assert.deepEqual(rows[2].seats, ['C1', 'C2', null, 'C3', 'C4']);
  assert.equal(classes[1].price, 500);
  assert.deepEqual(blocked, ['B1', 'B2']);
  await closePage(page);
});

test('mouse: rows are duplicated, moved, bent, numbered and removed', async () => {
  await keep('rows');
  const page = await openEditor(browser, cinema, 'edit/rows');
  await rowName(page, 'C').click();
  await button(page, 'Duplicate').click();
  await rowName(page, 'D').click();
  await button(page, 'Towards screen').click();
  await labelled(page, 'Curve of the rows').fill('8');
  await labelled(page, 'First number').fill('2');
  await labelled(page, 'Count').selectOption('second');
  await labelled(page, 'From').selectOption('right to left');
  await button(page, 'Number').click();
  await rowName(page, 'A').click();
  await button(page, 'Remove rows').click();
  await rowName(page, 'B').click();
  await labelled(page, 'Row').fill('1');
  await labelled(page, 'Row').press('Tab');
  await save(page);
  const { rows, blocked } = await hallOf('rows');
  assert.deepEqual(rows.map(({ row, offset }) => [row, offset ?? 0]), [['1', 0], ['D', 8], ['C', 0]]);
  assert.deepEqual(rows[0].seats, ['1-1', '1-2', null, '1-3', '1-4']);
  assert.deepEqual(rows[1].seats, ['D8', 'D6', null, 'D4', 'D2']);
  assert.equal(blocked, undefined);
  await closePage(page);
});

test('keyboard: move, pick a range, change it, and take it back', async () => {
  await keep('keys');
  const page = await openEditor(browser, cinema, 'edit/keys');
  await place(page, 'A1').focus();
  for (const key of ['ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown'])
    await page.keyboard.press(key);
  await page.getByText('3 seats picked in 3 rows.').waitFor();
  await page.keyboard.press('a');
  assert.equal(await page.locator('.plan .place-aisle').count(), 6);
  await page.keyboard.press('Control+z');
  assert.equal(await page.locator('.plan .place-aisle').count(), 3);
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await page.getByText('3 seats picked in 1 row.').waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('d');
  assert.ok(await page.evaluate(() => document.activeElement.closest('.plan') !== null));
  await save(page);
  const { rows } = await hallOf('keys');
  assert.deepEqual(rows.map((row) => [row.row, row.class]),
    [['A', 'GOLD'], ['D', 'GOLD'], ['B', 'STALLS'], ['C', 'GOLD']]);
  assert.deepEqual(rows[0].seats, [{ id: 'A1', attributes: ['companion'] }, null, null, 'A2', 'A3']);
  await closePage(page);
});

test('touch: a tap picks a place, another one drops it', async () => {
  await keep('taps');
  const page = await openEditor(browser, cinema, 'edit/taps', phone);
  await place(page, 'B1').tap();
  await place(page, 'C4').tap();
  await place(page, 'B1').tap();
  await page.getByText('1 seat picked in 1 row.').waitFor();
  await button(page, 'Remove').tap();
  await save(page);
  assert.deepEqual(await seatsOf('taps', 2), ['C1', 'C2', null, 'C3']);
  await closePage(page);
});

test('touch: with ranges, two taps pick what is between them', async () => {
  await keep('ranges');
  const page = await openEditor(browser, cinema, 'edit/ranges', phone);
  await button(page, 'Pick ranges by two taps').tap();
  for (const id of ['A2', 'B4', 'C1']) await place(page, id).tap();
  assert.deepEqual(await picked(page), ['A2', 'A3', 'A4', 'B2', 'B3', 'B4', 'C1']);
  const { width, height } = await place(page, 'A1').boundingBox();
  assert.ok(Math.min(width, height) >= 44, `a place is ${width} x ${height} px`);
  await closePage(page);
});

/** The body of a hall of 2,000 seats. */
function largeHall(name) {
  const rows = Array.from({ length: 40 }, (_, at) => ({
    row: `R${at + 1}-`, class: 'STALLS',
    seats: Array.from({ length: 50 }, (__, seat) => `R${at + 1}-${seat + 1}`),
  }));
  return { name, classes: [{ id: 'STALLS', name: 'Stalls', price: 0 }], rows };
}

test('mouse: at its edge a drag scrolls a plan that is larger than its window', async () => {
  await keep('large', largeHall('Large'));
  const page = await openEditor(browser, cinema, 'edit/large');
  const first = place(page, 'R1-1');
  const last = place(page, 'R40-50');
  const box = await page.locator('.plan-place').evaluate((plan) => {
    plan.scrollIntoView({ block: 'end' });
    const { right, bottom } = plan.getBoundingClientRect();
    return { x: right - 3, y: bottom - 3 };
  });
  await first.hover();
  await page.mouse.down();
  await page.mouse.move(box.x, box.y);
  await until('the last seat is reached', async () =>
    (await last.getAttribute('aria-selected')) === 'true');
  await page.mouse.up();
  await page.getByText('2,000 seats picked in 40 rows.').waitFor();
  await first.scrollIntoViewIfNeeded();
  await first.click();
  await page.getByText('1 seat picked in 1 row.').waitFor();
  await closePage(page);
});

test('cost: in a hall of 2,000 seats a change touches only its rows', async () => {
  await keep('cost', largeHall('Cost'));
  const page = await openEditor(browser, cinema, 'edit/cost');
  const changes = (act) => page.evaluate(`(async () => {
    let count = 0;
    const observer = new MutationObserver((records) => {
      for (const { type, addedNodes } of records)
        count += type === 'childList' ? addedNodes.length : 1;
    });
    observer.observe(document.querySelector('.plan'),
      { subtree: true, childList: true, attributes: true });
    const press = (key, ctrlKey = false) => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
    (${act})(press);
    await new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later)));
    observer.disconnect();
    return count;
  })()`);
  await place(page, 'R2-3').click();
  const most = { // of nodes that are added and attributes that are set
    'a row is picked': [60, "(press) => { press('Home'); press(' '); }"],
    'a row is duplicated': [60, "(press) => press('d')"],
    'seats are blocked': [120, "(press) => press('b')"],
    'a change is taken back': [120, "(press) => press('z', true)"],
    'a row is moved': [10, "(press) => press('+')"],
  };
  for (const [what, [count, act]] of Object.entries(most)) {
    const made = await changes(act);
    assert.ok(made > 0 && made <= count, `${what}: ${made} changes`);
  }
  await closePage(page);
});

test('import: a plan replaces the rows, what is wrong is said at the field', async () => {
  const page = await openEditor(browser, cinema);
  await labelled(page, 'Name of the hall').fill('Read');
  const text = labelled(page, 'Plan or CSV');
  await text.fill('A: ##?');
  await button(page, 'Import').click();
  await page.getByText('Line 1: "?" is no place.').waitFor();
  assert.ok(await text.evaluate((field) => field === document.activeElement));
  await labelled(page, 'Or a file').setInputFiles({
    name: 'plan.csv', mimeType: 'text/csv',
    buffer: Buffer.from('row,seat,class,attributes\nA,1,Stalls,wheelchair\nA,,,\nA,2,Stalls,\n'),
  });
  await until('the file is read', async () => (await text.inputValue()).startsWith('row,'));
  await button(page, 'Import').click();
  await page.getByText('Read 2 seats in 1 row.').waitFor();
  await save(page);
  assert.deepEqual(await seatsOf('read'), [{ id: 'A1', attributes: ['wheelchair'] }, null, 'A2']);
  await closePage(page);
});

test('preview: the hall stands beside the plan as customers see it', async () => {
  await keep('seen');
  const page = await openEditor(browser, cinema, 'edit/seen');
  const preview = page.getByRole('region', { name: 'As customers see it' });
  await preview.scrollIntoViewIfNeeded();
  await preview.locator('[data-seat="A1"][data-state="blocked"]').waitFor();
  await place(page, 'C4').click();
  await button(page, 'Remove').click();
  await preview.locator('[data-seat="C4"]').waitFor({ state: 'detached' });
  assert.equal(await preview.locator('[data-seat]').count(), 11);
  await closePage(page);
});

test('errors: at the field, in the plan, and of the server', async () => {
  const page = await openEditor(browser, cinema);
  await button(page, 'Save hall').click();
  await page.getByText('Give the hall a name.').waitFor();
  await page.getByText('The hall has no seat yet: add rows.').waitFor();
  const name = labelled(page, 'Name of the hall');
  assert.ok(await name.evaluate((field) => field === document.activeElement));
  await checkSound(page, 'a hall that cannot be saved');
  await name.fill('Wrong');
  await labelled(page, 'Number of rows').fill('2');
  await button(page, 'Add rows').click();
  await rowName(page, 'B').click();
  await labelled(page, 'Row').fill('A');
  await labelled(page, 'Row').press('Tab');
  await button(page, 'Save hall').click();
  await page.getByText('Two rows are named A: rename one.').waitFor();
  await button(page, 'Undo').click();
  await labelled(page, 'Time zone').fill('nowhere');
  await button(page, 'Save hall').click();
  await until('the server refused it', async () =>
    (await labelled(page, 'Time zone').getAttribute('aria-invalid')) === 'true');
  await closePage(page);
});

test('conflict: another change is not overwritten unasked, and both can be kept', async () => {
  await keep('twice', smallHall('Twice'));
  const page = await openEditor(browser, cinema, 'edit/twice');
  const change = () => place(page, 'C4').click().then(() => button(page, 'Remove').click());
  const other = (rows) =>
    keep('twice', { ...smallHall('Twice'), rows: smallHall().rows.slice(0, rows) });
  await change();
  await other(2);
  await button(page, 'Save hall').click();
  await dialog(page).getByText('Somebody else has saved Twice').waitFor();
  await checkSound(page, 'a hall that was changed meanwhile');
  await agree(page, 'Load the other');
  await page.getByText('8 seats in 2 rows · saved').waitFor();
  await button(page, 'Undo').click();
  await page.getByText('11 seats in 3 rows · not saved').waitFor();
  await other(1);
  await button(page, 'Save hall').click();
  await agree(page, 'Overwrite it');
  await page.getByText('11 seats in 3 rows · saved').waitFor();
  assert.equal((await hallOf('twice')).rows.length, 3);
  await closePage(page);
});

test('conflict: a hall that was deleted meanwhile is made again by a second save', async () => {
  await keep('gone');
  const page = await openEditor(browser, cinema, 'edit/gone');
  await rowName(page, 'C').click();
  await button(page, 'Remove rows').click();
  await cinema.operate('DELETE', '/api/hall/gone');
  await button(page, 'Save hall').click();
  await page.getByText('somebody else has deleted this hall').waitFor();
  await save(page);
  assert.equal((await hallOf('gone')).rows.length, 2);
  await closePage(page);
});

test('draft: what is not saved is still there after another page', async () => {
  await keep('draft');
  const page = await openEditor(browser, cinema, 'edit/draft');
  await rowName(page, 'C').click();
  await button(page, 'Remove rows').click();
  await page.evaluate(() => { location.hash = '#/halls'; });
  await page.getByRole('heading', { name: 'Halls', exact: true }).waitFor();
  await page.goBack();
  await page.getByText('8 seats in 2 rows · not saved').waitFor();
  await button(page, 'Undo').click();
  await page.getByText('12 seats in 3 rows · saved').waitFor();
  await closePage(page);
});

test('a hall is made of the layout of a show, and the name of another hall is free', async () => {
  await keep('big-hall', smallHall('Big hall'));
  const show = await cinema.openShow(storyHall());
  await cinema.operate('POST', `/api/movieshow/${show}/block`, { seats: ['A1'] });
  const page = await openOperator(browser, cinema, `show/${show}`);
  await page.getByRole('link', { name: 'Save as hall' }).click();
  await page.getByText('60 seats in 6 rows · not saved').waitFor();
  await save(page);
  const { name, rows, blocked } = await hallOf('big-hall-2');
  assert.equal(name, 'Big hall');
  assert.deepEqual(rows.map((row) => row.row).join(''), 'ABCDEF');
  assert.deepEqual(blocked, ['A1']);
  assert.equal((await hallOf('big-hall')).rows.length, 3);
  await closePage(page);
});

for (const [name, options] of [['on a desktop', undefined], ['390 px', phone]])
  test(`axe-core finds nothing in the halls, ${name}`, async () => {
    await keep('sound', smallHall('Sound'));
    const page = await openEditor(browser, cinema, 'edit/sound', options);
    await checkSound(page, 'a hall');
    await rowName(page, 'B').click();
    await page.getByText('How to write a plan').click();
    await page.getByText('Keys in the plan').click();
    await checkSound(page, 'a row that is picked');
    await page.goto(`${cinema.url}/operator#/halls`);
    await page.getByRole('link', { name: 'Sound', exact: true }).waitFor();
    await checkSound(page, 'the halls');
    await button(page, 'Delete… Sound').click();
    await checkSound(page, 'the question before a hall is deleted');
    await agree(page, 'Delete the hall');
    await page.getByText('Sound is deleted.').waitFor();
    assert.equal((await cinema.call('GET', '/api/hall/sound', undefined,
      { Authorization: `Bearer ${cinema.token}` })).status, 404);
    await page.goto(`${cinema.url}/operator#/halls/edit/sound`);
    await page.getByRole('alert').waitFor();
    await checkSound(page, 'an unknown hall');
    await closePage(page);
  });
