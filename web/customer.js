// The customer's page. The fragment of the address selects the view: #/ the programme, with what is
// chosen as #/?day=…, #/show/ID the seats of a show, #/ticket/REQID a booking, #/bookings the bookings
// of this browser, #/find and #/find/TOKEN a booking that is looked for, #/signin the forms of
// accounts. Browsers do not send the fragment to the server, which keeps reqIds secret. The document of
// a show, /show/ID, goes on at #/show/ID.

import './customer/brought.js';
import { Bookings } from './bookings.js';
import { Account } from './customer/account.js';
import { BookingsLink, bookingsView } from './customer/bookings.js';
import { returnFromCheckout } from './customer/checkout.js';
import { findLink, findView } from './customer/find.js';
import { drawLanguageSwitch } from './customer/language_switch.js';
import { returnFromLogin } from './customer/login.js';
import { waitAfter } from './customer/problems.js';
import { isProgramme, Programme } from './customer/programme/programme.js';
import { onSession } from './customer/session.js';
import { ShowView } from './customer/show.js';
import { signInView } from './customer/signin.js';
import { loadSettings, settings, settingsLoaded } from './settings.js';
import { loadWords, t } from './words.js';

const main = document.querySelector('#main');
const connection = document.querySelector('#connection');
const announcer = document.querySelector('#announcer');
const brand = document.querySelector('.brand');
let view = null;
let programme = null; // kept, so that it is as it was when a customer comes back to it
let leftAt = '#/'; // the address of the programme that was left
let title = '';
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
    connection.textContent = phase === 'lost'
      ? t('page.connectionLost', { count: Math.ceil(ms / 1000) }) : '';
  },
  /** What the window is called beside the name of the cinema. */
  title(text) {
    title = text;
    drawNames();
  },
};

/** The name of the cinema, in the header and the title. */
function drawNames() {
  const cinema = settings()?.cinema?.name ?? 'boxoffice';
  if (settings()) brand.textContent = cinema;
  document.title = title ? `${title} · ${cinema}` : cinema;
}

/** Reads the settings until they are there; the views say what fails. */
async function readSettings(failures = 0) {
  try {
    await loadSettings();
  } catch (problem) {
    brand.textContent ||= 'boxoffice';
    setTimeout(() => readSettings(failures + 1), 1000 * waitAfter(problem, failures + 1));
  }
}

function placeOf(hash) {
  const [, show] = /^#\/show\/([\w-]+)$/.exec(hash) ?? [];
  const [, reqId, showOfTicket] = /^#\/ticket\/(([\w-]+)\.[\w-]+)$/.exec(hash) ?? [];
  return { show: show ?? showOfTicket, reqId };
}

function viewOf(hash) {
  const { show } = placeOf(hash);
  if (show) return new ShowView(show, page);
  if (/^#\/find(\/|$)/.test(hash)) return findView(page, bookings);
  if (hash === '#/bookings') return bookingsView(page, bookings);
  if (hash === '#/signin') return signInView(page);
  programme ??= new Programme(page);
  return programme;
}

function route() {
  const { hash } = location;
  const { show, reqId } = placeOf(hash);
  if (show && view?.id === show) return view.go(reqId);
  if (view && view === programme && isProgramme(hash)) return view.go();
  const before = view;
  before?.close?.();
  document.querySelector('dialog')?.close();
  page.connection('over', 0);
  view = viewOf(hash);
  main.replaceChildren(view.element);
  if (before) view.focus(before); // The element that had the focus is removed.
  view.go(reqId);
}

/** The address of a language's catalogue. */
const catalogue = (language) => document.querySelector('script[data-de]').dataset[language];

/** What every view has around it, in the language of the reader. */
function drawFrame() {
  drawLanguageSwitch(document.querySelector('#language'), changeLanguage);
  document.querySelector('#foot').replaceChildren(findLink());
  account.draw();
  link.draw();
}

async function changeLanguage() {
  await loadWords(catalogue);
  drawFrame();
  const typed = view?.typed?.();
  view?.close?.();
  leftAt = programme?.address ?? leftAt;
  [view, programme] = [null, null];
  route();
  if (typed) view.fill(typed);
}

/** Links back to the programme lead to the day and the filters that were left. */
function leadBack(event) {
  const back = event.target.closest?.('a.back[href="#/"]');
  if (back) back.href = programme?.address ?? leftAt;
}

await loadWords(catalogue);
account.say(returnFromLogin() ?? returnFromCheckout(bookings));
drawFrame();
addEventListener('hashchange', route);
route();
main.addEventListener('click', leadBack, { capture: true });
onSession(() => view?.sessionChanged?.());
settingsLoaded.then(() => {
  account.draw();
  drawNames();
});
readSettings();
bookings.refresh();
