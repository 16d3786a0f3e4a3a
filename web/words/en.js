// The texts of the customer's page in English. A section for each part of the page.

export const words = {
  page: {
    language: 'Language',
    connectionLost: {
      one: 'Connection lost. Trying again in {count} second.',
      other: 'Connection lost. Trying again in {count} seconds.',
    },
    unreachable: 'The server does not respond.',
    offline: 'You are offline. Check your internet connection.',
    limited: 'There were too many requests from your network.',
    busy: 'The server is busy at the moment.',
    failed: 'The server could not answer (status {status}).',
    again: {
      one: 'The page tries again in {count} second.',
      other: 'The page tries again in {count} seconds.',
    },
    tryAgain: 'Try again',
  },
  programme: {
    title: 'Now on sale',
    looking: 'Looking up the programme…',
    slow: 'This takes longer than usual. Please wait a moment.',
    days: 'Days',
    today: 'Today',
    tomorrow: 'Tomorrow',
    search: 'Search films and halls',
    hall: 'Hall',
    allHalls: 'All halls',
    time: 'Time of day',
    anyTime: 'Any time',
    slots: {
      morning: 'Morning, until 12:00',
      afternoon: 'Afternoon, 12:00 to 17:00',
      evening: 'Evening, 17:00 to 21:00',
      night: 'Night, from 21:00',
    },
    clear: 'Clear filters',
    summary: '{showings}, {films}',
    showings: { one: '{count} showing', other: '{count} showings' },
    films: { one: '{count} film', other: '{count} films' },
    hours: '{hours} h {minutes} min',
    minutes: '{minutes} min',
    from: 'from {price}',
    paused: 'Sales paused',
    closed: 'Sales closed',
    opens: 'Sales start {at}',
    soldOut: 'Sold out',
    fewLeft: 'Few seats left',
    seatsLeft: { one: 'Only {count} seat left', other: 'Only {count} seats left' },
    more: 'More showings',
    moreOfDay: {
      one: '{count} more showing of this day',
      other: '{count} more showings of this day',
    },
    nothing: 'There are no shows on sale at the moment. Please look in again later.',
    nothingToday: 'There are no more showings on this day. Please choose another day.',
    nothingThen: 'No showing of this day matches the filters. Choose another day or clear them.',
    nothingFound: 'Nothing matches “{q}”. Check the spelling, or search for part of the title.',
    missing: 'Some halls cannot be reached at the moment: their showings are missing here.',
    zones: 'All times are those at the cinema ({zones}).',
    old: 'What you see here may be out of date.',
  },
  hall: {
  },
  choice: {
  },
  booking: {
  },
  account: {
  },
};
