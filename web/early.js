// Runs before the page's module scripts are loaded, and is small for that reason: requests what the
// page at this address needs. web/api.js takes the responses over.

const [, show] = /^#\/(?:show|ticket)\/([\w-]+)/.exec(location.hash) ?? [];
const paths = show
  ? [`/api/movieshow/${show}`, `/api/movieshow/${show}/seats`]
  : ['/api/movieshow?limit=30'];
paths.push('/api/settings');

globalThis.early = new Map();
for (const path of paths) {
  const response = fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(20_000) });
  response.catch(() => {}); // web/api.js reports the error.
  globalThis.early.set(path, { sent: Date.now(), response });
}
