// The names of the price types in a report: it has their ids only, and shows name them.
import { daysLater } from '../../zones.js';

const mostShows = 20; // that are read

/** A map of ids to names for the types of the rows; what is not found has no name. */
export async function typeNames(session, rows, { from }) {
  const wanted = new Set(rows.flatMap(({ types }) => types.map(({ type }) => type)));
  wanted.delete(undefined); // seats without a price type
  const names = new Map();
  if (wanted.size === 0) return names;
  try {
    // Seats are sold before the show, at times a year before.
    const query = new URLSearchParams({ by: 'show', from: daysLater(from, -1) });
    const sold = (await session.get(`/api/report/sales?${query}`)).rows.sort((one, other) =>
      Date.parse(other.startsAt) - Date.parse(one.startsAt));
    for (let read = 0; read < mostShows && wanted.size > 0; ++read) {
      const found = sold.find(({ types }) => types.some(({ type }) => wanted.has(type)));
      if (!found) break;
      const show = await session.get(`/api/movieshow/${encodeURIComponent(found.show)}`);
      for (const { id, name } of show.priceTypes ?? []) if (!names.has(id)) names.set(id, name);
      for (const { type } of found.types) wanted.delete(type); // The show may have it no more.
    }
  } catch (problem) {
    if (!problem.passing && problem.code !== 'INVALID_REQUEST') throw problem;
  }
  return names; // Of more shows than a report can have, and of a busy server, ids are shown.
}
