// The gate's service worker: the page and its files, by a list made when they are built, from the cache first. It answers
// for nothing else, and its scope is /v/ alone: no migrant's page is ever touched. The next visit starts a newer one.
interface Life extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope extends EventTarget {
  registration: { active: unknown };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}

/** Filled in by build.ts. The first is the page; VERSION changes with any of them. */
declare const FILES: string[];
declare const VERSION: string;

const scope = self as unknown as Scope;
const on = <E>(name: string, listen: (event: E) => void) =>
  scope.addEventListener(name, (event) => listen(event as E));

on<Life>("install", (event) =>
  event.waitUntil(
    caches.open(VERSION).then((cache) => {
      // At the first visit the browser has just fetched these; later the page itself has to be asked for anew.
      const mode = scope.registration.active ? "no-cache" : "force-cache";
      return cache.addAll(FILES.map((file) => new Request(file, { cache: mode })));
    }),
  ),
);
on<Life>("activate", (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => /^v-/.test(name) && name !== VERSION))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      // The page of the first visit, too, finds its later parts when the network goes while it stands open.
      .then(() => scope.clients.claim()),
  ),
);
on("message", () => void scope.skipWaiting());
on<Asked>("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const file = /^\/v\/(pack|log)?$/.test(pathname) ? "/v/" : pathname;
  if (origin === location.origin && event.request.method === "GET" && FILES.includes(file))
    event.respondWith(caches.match(file).then((found) => found ?? fetch(event.request)));
});
