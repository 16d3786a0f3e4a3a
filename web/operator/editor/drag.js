// A drag over the places of a plan. At the edge of its window, and beyond it, the plan scrolls.

const edge = 36; // px from the side of the window, within which it scrolls
const most = 20; // px that it scrolls in a frame

/** How far to go in a frame if the pointer is at `at` between two sides. */
function speed(at, low, high) {
  const margin = Math.min(edge, (high - low) / 4);
  const beyond = Math.max(0, at - high + margin) - Math.max(0, low + margin - at);
  return Math.round(Math.max(-1, Math.min(1, beyond / edge)) * most);
}

const within = (at, low, high) => Math.max(low + 1, Math.min(high - 1, at));

/** The sides of what an element shows, without its scroll bars. */
function sidesOf(box) {
  const { left, top } = box.getBoundingClientRect();
  const [x, y] = [left + box.clientLeft, top + box.clientTop];
  return { left: x, right: x + box.clientWidth, top: y, bottom: y + box.clientHeight };
}

/**
 * Follows the pointer until its button is up, over `content` in the window `box`. `moved(x, y)`
 * gets each point of both that it comes to, or that comes to it; `ended()` is called at the end.
 */
export function followDrag(box, content, moved, ended) {
  const listeners = new AbortController();
  let point = null;
  let frame = 0;

  function reach() {
    const seen = sidesOf(box);
    const all = content.getBoundingClientRect();
    moved(
      within(point.x, Math.max(seen.left, all.left), Math.min(seen.right, all.right)),
      within(point.y, Math.max(seen.top, all.top), Math.min(seen.bottom, all.bottom)),
    );
  }

  function scroll() {
    frame = 0;
    const { left, right, top, bottom } = sidesOf(box);
    const before = [box.scrollLeft, box.scrollTop];
    box.scrollBy({
      left: speed(point.x, left, right), top: speed(point.y, top, bottom), behavior: 'instant',
    });
    if (before[0] === box.scrollLeft && before[1] === box.scrollTop) return;
    reach();
    frame = requestAnimationFrame(scroll);
  }

  function end() {
    listeners.abort();
    cancelAnimationFrame(frame);
    ended();
  }

  function follow(event) {
    if ((event.buttons & 1) === 0) return end(); // It was released where no event tells.
    point = { x: event.clientX, y: event.clientY };
    reach();
    frame ||= requestAnimationFrame(scroll);
    return undefined;
  }

  const { signal } = listeners;
  addEventListener('pointermove', follow, { signal });
  addEventListener('pointerup', end, { signal });
  addEventListener('pointercancel', end, { signal });
}
