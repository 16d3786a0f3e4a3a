// Shows the outcome of an action in the page's status line for a while. The line lies over the page:
// it takes no clicks, and goes to the lowest place where no control is behind it.

const shownMs = 6000;
const lookMs = 200; // The page may scroll or change meanwhile.
const margin = 16; // px between the line and the sides of the window
const step = 12; // px between the places and points that are looked at; controls are larger
const sides = ['auto', 'auto 0', '0 auto']; // margins: in the middle, at the right, at the left
const controls = 'a, button, input, select, textarea, summary, label, [data-seat], [tabindex="0"]';

let timer;
let looking;

const from = (low, high) =>
  [...Array(Math.ceil((high - low) / step)).keys()].map((at) => low + at * step).concat(high - 1);

/** At how many points of the box there is a control behind it; `most` is enough to know. */
function coveredBy(left, top, { width, height }, most = 1) {
  let count = 0;
  for (const y of from(top, top + height))
    for (const x of from(left, left + width))
      if (document.elementFromPoint(x, y)?.closest(controls) && ++count === most) return count;
  return count;
}

/** Where the line covers no control, or the least if there is no such place. */
function bestPlace(box) {
  const { clientWidth: width } = document.documentElement;
  const lefts = [(width - box.width) / 2, width - margin - box.width, margin];
  let best = { count: Infinity };
  for (let top = innerHeight - margin - box.height; top >= margin; top -= step)
    for (const [at, left] of lefts.entries()) {
      const count = coveredBy(left, top, box, best.count);
      if (count < best.count) best = { count, end: innerHeight - top - box.height, side: sides[at] };
      if (count === 0) return best;
    }
  return best;
}

function settle(line) {
  const box = line.getBoundingClientRect();
  if (coveredBy(box.left, box.top, box) === 0) return;
  const { end, side } = bestPlace(box);
  if (end === undefined) return; // It is higher than the window.
  line.style.insetBlockEnd = `${end}px`;
  line.style.marginInline = side;
}

export function say(text) {
  const line = document.querySelector('#said');
  clearTimeout(timer);
  clearInterval(looking);
  line.removeAttribute('style');
  line.textContent = text;
  settle(line);
  looking = setInterval(() => settle(line), lookMs);
  timer = setTimeout(() => {
    clearInterval(looking);
    line.textContent = '';
  }, shownMs);
}
