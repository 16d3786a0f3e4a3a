// main.mjs RUNS [BOXOFFICE]: see bench/pages.sh.
import { launch } from '../../tests/browser/chromium.mjs';
import { Cinema, hallOf } from '../../tests/browser/cinema.mjs';
import { measure, measureLarge, median } from './measure.mjs';
import { serveStaticPage } from './static_page.mjs';

const [rows, seats] = [20, 25];
const mostLarge = 5; // runs of the large hall
const [runs, other] = [Number(process.argv[2]), process.argv[3]];

async function served(name, program) {
  const cinema = await Cinema.open({}, program);
  const show = await cinema.openShow(hallOf(rows, seats));
  // An older build has no document of a show.
  const place = (await fetch(`${cinema.url}/show/${show}`)).ok ? 'show' : '#/show';
  return {
    name,
    url: `${cinema.url}/${place}/${show}`,
    large: `${cinema.url}/${place}/${await cinema.openShow(hallOf(100, 100))}`,
    change: (action, ids) =>
      cinema.operate('POST', `/api/movieshow/${show}/${action}`, { seats: ids }),
  };
}

function report(sides) {
  const figures = sides.map(({ name, found }) => ({
    name,
    ...Object.fromEntries(['drawn', 'work', 'redraw'].map((what) =>
      [what, median(found.map((each) => each[what]))])),
  }));
  const [baseline] = figures;
  const cell = (text) => text.padStart(20);
  console.log(`medians of ${runs} runs in turns, ms, and times the baseline`);
  const heads = ['drawn after', 'main thread CPU', 'redraw of 100'];
  console.log(''.padEnd(12) + heads.map(cell).join(''));
  for (const each of figures)
    console.log(each.name.padEnd(12) + ['drawn', 'work', 'redraw'].map((what) =>
      cell(`${each[what].toFixed(1)} (${(each[what] / baseline[what]).toFixed(2)})`)).join(''));
}

function reportLarge(sides) {
  console.log('a hall of 10,000 seats: ms until drawn, frames/s while it is moved');
  for (const { name, foundLarge } of sides.filter(({ large }) => large)) {
    const [drawn, pan] = ['drawn', 'pan'].map((what) =>
      median(foundLarge.map((each) => each[what])));
    console.log(`${name.padEnd(12)}${drawn.toFixed(0).padStart(20)}${pan.toFixed(1).padStart(20)}`);
  }
}

const browser = await launch();
const baseline = await serveStaticPage(rows, seats);
try {
  const sides = [{ name: 'baseline', url: baseline.url }];
  sides.push(await served('boxoffice', process.env.TESTED_PROGRAM));
  if (other) sides.push(await served('other', other));
  for (const side of sides) {
    await measure(browser, side.url, side.change); // The first view of a server fills its caches.
    side.found = [];
  }
  for (let run = 0; run < runs; ++run)
    for (const side of sides) side.found.push(await measure(browser, side.url, side.change));
  report(sides);
  for (const side of sides.filter(({ large }) => large)) {
    side.foundLarge = [];
    for (let run = 0; run < Math.min(runs, mostLarge); ++run)
      side.foundLarge.push(await measureLarge(browser, side.large, 10_000));
  }
  reportLarge(sides);
} finally {
  baseline.close();
  await browser.close();
  await Cinema.closeAll();
}
