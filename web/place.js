// The address of a show's own document, for links from elsewhere, is /show/ID.

/** Goes on at the address of the page that shows it, #/show/ID. */
export function enterShow() {
  const [, show] = /^\/show\/([^/]+)$/.exec(location.pathname) ?? [];
  if (show) history.replaceState(null, '', `/#/show/${show}`);
}
