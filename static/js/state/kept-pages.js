// Pages that a service worker keeps for reading without a connection, each person's in a cache of their own.

export const PREFIX = "fc-pages:";

/** Starts the worker where the browser has one; `keep` are addresses to keep from the first visit on. */
export function startKeeping({ keep = [] } = {}) {
  const { serviceWorker } = globalThis.navigator ?? {};
  if (!serviceWorker) return;
  serviceWorker.register("/service-worker.js").catch(() => {}); // plain HTTP from another machine, or switched off: nothing is kept
  serviceWorker.ready.then(({ active }) => active?.postMessage({ keep: [location.pathname, ...keep] }));
}

let leaving = false;

/** Asks the worker to keep this page as the server has it now: it has changed since it was loaded. */
export function keepAgain() {
  if (!leaving) globalThis.navigator?.serviceWorker?.controller?.postMessage({ keep: [location.pathname], again: true });
}

/** Longest wait for the worker's answer, in milliseconds: signing out must not hang on it. */
const PATIENCE = 2000;

/** Forgets every page that was kept for a person on this computer, and those that the worker is still fetching. */
export async function forgetPages(username) {
  const { caches, navigator } = globalThis;
  leaving = true;
  if (!caches) return;
  const worker = (await navigator.serviceWorker?.getRegistration().catch(() => null))?.active;
  if (worker) {
    const { port1, port2 } = new MessageChannel();
    const done = new Promise((resolve) => {
      port1.onmessage = resolve;
      setTimeout(resolve, PATIENCE);
    });
    worker.postMessage({ forget: username }, [port2]);
    await done;
  }
  await caches.delete(PREFIX + username).catch(() => {});
  await caches.delete("fc-person").catch(() => {});
}
