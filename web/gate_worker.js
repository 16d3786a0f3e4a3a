// Keeps the page of a gate and its files, so that it opens without a connection. Registered by gate.js for
// /gate alone.
const cacheName = 'boxoffice.gate';
const page = '/gate';

/**
 * Keeps the page and the files that it names, also those that it loads only later, and no others. The page
 * follows its files: one that is kept can be opened.
 */
async function keep(response) {
  const files = (await response.clone().text()).match(/\/assets\/[^"]+/g) ?? [];
  const cache = await caches.open(cacheName);
  const kept = (await cache.keys())
    .map(({ url }) => new URL(url).pathname)
    .filter((path) => path.startsWith('/assets/'));
  await cache.addAll(files.filter((each) => !kept.includes(each)));
  await cache.put(page, response);
  await Promise.all(kept.filter((each) => !files.includes(each)).map((each) => cache.delete(each)));
}

async function install() {
  const response = await fetch(page, { cache: 'no-store' });
  if (!response.ok) throw new Error(`the page has status ${response.status}`);
  await keep(response);
}

/** The page of the server, which replaces the kept one; without a connection the kept one. */
async function openPage(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keep(response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const kept = await caches.match(page, { cacheName });
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName })) ?? fetch(request);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === page) event.respondWith(openPage(event));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});
