// Ticket codes, read and verified without the server: spec section 13.

const prefix = 'BX1.';
const idForm = /^[A-Za-z0-9_-]+$/;

function bytesOf(text) {
  if (!idForm.test(text)) throw new Error('no base64url');
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** The items of a CBOR array of texts and unsigned integers: all that a code has. */
function itemsOf(bytes) {
  let at = 0;
  const head = () => {
    const first = bytes[at++];
    let value = first & 31;
    if (value >= 24) {
      let left = 2 ** (value - 24);
      for (value = 0; left > 0; --left) value = value * 256 + bytes[at++];
    }
    return { major: first >> 5, value };
  };
  const item = () => {
    const { major, value } = head();
    if (major === 0) return value;
    if (major !== 3) throw new Error('another item');
    at += value;
    return new TextDecoder().decode(bytes.subarray(at - value, at));
  };
  const { major, value } = head();
  if (major !== 4) throw new Error('no array');
  const items = Array.from({ length: value }, item);
  if (at !== bytes.length) throw new Error('another end');
  return items;
}

/** {show, number, seat, startsAt, text, signature}, whoever signed it; null if it is no code. */
export function partsOf(code) {
  const end = code.lastIndexOf('.');
  if (!code.startsWith(prefix) || end < prefix.length) return null;
  try {
    const [show, number, seat, startsAt] = itemsOf(bytesOf(code.slice(prefix.length, end)));
    const signature = bytesOf(code.slice(end + 1));
    return { show, number, seat, startsAt, text: code.slice(0, end), signature };
  } catch {
    return null;
  }
}

/** What a genuine code says; null for any other. `keys` are those of GET /api/ticket-key. */
export async function ticketOf(code, keys) {
  const parts = partsOf(code);
  if (!parts) return null;
  const text = new TextEncoder().encode(parts.text);
  for (const { kty, crv, x } of keys) {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    if (await crypto.subtle.verify('Ed25519', key, parts.signature, text)) return parts;
  }
  return null;
}

/** Names a seat of a booking, however its code is spelled. */
export const seatKey = ({ show, number, seat }) => `${show} ${number} ${seat}`;
