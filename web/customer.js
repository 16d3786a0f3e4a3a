// The customer's page: shows what the address names. #/ all shows, #/show/ID a show to choose seats
// in, #/ticket/REQID a booking, #/bookings those that were made here. The part of an address behind # never leaves the browser, and a
// reqId is a secret of its holder.

import { Bookings } from './bookings.js';
import { BookingsLink, bookingsView } from './customer_bookings.js';
import { listView } from './customer_list.js';
import { ShowView } from './customer_show.js';

const main = document.querySelector('#main');
const connection = document.querySelector('#connection');
const announcer = document.querySelector('#announcer');
let view = null;
const bookings = new Bookings(() => {
  link.draw();
  view?.bookingsChanged?.();
});
const link = new BookingsLink(document.querySelector('#bookings'), bookings);

/** What the views may say outside of their own place. */
const page = {
  bookings,
  /** To who does not see the page. */
  announce(text) {
    announcer.textContent = text;
  },
  /** Whether what is shown is live; `phase` as web/live.js tells it. */
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
  else view = location.hash === '#/bookings' ? bookingsView(page, bookings) : listView(page);
  main.replaceChildren(view.element);
  if (before) view.focus(); // What had it is gone.
  view.go(reqId);
}

addEventListener('hashchange', route);
route();
link.draw();
bookings.refresh();
