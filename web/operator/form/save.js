// Makes and changes shows: batches, what the server refused, and the seats that are not for sale.
import { listed } from '../../event_words.js';
import { problemWords } from '../problems.js';

const mostBytes = 600_000; // a batch; the server takes 1 MiB by default
const mostEntries = 200; // a batch; the server takes 1,000

const pathOf = (id) => `/api/movieshow/${encodeURIComponent(id)}`;

/** The bodies in batches that the server takes. */
export function batchesOf(bodies) {
  const batches = [];
  let bytes = Infinity;
  for (const body of bodies) {
    const size = JSON.stringify(body).length * 2; // Letters may take more than a byte.
    if (bytes + size > mostBytes || batches.at(-1).length === mostEntries) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1).push(body);
    bytes += size;
  }
  return batches;
}

/** Whether the show with that id is cancelled, so that another one may take its place. */
async function isCancelled(session, id) {
  return (await session.get(pathOf(id))).status === 'CANCELLED';
}

/**
 * Makes the shows, {id, …}; `progress(count)` is called as they are made. Resolves to {made: [id],
 * existing: [id]}; throws the problem of the first that the server refuses. What was made already
 * is made once if it is tried again.
 */
export async function makeShows(session, bodies, progress) {
  const made = [];
  const existing = [];
  for (const batch of batchesOf(bodies)) {
    const { results } = await session.post('/api/movieshow', batch);
    for (const [at, { id, status, code }] of results.entries()) {
      const body = batch[at];
      if (status < 300) made.push(id);
      else if (code === 'SHOW_EXISTS') await again(session, body, made, existing);
      else await put(session, body, made); // Its answer says what is wrong.
      progress(made.length);
    }
  }
  return { made, existing };
}

async function put(session, { id, ...body }, made) {
  await session.send('PUT', pathOf(id), body);
  made.push(id);
}

/** A cancelled show keeps its id: the new one gets a number behind it. */
async function again(session, body, made, existing) {
  let { id } = body;
  for (let number = 2; await isCancelled(session, id); ++number) {
    id = `${body.id}-${number}`;
    try {
      return await put(session, { ...body, id }, made);
    } catch (problem) {
      if (problem.code !== 'SHOW_EXISTS') throw problem;
    }
  }
  existing.push(id);
  return undefined;
}

/** Takes the seats out of sale in a show that exists; resolves to whether none is on sale. */
export async function blockSeats(session, id, seats) {
  if (seats.length === 0) return true;
  try {
    await session.post(`${pathOf(id)}/block`, { seats });
    return true;
  } catch (problem) {
    return problem.body?.seats?.every(({ reason }) => reason === 'BLOCKED') === true;
  }
}

/** The members of `next` that differ from the show as it is; null removes one. */
export function changesOf(show, next) {
  const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  return Object.fromEntries(Object.entries(next)
    .filter(([name, value]) => !same(show[name], value))
    .map(([name, value]) => [name, value ?? null]));
}

const reasons = { SOLD: 'sold', HELD: 'held', IN_REVIEW: 'in review', BLOCKED: 'blocked' };

/** What the server says, with the seats that a changed layout would lose. */
export function refusal(problem) {
  if (problem.code !== 'SEATS_IN_USE' || !problem.body?.seats) return problemWords(problem);
  const seats = problem.body.seats.map(({ seat, reason }) => `${seat} (${reasons[reason]})`);
  return `Nothing was changed. The other hall lacks seats that are in use: ${listed(seats, 20)}. `
    + 'Choose a hall that has them, or move their bookings or unblock them first.';
}
