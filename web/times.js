// Times as people read them, in the browser's own time zone.

/** Made at the first use: a format costs some ms, which a page that begins has better use for. */
function format(options) {
  let made = null;
  return (time) => {
    made ??= new Intl.DateTimeFormat('en-GB', options);
    return made.format(time);
  };
}

const date = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const minute = format({ hour: '2-digit', minute: '2-digit' });
const exact = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** `Thu, 24 Dec 2026, 18:30` */
export function moment(at) {
  const time = new Date(at);
  return `${date(time)}, ${minute(time)}`;
}

/** `18:30:00.125` */
export function clock(at) {
  return exact(new Date(at));
}

export function day(at) {
  return date(new Date(at));
}
