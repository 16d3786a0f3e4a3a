// The operator's page. It needs the operator's token; the fragment of the address selects the view:
// #/ today, #/shows all shows, #/show/ID one show, #/refunds the refunds due; #/shows/… and
// #/halls/… are the forms for shows and halls; the daily tools of operator/daily/views.js are the
// others.
import './operator/hall_words.js';
import { element } from './dom.js';
import { dailyView } from './operator/daily/views.js';
import { hallsRoute } from './operator/halls.js';
import { refundsView } from './operator/refunds.js';
import { Session } from './operator/session.js';
import { showFormRoute } from './operator/form/show_form.js';
import { showView } from './operator/show.js';
import { showsView } from './operator/shows.js';
import { tokenView } from './operator/token.js';
import { loadSettings } from './settings.js';

const main = document.querySelector('main');
const header = document.querySelector('header');
const counter = header.querySelector('[href="#/counter"]');
const signedIn = header.querySelector('.signed-in');
const session = new Session((problem) => enter(problem));
let view = null;

function viewOf(address) {
  const [, place, id, reqId, ...more] = address.split('/').map(decodeURIComponent);
  if (place === 'show' && id) return showView(session, id, reqId);
  if (place === 'shows' && id) return showFormRoute(session, id, reqId);
  if (place === 'halls') return hallsRoute(session, id, reqId);
  if (place === 'refunds') return refundsView(session);
  if (place === 'shows') return showsView(session);
  return dailyView(session, place, id, reqId, ...more);
}

const parts = { show: 'shows', booking: 'find' }; // which link of the header an address belongs to

/** Replaces the view; the old one stops its timers, sockets and dialogs. */
function open(next) {
  view?.close?.();
  document.querySelector('dialog')?.close();
  view = next;
  main.replaceChildren(next.element);
  (next.focus ?? main).focus();
  document.title = `${next.title} · boxoffice operator`;
  drawHeader();
}

/** Shows whose token it is, and the pages that it may use. */
function drawHeader() {
  header.hidden = !session.open;
  counter.hidden = !session.may('sell');
  signedIn.hidden = session.name === '';
  signedIn.textContent = session.name;
  signedIn.title = session.name; // The text may be cut.
  drawPlace();
}

/** Marks the link of the page that is open. */
function drawPlace() {
  const [, place = ''] = location.hash.split('/');
  for (const link of header.querySelectorAll('nav a'))
    if (link.hash === `#/${parts[place] ?? place}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
}

function enter(problem) {
  open(tokenView(session, problem, route));
}

function route() {
  if (!session.open) return enter();
  open(viewOf(location.hash));
}

header.querySelector('button').addEventListener('click', () => {
  session.end();
  enter();
});
addEventListener('hashchange', route);
main.replaceChildren(element('p', { class: 'soft', role: 'status' }, 'Loading…'));
const [ended] = await Promise.all([
  session.renew(),
  loadSettings().catch(() => {}), // Days and amounts need them; the session asks again.
]);
if (ended) enter(ended);
else route();
