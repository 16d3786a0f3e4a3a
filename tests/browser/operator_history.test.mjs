// The history of a show on the operator's page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { closePage } from './chromium.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { button, openShow, seatsShown, slider, slideTo } from './operator.mjs';
import {
  confirmed, contest, eventsOf, storyHall, storySettings, tellStory,
} from './operator_story.mjs';
import { until } from './until.mjs';

const run = promisify(execFile);
let story; // a show to which all has happened

useCinema(storySettings, async () => {
  story = await tellStory(cinema);
});

async function replayed(show, seq) {
  const { stdout } = await run(process.env.TESTED_PROGRAM, ['replay',
    '--data-dir', cinema.dataDirectory, '--show', show, '--seq', String(seq), '--json']);
  return JSON.parse(stdout).seats;
}

const seatsAt = async (show, seq) =>
  (await cinema.operate('GET', `/api/movieshow/${show}/seats?seq=${seq}`)).seats;

/** The seats after each event, by the slider; then after each but the last, by steps backwards. */
function walk(page, last) {
  return page.evaluate((count) => {
    const slider = document.querySelector('input[type=range]');
    const back = document.querySelector('[aria-label="Previous event"]');
    const seats = () => Object.fromEntries([...document.querySelectorAll('.map [data-seat]')]
      .map(({ dataset }) => [dataset.seat, dataset.state]));
    const forwards = [];
    const backwards = [];
    for (let seq = 1; seq <= count; ++seq) {
      slider.value = seq;
      slider.dispatchEvent(new Event('input'));
      forwards.push(seats());
    }
    while (backwards.length < count - 1) {
      back.click();
      backwards.push(seats());
    }
    return { forwards, backwards: backwards.reverse() };
  }, last);
}

test('slider: at every event it shows the seats of `boxoffice replay --seq`', async () => {
  const page = await openShow(browser, cinema, story);
  const events = await eventsOf(cinema, story);
  const { forwards, backwards } = await walk(page, events.length);
  const check = async ({ seq, type }) => {
    assert.deepEqual(forwards[seq - 1], await replayed(story, seq), `replay of ${seq}, ${type}`);
    assert.deepEqual(forwards[seq - 1], await seatsAt(story, seq), `the server at ${seq}, ${type}`);
  };
  while (events.length !== 0) await Promise.all(events.splice(0, 4).map(check));
  assert.deepEqual(backwards, forwards.slice(0, -1));
  await closePage(page);
});

test('slider: it plays to the end, where the page is live', async () => {
  const page = await openShow(browser, cinema, story);
  await slideTo(page, 1);
  assert.equal(await button(page, 'Live').getAttribute('aria-pressed'), 'false');
  await page.getByLabel('Speed').selectOption('100 events/s');
  await button(page, 'Play').click();
  await page.locator('.live[aria-pressed=true]').waitFor();
  await button(page, 'Play').waitFor();
  assert.deepEqual(await seatsShown(page), await cinema.seats(story));
  await closePage(page);
});

test('list: it marks the event at the slider and goes to the one that is chosen', async () => {
  const page = await openShow(browser, cinema, story);
  const selected = page.locator('[role=option][aria-selected=true]');
  await slideTo(page, 2);
  assert.match(await selected.innerText(), /Blocked F1, F2, F9, F10/);
  await page.getByRole('option', { name: /Booking 3 asks for/ }).click();
  assert.equal(await slider(page).inputValue(), '3');
  await page.getByRole('listbox').press('End');
  const last = Number(await slider(page).getAttribute('max'));
  assert.equal(await slider(page).inputValue(), String(last));
  await page.getByRole('listbox').press('ArrowUp');
  assert.equal(await slider(page).inputValue(), String(last - 1));
  assert.match(await selected.innerText(), new RegExp(`^${last - 1}`));
  await closePage(page);
});

const explanations = {
  most_seats: /Won more seats than/,
  won_draw: /Won a lower lot than/,
  fewer_seats: /Lost B3 to more seats of/,
  lost_draw: /Lost A2 to the lower lot of/,
};

test('round: contenders, winners and rules, and the draw recomputed', async () => {
  const show = await cinema.openShow(storyHall());
  const wishes = [['A1', 'A2'], ['A2', 'A3'], ['B1', 'B2', 'B3'], ['B3']];
  const decided = await contest(cinema, show, wishes);
  const { round, seed } = decided[0].explanation;
  const page = await openShow(browser, cinema, show);
  await slideTo(page, 1);
  await button(page, 'Next contest').click();
  await page.getByText('the same order and the same winners').waitFor();
  for (const { number, explanation } of decided) {
    const row = page.getByRole('row', { name: `Booking ${number}:` });
    assert.match((await row.innerText()).replace(/\s+/g, ' '), explanations[explanation.rule]);
  }
  await page.getByText(seed).first().waitFor();
  await button(page, 'Just before').click();
  assert.ok(Object.values(await seatsShown(page)).includes('in_review'));
  await page.getByLabel('Review round', { exact: true }).fill(String(round));
  await page.keyboard.press('Enter');
  assert.ok(!Object.values(await seatsShown(page)).includes('in_review'));
  await closePage(page);
});

test('live: the page follows what others do; in the past it stays', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  await confirmed(cinema, show, ['C1']);
  await until('the seat is held', async () => (await seatsShown(page)).C1 === 'held');
  await slideTo(page, 1);
  await confirmed(cinema, show, ['C2']);
  await page.locator('.soft', { hasText: 'event 1 of 5' }).waitFor();
  assert.equal((await seatsShown(page)).C1, 'available');
  await button(page, 'Live').click();
  assert.deepEqual(await seatsShown(page), await cinema.seats(show));
  await closePage(page);
});

test('live: a server that was away is found again', async () => {
  const show = await cinema.openShow(storyHall());
  const page = await openShow(browser, cinema, show);
  await cinema.stop();
  await page.getByText('connection lost').waitFor();
  await cinema.start();
  await confirmed(cinema, show, ['C1']);
  await until('the seat is held', async () => (await seatsShown(page)).C1 === 'held');
  await page.getByText('connection lost').waitFor({ state: 'hidden' });
  await closePage(page);
});
