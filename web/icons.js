// Small pictures for buttons, drawn on 24 by 24.
import { svg } from './dom.js';

const paths = {
  play: 'M7 4v16l13-8z',
  pause: 'M6 4h4v16H6zM14 4h4v16h-4z',
  back: 'M16 4v16L5 12z',
  on: 'M8 4v16l11-8z',
  firstward: 'M4 4h3v16H4zM20 4v16L9 12z',
  lastward: 'M17 4h3v16h-3zM4 4v16l11-8z',
};

export function icon(name) {
  return svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    svg('path', { d: paths[name] }));
}
