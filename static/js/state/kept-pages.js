// Pages that a service worker keeps for reading without a connection, each person's in a cache of their own.

export const PREFIX = "fc-pages:";

/** Starts the worker where the browser has one; `keep` are addresses to keep from the first visit on. */
export function startKeeping({ keep = [] } = {}) {
  const { serviceWorker } = globalThis.navigator ?? {};
  if (!serviceWorker) return;
  serviceWorker.register("/service-worker.js").catch(() => {}); // plain HTTP from another machine, or switched off: nothing is kept
  serviceWorker.ready.then(({ active }) => active?.postMessage({ keep: [location.pathname, ...keep] }));
}

/** Asks the worker to keep this page as the server has it now: it has changed since it was loaded. */
export function keepAgain() {
  globalThis.navigator?.serviceWorker?.controller?.postMessage({ keep: [location.pathname], again: true });
}

/** Forgets every page that was kept for a person on this computer. */
export async function forgetPages(username) {
  const { caches } = globalThis;
  if (!caches) return;
  await caches.delete(PREFIX + username).catch(() => {});
  await caches.delete("fc-person").catch(() => {});
}
