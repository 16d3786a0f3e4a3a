// The lot of a booking in a draw: SHA-256(seed ‖ number as 8 bytes, big-endian), spec section 4.
// crypto.subtle is available on https and localhost only, and anyone must be able to check a draw.

const words = (count) => new Uint32Array(count);

/** The first 32 bits of the fractional part of a root of a prime. */
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);

const primes = [];
for (let n = 2; primes.length < 64; ++n) if (primes.every((p) => n % p !== 0)) primes.push(n);
const start = Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const constants = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)));

const rotate = (word, by) => (word >>> by) | (word << (32 - by));

/** SHA-256 of less than 56 bytes, which fit into one block. */
function sha256(bytes) {
  const block = new DataView(new ArrayBuffer(64));
  bytes.forEach((byte, i) => block.setUint8(i, byte));
  block.setUint8(bytes.length, 0x80);
  block.setUint32(60, bytes.length * 8);

  const schedule = words(64);
  for (let i = 0; i < 16; ++i) schedule[i] = block.getUint32(4 * i);
  for (let i = 16; i < 64; ++i) {
    const [w15, w2] = [schedule[i - 15], schedule[i - 2]];
    schedule[i] = schedule[i - 16] + schedule[i - 7]
      + (rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3))
      + (rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10));
  }

  let [a, b, c, d, e, f, g, h] = start;
  for (let i = 0; i < 64; ++i) {
    const one = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
      + constants[i] + schedule[i];
    const two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  return start.map((word, i) => word + [a, b, c, d, e, f, g, h][i]);
}

/** The lot in hex, as the seed is. Lots compare as their texts do. */
export function lotOf(seed, number) {
  const bytes = new Uint8Array(24);
  for (let i = 0; i < 16; ++i) bytes[i] = parseInt(seed.slice(2 * i, 2 * i + 2), 16);
  new DataView(bytes.buffer).setBigUint64(16, BigInt(number));
  return Array.from(sha256(bytes), (word) => word.toString(16).padStart(8, '0')).join('');
}
