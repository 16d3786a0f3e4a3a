// Times as people read them, in the browser's own time zone.

const date = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
});
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
});

/** `Thu, 24 Dec 2026, 18:30` */
export function moment(at) {
  const time = new Date(at);
  return `${date.format(time)}, ${minute.format(time)}`;
}

/** `18:30:00.125` */
export function clock(at) {
  return exact.format(new Date(at));
}

export function day(at) {
  return date.format(new Date(at));
}
