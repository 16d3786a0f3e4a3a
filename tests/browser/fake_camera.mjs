// Chromium with a camera that plays a file, or that shows what a test says.
import { writeFile } from 'node:fs/promises';

import { launch } from './chromium.mjs';

const width = 480;
const height = 360;
const grey = 136;

/** The modules of a QR code that the server drew: {side, isDark(x, y)}; the quiet zone is part of them. */
function modulesOf(svg) {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]);
  const dark = new Set();
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let at = 0; at < Number(length); ++at) dark.add(Number(y) * side + Number(x) + at);
  return { side, isDark: (x, y) => dark.has(y * side + x) };
}

/** The luma of a frame that shows these SVG images side by side on grey. */
function frameOf(images) {
  const luma = Buffer.alloc(width * height, grey);
  const share = Math.floor(width / images.length);
  for (const [at, svg] of images.entries()) {
    const { side, isDark } = modulesOf(svg);
    const scale = Math.floor(Math.min(share, height) / side); // px of a module
    const left = at * share + Math.floor((share - side * scale) / 2);
    const top = Math.floor((height - side * scale) / 2);
    for (let y = 0; y < side * scale; ++y)
      for (let x = 0; x < side * scale; ++x)
        luma[(top + y) * width + left + x] =
          isDark(Math.floor(x / scale), Math.floor(y / scale)) ? 16 : 235;
  }
  return luma;
}

/**
 * A browser the camera of which shows these SVG images side by side. Its pages may use it without a
 * question. `file` is written: two frames of YUV4MPEG2, which the camera repeats.
 */
export async function launchWithPicture(file, images) {
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`);
  const noColour = Buffer.alloc((width * height) / 2, 128);
  const frame = [Buffer.from('FRAME\n'), frameOf(images), noColour];
  await writeFile(file, Buffer.concat([head, ...frame, ...frame]));
  return launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]);
}

/** A browser with a camera, for pages that get codes by showCodes(). */
export function launchWithCamera() {
  return launch(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=5']);
}

/** Counts in `looks` how often the page has read its camera with the decoder. */
export function countLooks(page) {
  return page.addInitScript(() => {
    globalThis.looks = 0;
    const read = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...area) {
      ++globalThis.looks;
      return read.apply(this, area);
    };
  });
}

/** Gives the page a BarcodeDetector that finds what showCodes() says, and counts in `looks`. */
export function detectShownCodes(page) {
  return page.addInitScript(() => {
    globalThis.looks = 0;
    globalThis.shown = [];
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code'];
      detect = async () => {
        ++globalThis.looks;
        return globalThis.shown.map((rawValue) => ({ rawValue }));
      };
    };
  });
}

export function showCodes(page, ...codes) {
  return page.evaluate((shown) => { globalThis.shown = shown; }, codes);
}

export const looks = (page) => page.evaluate(() => globalThis.looks);
