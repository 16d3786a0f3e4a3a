// The rows of the sales report (spec section 8), as the page shows them.
const methodNames = { ONLINE: 'Online', CASH: 'Cash', CARD: 'Card', COMPLIMENTARY: 'Complimentary' };

/** What a report can be about: its words, the name of a row, and the report that the server makes. */
export const subjects = {
  day: { words: 'Day', by: 'day', selects: 'events' },
  movie: { words: 'Film', by: 'movie', selects: 'shows' },
  hall: { words: 'Hall', by: 'hall', selects: 'shows' },
  show: { words: 'Show', by: 'show', selects: 'shows' },
  type: { words: 'Price type', by: 'day', selects: 'events' },
  method: { words: 'Method', by: 'method', selects: 'events' },
};

export const selectionWords = {
  events: 'What happened on these days, whenever the show is.',
  shows: 'The shows that start on these days, with all that was sold for them whenever it was.',
};

/** The path of the report; `to` is its last day. */
export function reportPath(subject, from, to) {
  const day = new Date(`${to}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  const query = new URLSearchParams({
    by: subjects[subject].by, from, to: day.toISOString().slice(0, 10),
  });
  return `/api/report/sales?${query}`;
}

export const methodName = (method) => methodNames[method] ?? method;

/** Adds up what each row has of each type or method: [{name, currency, seats, revenue}]. */
function addedUp(rows, list, nameOf) {
  const sums = new Map();
  for (const row of rows)
    for (const part of row[list]) {
      const name = nameOf(part);
      const known = sums.get(`${name} ${row.currency}`)
        ?? { name, currency: row.currency, seats: 0, revenue: 0 };
      known.seats += part.seats;
      known.revenue += part.revenue;
      sums.set(`${name} ${row.currency}`, known);
    }
  return [...sums.values()];
}

/** `names`: id of a price type -> its name. */
export function byType(rows, names = new Map()) {
  return addedUp(rows, 'types',
    ({ type }) => (type === undefined ? 'Without price type' : names.get(type) ?? type));
}

export function byMethod(rows) {
  return addedUp(rows, 'methods', ({ method }) => methodName(method));
}

/** The name of a row of the server's report. */
export function nameOfRow(subject, row) {
  if (subject === 'method') return methodName(row.method);
  if (subject === 'show') return `${row.movie}, ${row.hall} (${row.show})`;
  return row[subjects[subject].by];
}
