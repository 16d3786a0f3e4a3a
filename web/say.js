// Tells what came of something, for a while, in the page's status line.

const shownMs = 6000;
let timer;

export function say(text) {
  const place = document.querySelector('#said');
  clearTimeout(timer);
  place.textContent = text;
  timer = setTimeout(() => { place.textContent = ''; }, shownMs);
}
