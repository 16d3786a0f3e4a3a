// Runs before the page's module scripts are loaded, and is small for that reason: requests what the
// page at this address needs. web/api.js takes the responses over.

import { enterShow } from './place.js';

enterShow();
const [, show] = /^#\/(?:show|ticket)\/([\w-]+)/.exec(location.hash) ?? [];
const paths = ['/api/settings'];
if (show) paths.push(`/api/movieshow/${show}`, `/api/movieshow/${show}/seats`);
else if (/^(#\/?(\?.*)?)?$/.test(location.hash)) paths.push('/api/programme');
// The next shows, a minute early: this clock may be ahead.
if (/^(#\/?)?$/.test(location.hash)) {
  const from = new Date(Date.now() - 60_000).toISOString();
  paths.push(`/api/movieshow?from=${from}&order=start&limit=100`);
}

globalThis.early = new Map();
for (const path of paths) {
  const response = fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(20_000) });
  response.catch(() => {}); // web/api.js reports the error.
  globalThis.early.set(path, { sent: Date.now(), response });
}
