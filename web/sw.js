// Keeps the page for use without a network, once somebody has asked for it (notes.js) or installed it. Everything that
// the page needs is stored at once; a new version takes the old one's place as a whole.
'use strict';

const files = ['./', '{{page.css}}', '{{page.js}}', '{{app.js}}', '{{app.wasm}}', '{{later.wasm}}', '{{icon.svg}}', '{{manifest.webmanifest}}',
  '{{share/embed_code.js}}', '{{share/qr.js}}', '{{share/sheet.js}}', ...{{lessons}}];
const version = 'scale-sandbox {{digest}}';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(version).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('scale-sandbox ') && name !== version;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
// The page itself from the network where there is one; its files have their version in their names.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  const stored = () => caches.match(request, { ignoreSearch: request.mode === 'navigate' });
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => stored().then((page) => page || caches.match('./'))));
  else event.respondWith(stored().then((file) => file || fetch(request)));
});
