// A service worker for servers that cannot send the headers that threads need: it passes every request on and adds them
// to the answer. It stores nothing, so what the server has is what the page gets.
'use strict';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const request = event.request;
  if (new URL(request.url).origin !== self.location.origin) return;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(
    fetch(request).then((response) => {
      if (response.status === 0) return response; // A redirect that the browser follows itself.
      const headers = new Headers(response.headers);
      headers.set('Cross-Origin-Opener-Policy', 'same-origin');
      headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
      headers.set('Cross-Origin-Resource-Policy', 'same-origin');
      const empty = [204, 205, 304].includes(response.status);
      return new Response(empty ? null : response.body, { status: response.status, statusText: response.statusText, headers });
    }),
  );
});
