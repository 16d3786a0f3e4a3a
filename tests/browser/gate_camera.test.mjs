// The camera of a gate: codes that the server drew before a camera that plays a file, and codes that a
// browser with a BarcodeDetector reads.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Sightings } from '../../web/gate/sightings.js';
import { checkAccessible, checkFits, closePage, launch, newPage, phone } from './chromium.mjs';
import {
  countLooks, detectShownCodes, launchWithCamera, launchWithPicture, looks, showCodes,
} from './fake_camera.mjs';
import { browser, cinema, useCinema } from './fixture.mjs';
import { admissions, openGate, says, scan, sold } from './gate.mjs';
import { until } from './until.mjs';

useCinema({ 'review.contention_window': '200ms' });

let videos; // the folder
let filming; // a browser with a camera
let written = 0;

before(async () => {
  videos = await mkdtemp(join(tmpdir(), 'boxoffice-videos-'));
  filming = await launchWithCamera();
});
after(async () => {
  await filming?.close();
  await rm(videos, { recursive: true });
});

/** A browser with the codes of these seats, as the server draws them, before its camera. */
async function launchBefore(reqId, seats) {
  const images = [];
  for (const seat of seats) {
    const response = await fetch(`${cinema.url}/api/ticket/${reqId}/codes/${seat}.svg`);
    assert.equal(response.status, 200);
    images.push(await response.text());
  }
  return launchWithPicture(join(videos, `${++written}.y4m`), images);
}

/** A page of `filming` with a BarcodeDetector. */
async function newDetectingPage(options) {
  const page = await newPage(filming, options);
  await detectShownCodes(page);
  return page;
}

async function lookAgain(page, times) {
  const done = await looks(page);
  await until(`the camera is read ${times} times`, async () => (await looks(page)) >= done + times);
}

/** The codes that the page sends, in their order. */
function sentBy(page) {
  const codes = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/admission')) codes.push(request.postDataJSON().code);
  });
  return codes;
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const start = (page) => button(page, 'Start camera').click();
const stop = (page) => button(page, 'Stop camera').click();

async function decodersLoaded(page) {
  const files = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name));
  return files.filter((name) => name.includes('qr_decoder')).length;
}

/** Remembers the track of the camera, for trackState(). */
const keepTrack = (page) => page.evaluate(() => {
  [globalThis.track] = document.querySelector('video').srcObject.getTracks();
});
const trackState = (page) => page.evaluate(() => globalThis.track.readyState);

async function setVisibility(page, visibility) {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}

test('sightings: a code in view is one scan, until it was away for 2 s', () => {
  const sightings = new Sightings();
  assert.deepEqual(sightings.look(['a'], 0), ['a']);
  assert.deepEqual(sightings.look(['a'], 60_000), []);
  assert.deepEqual(sightings.look([], 60_100), []);
  assert.deepEqual(sightings.look(['a'], 62_000), [], 'a hand shook');
  assert.deepEqual(sightings.look(['b'], 62_100), ['b'], 'the next ticket, at once');
  assert.deepEqual(sightings.look(['a'], 62_200), []);
  assert.deepEqual(sightings.look([], 62_300), []);
  assert.equal(sightings.none, false);
  assert.deepEqual(sightings.look([], 64_300), []);
  assert.equal(sightings.none, true);
  assert.deepEqual(sightings.look(['a'], 64_400), ['a']);
  assert.deepEqual(sightings.look(['a'], 99_000), [], 'nobody looked meanwhile');
});

test('camera: yes once while a ticket is held to it, no when it is shown again', async () => {
  const show = await cinema.openShow();
  const { reqId, codes: [code] } = await sold(show, ['A1']);
  const before = await launchBefore(reqId, ['A1']);
  const page = await newPage(before, phone);
  await countLooks(page);
  const sent = sentBy(page);
  await openGate(page, { show });
  await start(page);
  await says(page, 'Yes', 'Seat A1');
  await lookAgain(page, 10);
  await says(page, 'Yes', 'Seat A1');
  assert.deepEqual(sent, [code]);
  await checkAccessible(page, 'a gate with its camera');
  await checkFits(page, 'a gate with its camera');
  await stop(page);
  await start(page);
  await says(page, 'No', 'Already admitted', /^Gate North, /);
  await lookAgain(page, 10);
  assert.deepEqual(sent, [code, code]);
  assert.deepEqual((await admissions(show)).map(({ seat, gate }) => [seat, gate]), [['A1', 'North']]);
  await closePage(page);
  await before.close();
});

test('camera: two codes that are shown together are not judged', async () => {
  const show = await cinema.openShow();
  const { reqId } = await sold(show, ['A1', 'A2']);
  const before = await launchBefore(reqId, ['A1', 'A2']);
  const page = await newPage(before);
  await countLooks(page);
  const sent = sentBy(page);
  await openGate(page, { show });
  await start(page);
  await page.getByText('Show one code at a time').waitFor();
  await lookAgain(page, 5);
  await says(page, 'Ready');
  assert.deepEqual(sent, []);
  await closePage(page);
  await before.close();
});

test('camera: works offline, though its decoder was not loaded before', async () => {
  const show = await cinema.openShow();
  const { reqId } = await sold(show, ['A1']);
  const before = await launchBefore(reqId, ['A1']);
  const page = await newPage(before);
  await openGate(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  assert.equal(await decodersLoaded(page), 0);
  await cinema.stop();
  await page.reload();
  await page.getByText('No connection').waitFor();
  await start(page);
  await says(page, 'Yes', 'Seat A1', /without a connection/);
  await page.getByText('1 scan to send').waitFor();
  assert.equal(await decodersLoaded(page), 1);
  await stop(page);
  await cinema.start();
  await page.getByText('Connected', { exact: true }).waitFor();
  assert.deepEqual((await admissions(show)).map(({ seat }) => seat), ['A1']);
  await closePage(page);
  await before.close();
});

test('detector: the next ticket is judged at once, and a yes ends with its ticket', async () => {
  const show = await cinema.openShow();
  const { codes: [first, second] } = await sold(show, ['A1', 'A2']);
  const page = await newDetectingPage();
  const sent = sentBy(page);
  await openGate(page, { show });
  await start(page);
  await showCodes(page, first);
  await says(page, 'Yes', 'Seat A1');
  await showCodes(page, second);
  await says(page, 'Yes', 'Seat A2');
  await showCodes(page, second, first);
  await page.getByText('Show one code at a time').waitFor();
  await showCodes(page);
  await says(page, 'Ready', 'Last: yes, Seat A2');
  await showCodes(page, first);
  await says(page, 'No', 'Already admitted');
  await showCodes(page, 'https://example.org/');
  await says(page, 'No', 'No ticket');
  assert.deepEqual(sent, [first, second, first, 'https://example.org/']);
  assert.equal(await decodersLoaded(page), 0);
  await closePage(page);
});

test('detector: a hand scanner works beside it', async () => {
  const show = await cinema.openShow();
  const { codes: [first, second] } = await sold(show, ['A1', 'A2']);
  const page = await newDetectingPage();
  await openGate(page, { show });
  await start(page);
  await showCodes(page, first);
  await says(page, 'Yes', 'Seat A1');
  await scan(page, second);
  await says(page, 'Yes', 'Seat A2');
  await lookAgain(page, 5);
  await says(page, 'Yes', 'Seat A2');
  await closePage(page);
});

test('camera: off while the page is hidden, released on stop and on set up', async () => {
  const page = await newDetectingPage();
  await openGate(page);
  await start(page);
  await lookAgain(page, 1);
  await keepTrack(page);
  assert.equal(await trackState(page), 'live');
  await setVisibility(page, 'hidden');
  assert.equal(await trackState(page), 'ended');
  await setVisibility(page, 'visible');
  await lookAgain(page, 1);
  await keepTrack(page);
  assert.equal(await trackState(page), 'live');
  await stop(page);
  assert.equal(await trackState(page), 'ended');
  await setVisibility(page, 'hidden');
  await setVisibility(page, 'visible');
  await button(page, 'Start camera').waitFor();
  await start(page);
  await lookAgain(page, 1);
  await keepTrack(page);
  await button(page, 'Set up').click();
  assert.equal(await trackState(page), 'ended');
  await closePage(page);
});

test('camera: no camera, no permission and no secure connection are named', async () => {
  const without = await newPage(browser, phone);
  await openGate(without);
  await start(without);
  await without.getByRole('alert').getByText('This device has no camera.').waitFor();
  await checkAccessible(without, 'a gate without a camera');
  await closePage(without);

  const asking = await launch(['--use-fake-device-for-media-stream']); // And nobody answers.
  const refused = await newPage(asking);
  await openGate(refused);
  await start(refused);
  await refused.getByRole('alert').getByText(/^The camera is not allowed\./).waitFor();
  await button(refused, 'Start camera').waitFor();
  await closePage(refused);
  await asking.close();

  const elsewhere = await launch(['--host-resolver-rules=MAP gate.example 127.0.0.1']);
  const insecure = await newPage(elsewhere);
  await openGate(insecure, { url: cinema.url.replace('127.0.0.1', 'gate.example') });
  await start(insecure);
  await insecure.getByRole('alert').getByText(/Open this page by https\.$/).waitFor();
  // Chromium reports one header that such an address may not have.
  insecure.errors = insecure.errors.filter((text) => !text.startsWith('The Cross-Origin-Opener-Policy'));
  await closePage(insecure);
  await elsewhere.close();
});
