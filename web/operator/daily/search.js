// Finds bookings by whatever the operator typed.

const most = 50; // bookings in an answer
const pageSize = 1000;
const mostPages = 10; // of a show's bookings that are searched for a seat
const reference = /^(.+)-(\d+)-[0-9a-f]{20}$/;
const open = ['IN_REVIEW', 'CONFIRMED', 'PAID'];

/** The show of a reqId, `SHOW.SECRET`; undefined for another text. */
export function showOf(reqId) {
  const dot = reqId.lastIndexOf('.');
  return dot > 0 ? reqId.slice(0, dot) : undefined;
}

/**
 * {kind, show?, q}: a mail address is searched for in all shows, a reference or reqId in the show that
 * it names, anything else in `show`; without a show `kind` is `needs_show`.
 */
export function wantedBy(text, show) {
  const q = text.trim();
  if (q.includes('@')) return { kind: 'mail', q };
  const [, named, number] = reference.exec(q) ?? [];
  if (named) return { kind: 'reference', show: named, q: number, reference: q };
  if (/^[\w-]+\.[\w-]+$/.test(q)) return { kind: 'reqId', show: showOf(q), q };
  return show ? { kind: 'in_show', show, q } : { kind: 'needs_show', q };
}

async function holdersOf(session, show, seat) {
  const found = [];
  const wanted = seat.toLowerCase();
  let after = '';
  for (let page = 0; page < mostPages && after !== undefined; ++page) {
    const { bookings, next } = await session.get(
      `/api/movieshow/${encodeURIComponent(show)}/bookings?limit=${pageSize}${after}`);
    found.push(...bookings.filter(({ seats }) =>
      seats.some((each) => each.toLowerCase() === wanted)));
    after = next && `&after=${encodeURIComponent(next)}`;
  }
  return found;
}

/** Bookings that still have their seats come first, the latest of them first. */
function inOrder(bookings) {
  const ended = ({ status }) => !open.includes(status);
  return bookings.sort((one, other) => ended(one) - ended(other)
    || Date.parse(other.requestedAt) - Date.parse(one.requestedAt));
}

/** The bookings, at most 50; throws a Problem. */
export async function search(session, wanted) {
  const { kind, show, q } = wanted;
  const query = new URLSearchParams(kind === 'mail' ? { mail: q, limit: most } : { q, limit: most });
  if (kind === 'mail') return inOrder((await session.get(`/api/booking?${query}`)).bookings);
  const path = `/api/movieshow/${encodeURIComponent(show)}/bookings`;
  const { bookings } = await session.get(`${path}?${query}`);
  if (kind === 'reference') return bookings.filter((each) => each.reference === wanted.reference);
  if (kind === 'reqId') return bookings;
  const byId = new Map(bookings.map((each) => [each.reqId, each]));
  for (const each of await holdersOf(session, show, q)) byId.set(each.reqId, each);
  return inOrder([...byId.values()]).slice(0, most);
}
