// Keeps the client itself, so that it opens without a network; never anything of the API, whose answers the
// client keeps for its user in IndexedDB. cmake/site.py fills in what is kept.
'use strict';

const kVersion = 'VERSION';
const kPageIntegrity = 'INTEGRITY';  // of the page that names these files, and no other's
const kFiles = ['FILES'];            // the page is './'; the others are named after their content

const kPrefix = 'datavault-';
const kCache = kPrefix + kVersion;
const kAddresses = new Set(kFiles.map((file) => new URL(file, self.registration.scope).pathname));

function requestFor(file) {
  // A page of another version would name files that are not kept.
  if (file === './') return new Request(file, {cache: 'no-cache', integrity: kPageIntegrity});
  return new Request(file);
}

/** What an earlier version kept under the same name is the same. */
async function keep(cache, file) {
  const isNamedByContent = file !== './' && !file.endsWith('.webmanifest');
  const known = isNamedByContent && await caches.match(file);
  if (known) return cache.put(file, known);
  const request = requestFor(file);
  const response = await fetch(request);
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  await cache.put(request, response);
}

async function keepAll() {
  const cache = await caches.open(kCache);
  await Promise.all(kFiles.map((file) => keep(cache, file)));
}

async function dropOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(kPrefix) && name !== kCache);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function answer(request) {
  const cache = await caches.open(kCache);
  const kept = await cache.match(request, {ignoreSearch: true});
  // The browser may have thrown it away to make room.
  return kept || fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));

self.addEventListener('activate', (event) =>
  event.waitUntil(dropOthers().then(() => self.clients.claim())));

// Only when the user said so: a page must not change under its user's hands.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const address = new URL(request.url);
  const isOurs = request.method === 'GET' && address.origin === self.location.origin;
  if (isOurs && kAddresses.has(address.pathname)) event.respondWith(answer(request));
});
