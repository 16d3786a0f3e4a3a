// The customer's page. The fragment of the address selects the view: #/ all shows, #/show/ID the
// seats of a show, #/ticket/REQID a booking, #/bookings the bookings of this browser, #/signin the
// forms of accounts. Browsers do not send the fragment to the server, which keeps reqIds secret.

import { Bookings } from './bookings.js';
import { Account } from './customer/account.js';
import { BookingsLink, bookingsView } from './customer/bookings.js';
import { returnFromCheckout } from './customer/checkout.js';
import { listView } from './customer/list.js';
import { returnFromLogin } from './customer/login.js';
import { onSession } from './customer/session.js';
import { ShowView } from './customer/show.js';
import { signInView } from './customer/signin.js';
import { loadSettings } from './settings.js';
import { loadWords } from './words.js';

const main = document.querySelector('#main');
const connection = document.querySelector('#connection');
const announcer = document.querySelector('#announcer');
let view = null;
const bookings = new Bookings(() => {
  link.draw();
  view?.bookingsChanged?.();
});
const link = new BookingsLink(document.querySelector('#bookings'), bookings);
const account = new Account(
  document.querySelector('#account'),
  document.querySelector('#account-said'),
  () => {
    // The next user of this browser must not see the bookings of the previous one.
    bookings.forgetAll();
    sessionStorage.removeItem('mail');
    location.hash = '#/';
  },
);

/** What a view may change outside of its own element. */
const page = {
  bookings,
  /** Says `text` to screen readers. */
  announce(text) {
    announcer.textContent = text;
  },
  /** Shows whether the page is live; `phase` and `ms` are those of web/live.js. */
  connection(phase, ms) {
    connection.hidden = phase !== 'lost';
    const seconds = Math.ceil(ms / 1000);
    if (phase === 'lost') connection.textContent = `Connection lost. Trying again in ${seconds} s.`;
    else connection.textContent = '';
  },
  title(text) {
    document.title = text ? `${text} · boxoffice` : 'boxoffice';
  },
};

function placeOf(hash) {
  const [, show] = /^#\/show\/([\w-]+)$/.exec(hash) ?? [];
  const [, reqId, showOfTicket] = /^#\/ticket\/(([\w-]+)\.[\w-]+)$/.exec(hash) ?? [];
  return { show: show ?? showOfTicket, reqId };
}

function route() {
  const { show, reqId } = placeOf(location.hash);
  if (show && view?.id === show) return view.go(reqId);
  const before = view;
  before?.close?.();
  page.connection('over', 0);
  if (show) view = new ShowView(show, page);
  else if (location.hash === '#/bookings') view = bookingsView(page, bookings);
  else if (location.hash === '#/signin') view = signInView(page);
  else view = listView(page);
  main.replaceChildren(view.element);
  if (before) view.focus(); // The element that had the focus is removed.
  view.go(reqId);
}

await loadWords((language) => document.querySelector('script[data-de]').dataset[language]);
account.say(returnFromLogin() || returnFromCheckout(bookings));
addEventListener('hashchange', route);
route();
onSession(() => view?.sessionChanged?.());
loadSettings().then(() => account.draw(), () => {}); // The views say what failed.
link.draw();
bookings.refresh();
