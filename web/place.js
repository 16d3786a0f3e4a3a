// The address of a show's own document, for links from elsewhere, is /show/ID.

/** Goes on at the address of the page that shows it, #/show/ID, or what the link has behind it. */
export function enterShow() {
  const [, show] = /^\/show\/([^/]+)$/.exec(location.pathname) ?? [];
  if (!show) return;
  // Other programs may encode an id that needs none.
  const id = show.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
  history.replaceState(null, '', `/${location.hash || `#/show/${id}`}`);
}
