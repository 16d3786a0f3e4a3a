// The address of a show's own document, for links from elsewhere, is /show/ID.

/** Goes on at the address of the page that shows it, #/show/ID. */
export function enterShow() {
  const [, show] = /^\/show\/([^/]+)$/.exec(location.pathname) ?? [];
  // Other programs may encode an id that needs none.
  if (show) history.replaceState(null, '', `/#/show/${show.replace(/%[0-7][\da-f]/gi, decodeURIComponent)}`);
}
