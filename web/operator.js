// The operator's page. It needs the operator's token; the fragment of the address selects the view:
// #/ today, #/shows all shows, #/show/ID one show, #/refunds the refunds due; #/shows/… and #/halls/…
// are the forms for shows and halls; the daily tools of operator/daily/views.js are the others.
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
const session = new Session((problem) => enter(problem));
let view = null;

function viewOf(address) {
  const [, place, id, reqId] = address.split('/').map(decodeURIComponent);
  if (place === 'show' && id) return showView(session, id, reqId);
  if (place === 'shows' && id) return showFormRoute(session, id, reqId);
  if (place === 'halls') return hallsRoute(session, id, reqId);
  if (place === 'refunds') return refundsView(session);
  if (place === 'shows') return showsView(session);
  return dailyView(session, place, id, reqId);
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
  header.hidden = !session.open;
  drawPlace();
}

/** Marks the link of the page that is open; on a phone it is scrolled into view. */
function drawPlace() {
  const [, place = ''] = location.hash.split('/');
  const nav = header.querySelector('nav');
  for (const link of nav.querySelectorAll('a')) {
    link.removeAttribute('aria-current');
    if (link.hash !== `#/${parts[place] ?? place}`) continue;
    link.setAttribute('aria-current', 'page');
    nav.scrollLeft = link.offsetLeft - nav.offsetLeft - nav.clientWidth / 3;
  }
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
await loadSettings().catch(() => {}); // Days and amounts need them; the session asks again.
route();
