// Reads QR codes in pictures, for browsers without BarcodeDetector. A file of its own, because the page
// of a gate loads it only then.
import { decodeQRBatch } from 'qr/decode.js';

// Dim light, a ticket at an angle: more attempts than a still picture needs, but not more than fit
// between two looks of a phone.
const options = { effort: 4, timeLimit: 60 };

/** The texts of the codes in an ImageData. */
export async function codesIn(image) {
  const { width, height } = image;
  const [results] = await decodeQRBatch([image], { ...options, maxSize: { width, height } });
  return results.filter((result) => typeof result === 'string');
}
