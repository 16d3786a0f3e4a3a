// The page of a gate: a scanner that types or the camera, a large yes or no, and work without a connection.
import { Gate } from './gate/gate.js';
import { Link } from './gate/link.js';
import { scanView } from './gate/scan.js';
import { setupView } from './gate/setup.js';
import { Store } from './gate/store.js';

const main = document.querySelector('main');
const connection = document.querySelector('#connection');
const { worker, decoder } = document.querySelector('script[data-worker]').dataset;

function open(view) {
  main.replaceChildren(view.element);
  view.focus.focus();
}

function setUp(refused = '') {
  open(setupView(Gate.settings(), refused, (settings) => {
    Gate.keep(settings);
    begin();
  }));
}

async function begin() {
  const settings = Gate.settings();
  if (!settings) return setUp();
  const store = await Store.open();
  const link = new Link(settings, store, (text) => { connection.textContent = text; });
  const gate = new Gate(settings, store, link);
  open(scanView(gate, link, decoder, () => { link.stop(); setUp(); }));
  link.start();
}

// With its files kept by the worker, the page opens without a connection.
if ('serviceWorker' in navigator)
  navigator.serviceWorker.register(worker, { scope: '/gate' }).catch(() => {});
await begin();
