// The shows that a new one is most likely like.

const pageSize = 100;

/** The list entries of up to 200 shows, the latest start first. */
export async function recentShows(session) {
  const coming = new URLSearchParams({
    order: 'start', from: new Date().toISOString(), limit: pageSize,
  });
  const pages = await Promise.all([`limit=${pageSize}`, coming].map((query) =>
    session.get(`/api/movieshow?${query}`)));
  const shows = new Map(pages.flatMap((page) => page.shows).map((show) => [show.id, show]));
  return [...shows.values()].sort((one, other) =>
    Date.parse(other.startsAt) - Date.parse(one.startsAt));
}
