// Keeps the page of a gate, its files and the keys of ticket codes, so that it opens without a
// connection. Registered by gate.js for /gate alone.
const cacheName = 'boxoffice.gate';
const page = '/gate';
const keys = '/api/ticket-key';

/** The answer of the server, which replaces the kept one; without a connection the kept one. */
async function newest(request, name) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(name);
    if (kept) return kept;
    throw error;
  }
}

async function keep() {
  const response = await newest(new Request(page, { cache: 'no-store' }), page);
  const files = (await response.text()).match(/\/assets\/[^"]+/g) ?? [];
  const cache = await caches.open(cacheName);
  for (const { url } of await cache.keys())
    if (url.includes('/assets/') && !files.some((file) => url.endsWith(file))) await cache.delete(url);
  await cache.addAll(files);
}

async function file(request) {
  const cache = await caches.open(cacheName);
  return (await cache.match(request)) ?? fetch(request);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === page) event.respondWith(newest(request, page));
  else if (pathname === keys) event.respondWith(newest(request, keys));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});
