// Shows the outcome of an action in the page's status line for a while.

const shownMs = 6000;
let timer;

export function say(text) {
  const place = document.querySelector('#said');
  clearTimeout(timer);
  place.textContent = text;
  timer = setTimeout(() => { place.textContent = ''; }, shownMs);
}
