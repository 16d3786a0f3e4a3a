// Zooms a hall by pinch, Ctrl and wheel, and keys, and moves it by a mouse that is pressed. Fingers
// and the plain wheel move it by scrolling, which goes on with the page at the hall's edges.

const slack = 4; // px that a pressed mouse may move and still click
const wheelStep = 0.0015;
const settleMs = 150;

/** {x, y} in the element, px. */
function placeIn(target, { clientX, clientY }) {
  const { left, top } = target.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

function pinchOf(target, [one, other]) {
  return {
    ...placeIn(target, {
      clientX: (one.clientX + other.clientX) / 2,
      clientY: (one.clientY + other.clientY) / 2,
    }),
    apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
  };
}

export class HallGestures {
  #target;
  #on;
  #pinch = null; // {x, y, apart, scale} of the last step
  #drag = null; // {x, y, left, top, moved}
  #settle = 0; // timer

  /**
   * on: scale(), isFar(), zoomed(scale, at, to, done), entered(at) for a tap into a hall that is
   * far, pressed(key) returns whether the key meant something, moved().
   */
  constructor(target, on) {
    this.#target = target;
    this.#on = on;
    const listen = (name, listener, options) => target.addEventListener(name, listener, options);
    listen('wheel', (event) => this.#wheel(event), { passive: false });
    listen('touchstart', (event) => this.#touched(event), { passive: true });
    listen('touchmove', (event) => this.#pinched(event), { passive: false });
    for (const name of ['touchend', 'touchcancel']) listen(name, () => this.#lifted());
    listen('pointerdown', (event) => this.#pressed(event));
    listen('click', (event) => this.#clicked(event), { capture: true });
    listen('keydown', (event) => this.#key(event));
  }

  #wheel(event) {
    if (!event.ctrlKey) return this.#on.moved();
    event.preventDefault();
    const at = placeIn(this.#target, event);
    const scale = this.#on.scale() * Math.exp(-event.deltaY * wheelStep);
    this.#on.zoomed(scale, at, at, false);
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#on.zoomed(this.#on.scale(), at, at, true), settleMs);
  }

  #touched({ touches }) {
    this.#on.moved();
    this.#pinch = touches.length === 2
      ? { ...pinchOf(this.#target, touches), scale: this.#on.scale() } : null;
  }

  #pinched(event) {
    if (!this.#pinch || event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();
    const now = pinchOf(this.#target, event.touches);
    const scale = this.#pinch.scale * (now.apart / this.#pinch.apart);
    this.#on.zoomed(scale, this.#pinch, now, false);
    this.#pinch = { ...now, scale };
  }

  #lifted() {
    if (!this.#pinch) return;
    this.#on.zoomed(this.#on.scale(), this.#pinch, this.#pinch, true);
    this.#pinch = null;
  }

  #pressed(event) {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    const { scrollLeft: left, scrollTop: top } = this.#target;
    this.#drag = { x: event.clientX, y: event.clientY, left, top, moved: false };
    const move = (at) => this.#dragged(at);
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      this.#target.classList.remove('hall-dragged');
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  #dragged({ clientX, clientY }) {
    const [x, y] = [this.#drag.x - clientX, this.#drag.y - clientY];
    if (Math.hypot(x, y) > slack) this.#drag.moved = true;
    if (!this.#drag.moved) return;
    this.#on.moved();
    this.#target.classList.add('hall-dragged');
    this.#target.scrollLeft = this.#drag.left + x;
    this.#target.scrollTop = this.#drag.top + y;
  }

  /** A drag chooses no seat, and neither does a tap on one that is too small to be meant. */
  #clicked(event) {
    const dragged = this.#drag?.moved && event.detail !== 0
      && (this.#target.scrollLeft !== this.#drag.left || this.#target.scrollTop !== this.#drag.top);
    this.#drag = null;
    if (dragged) event.stopPropagation();
    else if (this.#on.isFar()) this.#on.entered(placeIn(this.#target, event));
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#on.pressed(event.key)) event.preventDefault();
  }
}
