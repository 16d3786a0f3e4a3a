// Measures one view of a page with 500 seats: the time until it is drawn, and the time to redraw
// 100 seats; of a hall of 10,000 seats the time until it is drawn, and the frames while it moves.
import { closePage, newPage } from '../../tests/browser/chromium.mjs';
import { settled } from './settled.mjs';

const seats = 500;
const changed = 100;

/** In the page: writes when its seats are drawn to the console, which costs the page least. */
function tellWhenDrawn(wanted) {
  const look = () => {
    if (document.querySelectorAll('[data-seat]').length < wanted)
      return requestAnimationFrame(look);
    // The frame with the seats is drawn before the next frame begins.
    return requestAnimationFrame((now) => {
      const { responseEnd } = performance.getEntriesByType('navigation')[0];
      console.log(`drawn ${now - responseEnd}`);
    });
  };
  requestAnimationFrame(look);
}

/** In the page: ms from a message of the server until styles and layout follow from it. */
function timeMessages() {
  globalThis.redraws = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      // The first listener and, once the page has its own, the last.
      let began = 0;
      this.addEventListener('message', () => {
        began = performance.now();
      });
      this.addEventListener('open', () =>
        this.addEventListener('message', (event) => {
          document.querySelector('.hall').getBoundingClientRect();
          const count = Object.keys(JSON.parse(event.data).changed ?? {}).length;
          globalThis.redraws.push({ count, ms: performance.now() - began });
        }),
      );
    }
  };
}

/** In the baseline: the same change made directly. */
function changeSeats(count) {
  const began = performance.now();
  for (const seat of [...document.querySelectorAll('[data-seat]')].slice(0, count)) {
    seat.dataset.state = seat.dataset.state === 'blocked' ? 'available' : 'blocked';
    seat.setAttribute('aria-label', `${seat.dataset.seat}, ${seat.dataset.state}`);
  }
  document.querySelector('.hall').getBoundingClientRect();
  return performance.now() - began;
}

/** The message of tellWhenDrawn(). */
function drawnIn(page) {
  return page.waitForEvent('console', (message) => message.text().startsWith('drawn '));
}

/** CPU time of the page's main thread up to now, ms. */
async function workOf(wire) {
  const { metrics } = await wire.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

/**
 * {drawn, work, redraw} in ms: from the document's arrival until the seats are drawn; CPU time of
 * the page's main thread for that; and from news of 100 seats until they are laid out, a median.
 * `change(ids)` makes the server send such news; without it the page is changed directly.
 */
export async function measure(browser, url, change = null) {
  const page = await newPage(browser);
  const wire = await page.context().newCDPSession(page);
  await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(tellWhenDrawn, seats);
  await page.addInitScript(timeMessages);
  await settled();
  const drawnMessage = drawnIn(page);
  await page.goto(url, { waitUntil: 'commit' });
  const drawn = Number((await drawnMessage).text().split(' ')[1]);
  const work = await workOf(wire);
  const redraws = [];
  for (let turn = 0; turn < 4; ++turn)
    redraws.push(
      change ? await redraw(page, change, turn) : await page.evaluate(changeSeats, changed),
    );
  await closePage(page);
  return { drawn, work, redraw: median(redraws) };
}

async function redraw(page, change, turn) {
  const ids = await page.evaluate(
    (count) => [...document.querySelectorAll('[data-seat]')].slice(0, count)
      .map((seat) => seat.dataset.seat),
    changed,
  );
  await change(turn % 2 === 0 ? 'block' : 'unblock', ids);
  await page.waitForFunction(
    ([count, wanted]) => globalThis.redraws.filter((each) => each.count === count).length > wanted,
    [changed, turn],
  );
  return page.evaluate(
    (count) => globalThis.redraws.findLast((each) => each.count === count).ms,
    changed,
  );
}

/** In the page: moves the hall a step each frame; resolves to the frames a second. */
function moveHall(frames) {
  // Older pages scroll the hall itself.
  const hall = document.querySelector('.hall-window') ?? document.querySelector('.hall');
  return new Promise((done) => {
    let [count, began] = [0, 0];
    const next = (now) => {
      began ||= now;
      if (count === frames) return done((1000 * frames) / (now - began));
      count += 1;
      hall.scrollLeft += 20;
      hall.scrollTop += 12;
      return requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** {drawn, pan} of a hall of that many seats: ms until it is drawn, frames a second when moved. */
export async function measureLarge(browser, url, count) {
  const page = await newPage(browser);
  await page.addInitScript(tellWhenDrawn, count);
  await settled();
  const drawnMessage = drawnIn(page);
  await page.goto(url, { waitUntil: 'commit' });
  const drawn = Number((await drawnMessage).text().split(' ')[1]);
  await page.locator('.choice').waitFor();
  const pan = await page.evaluate(moveHall, 90);
  await closePage(page);
  return { drawn, pan };
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
