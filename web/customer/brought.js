// What the document of a show brought along (GET /show/ID): the bodies of responses that the page
// would request, and the date of the document. web/api.js takes them over.

import { enterShow } from '../place.js';

enterShow();
const brought = document.querySelector('#brought');
if (brought) {
  const { date, bodies } = JSON.parse(brought.textContent);
  const { requestStart, responseStart } = performance.getEntriesByType('navigation')[0];
  const [sent, received] = [requestStart, responseStart].map((ms) => performance.timeOrigin + ms);
  globalThis.early = new Map(
    Object.entries(bodies).map(([path, body]) => [path, { sent, received, date, body }]),
  );
}
