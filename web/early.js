// Runs before the page's own script has arrived, and so is small: asks for what the address will
// need. The answers are taken over by web/api.js.

const [, show] = /^#\/(?:show|ticket)\/([\w-]+)/.exec(location.hash) ?? [];
const paths = show
  ? [`/api/movieshow/${show}`, `/api/movieshow/${show}/seats`]
  : ['/api/movieshow?limit=30'];
paths.push('/api/settings');

globalThis.early = new Map();
for (const path of paths) {
  const answer = fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(20_000) });
  answer.catch(() => {}); // Whoever takes it over says so.
  globalThis.early.set(path, { sent: Date.now(), answer });
}
