// A hall that is larger than its window: enlarged and moved by finger, mouse and keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkAccessible, closePage, newPage, phone } from './chromium.mjs';
import { hallOf } from './cinema.mjs';
import { browser, cinema, openHall, seat, useCinema } from './customer.mjs';
import { until } from './until.mjs';

let show;

useCinema({}, async () => {
  show = await cinema.openShow(hallOf(20, 25));
});

const room = (page) => page.locator('.hall-window');
const widthOf = async (page, id = 'A13') => (await seat(page, id).boundingBox()).width;
const scrollOf = (page) => room(page).evaluate(({ scrollLeft, scrollTop }) =>
  [scrollLeft, scrollTop]);
const named = (page, name) => page.getByRole('button', { name, exact: true });

async function open(options = {}) {
  const page = await newPage(browser, options);
  await openHall(page, cinema, show);
  await page.locator('.hall-named').waitFor();
  return page;
}

/** Two fingers, `from` px apart and then `to`, around the middle of the hall's window. */
async function pinch(page, from, to) {
  const wire = await page.context().newCDPSession(page);
  const box = await room(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 150];
  const touch = (type, apart) => wire.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: apart === null ? []
      : [{ x: x - apart / 2, y, id: 1 }, { x: x + apart / 2, y, id: 2 }],
  });
  await touch('touchStart', from);
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', from + part * (to - from));
  await touch('touchEnd', null);
}

test('zoom: buttons enlarge the hall, and show the whole of it again', async () => {
  const page = await open();
  const before = await widthOf(page);
  await named(page, 'Enlarge the hall').click();
  await until('it is larger', async () => (await widthOf(page)) > 1.3 * before);
  await page.locator('.minimap').waitFor();
  await checkAccessible(page, 'an enlarged hall');
  await named(page, 'Whole hall').click();
  await until('it is as before', async () => Math.abs((await widthOf(page)) - before) < 0.5);
  await page.locator('.minimap').waitFor({ state: 'hidden' });
  await closePage(page);
});

test('zoom: Ctrl and the wheel enlarge it at the pointer; the wheel moves the page', async () => {
  const page = await open({ viewport: { width: 1280, height: 600 } });
  const before = await widthOf(page);
  await seat(page, 'C13').hover();
  await page.mouse.wheel(0, 200);
  await until('the page moved', () => page.evaluate(() => scrollY > 100));
  assert.deepEqual(await scrollOf(page), [0, 0]);
  await page.evaluate(() => scrollTo(0, 0));
  await seat(page, 'C13').hover();
  const at = await seat(page, 'C13').boundingBox();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await until('it is larger', async () => (await widthOf(page)) > 1.3 * before);
  const now = await seat(page, 'C13').boundingBox();
  assert.ok(now.x <= at.x + at.width / 2 && now.x + now.width >= at.x, 'C13 is under the pointer');
  await closePage(page);
});

test('zoom: a pressed mouse moves an enlarged hall and chooses nothing', async () => {
  const page = await open();
  await named(page, 'Enlarge the hall').click();
  await until('it can be moved', () => room(page).evaluate(
    (window) => window.scrollWidth > window.clientWidth + 50));
  const [before] = await scrollOf(page);
  const box = await seat(page, 'C13').boundingBox();
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x - 75, box.y + 5, { steps: 4 });
  await page.mouse.up();
  await until('it moved', async () => (await scrollOf(page))[0] > before + 40);
  assert.equal(await page.locator('[data-mark="chosen"][data-seat]').count(), 0);
  await seat(page, 'C13').click();
  assert.equal(await page.locator('[data-mark="chosen"][data-seat]').count(), 1);
  await closePage(page);
});

test('zoom: keys enlarge the hall, and a seat with the focus comes into view', async () => {
  const page = await open();
  const before = await widthOf(page);
  await seat(page, 'A1').focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await until('it is larger', async () => (await widthOf(page)) > 1.5 * before);
  await page.keyboard.press('Control+End');
  await until('the last seat is in view', async () => {
    const [box, within] = [await seat(page, 'T25').boundingBox(), await room(page).boundingBox()];
    return box.x + box.width <= within.x + within.width && box.y + box.height
      <= within.y + within.height + 1;
  });
  await page.keyboard.press('0');
  await until('it is as before', async () => Math.abs((await widthOf(page)) - before) < 0.5);
  await closePage(page);
});

test('zoom: two fingers enlarge the hall on a phone, not the page', async () => {
  const page = await open(phone);
  const before = await widthOf(page);
  await pinch(page, 80, 160);
  await until('it is larger', async () => (await widthOf(page)) > 1.5 * before);
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  await pinch(page, 160, 80);
  await until('it is smaller', async () => (await widthOf(page)) < 1.2 * before);
  await closePage(page);
});

test('zoom: a tap on the small map goes there', async () => {
  const page = await open(phone);
  await page.locator('.minimap').waitFor();
  const box = await page.locator('.minimap').boundingBox();
  await page.touchscreen.tap(box.x + box.width - 4, box.y + 8);
  await until('the right end is in view', () => room(page).evaluate((window) =>
    window.scrollLeft + window.clientWidth >= window.scrollWidth - 2));
  await page.touchscreen.tap(box.x + 4, box.y + 8);
  await until('the left end is in view', async () => (await scrollOf(page))[0] === 0);
  await closePage(page);
});

test('zoom: in the whole hall on a phone a tap goes nearer and chooses no seat', async () => {
  const page = await open(phone);
  const before = await widthOf(page);
  await named(page, 'Whole hall').tap();
  await until('it is whole', () => room(page).evaluate(
    (window) => window.scrollWidth <= window.clientWidth));
  await checkAccessible(page, 'a whole hall on a phone');
  const box = await room(page).boundingBox();
  await page.touchscreen.tap(box.x + box.width / 2, box.y + 100);
  await until('seats are large again', async () =>
    Math.abs((await widthOf(page)) - before) < 0.5);
  assert.equal(await page.locator('[data-mark="chosen"][data-seat]').count(), 0);
  await closePage(page);
});
