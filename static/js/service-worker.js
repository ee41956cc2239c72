// Keeps the program's files and the pages that somebody has opened lately, for reading without a connection. A classic script: the server
// puts `self.SHELL = {version, files, offline}` in front of it (annotations/workspace/offline.py).
//
// Files have hashed names and never change: they come from the cache. A page comes from the network, and from the cache only when there is
// none. Every page is kept in the cache of the person whom it was made for (header `Signed-In-As` of the answer); only the cache of the
// person who was signed in last is ever read, and signing out deletes it.

/* global SHELL */
const FILES = `fc-files:${SHELL.version}`;
const PAGES = "fc-pages:";
const PERSON = "fc-person";
const MOST = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(SHELL.files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    // Pages that were kept may still ask for the files of the version before this one.
    const old = (await caches.keys()).filter((name) => name.startsWith("fc-files:") && name !== FILES);
    for (const name of old.slice(0, -1)) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function currentPerson() {
  const kept = await (await caches.open(PERSON)).match("/person");
  return kept ? kept.text() : null;
}

async function setPerson(username) {
  const cache = await caches.open(PERSON);
  if (username === null) await cache.delete("/person");
  else if ((await currentPerson()) !== username) await cache.put("/person", new Response(username));
}

let turn = Promise.resolve();
let signOuts = 0;

/** Does `work` after what came before it: nothing is put away in between, or after, what somebody's sign-out deletes. */
const inTurn = (work) => (turn = turn.then(work, work));

/** Deletes what was kept for a person; what was asked for before this and comes later is not kept. */
async function forget(username) {
  signOuts += 1;
  await caches.delete(PAGES + username);
  await caches.delete(PERSON);
}

/** Pages of a desk that are read, and the fragments in them. */
const isPage = ({ pathname }) => /^\/d\/[^/]+\/($|articles\/|claims\/|queue)/.test(pathname) && !/\/(new|rows|suggest|delete|restore)$/.test(pathname);

const isFile = ({ pathname }) => pathname.startsWith("/static/");

/** Keeps the answer for the person whom it is for, unless somebody has signed out since it was `asked` for (`signOuts` then). */
async function keep(url, answer, asked) {
  await answer.clone().blob(); // a slow one holds up nobody's turn
  await inTurn(() => (asked === signOuts ? put(url, answer) : null));
}

/** Puts an answer away; the pages opened longest ago make room. */
async function put(url, answer) {
  const person = answer.headers.get("Signed-In-As") ?? ([403, 404, 410].includes(answer.status) ? await currentPerson() : null);
  if (!person) return;
  await setPerson(person);
  if (answer.redirected || answer.status >= 500) return;
  const cache = await caches.open(PAGES + person);
  // What is gone, or not theirs any more, is not kept either. A put takes the place of the older one at once.
  if (!answer.ok) {
    await cache.delete(url, { ignoreVary: true });
    return;
  }
  await cache.put(url, answer);
  const kept = await cache.keys();
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(request);
}

/** The kept page, or undefined. While a newer one is being written the older is gone for a moment in some browsers: `patient` asks again. */
async function fromCache(url, { patient = false } = {}) {
  for (let tries = patient ? 4 : 1; tries; tries -= 1) {
    const person = await currentPerson();
    const kept = person === null ? undefined : await (await caches.open(PAGES + person)).match(url, { ignoreVary: true });
    if (kept || tries === 1) return kept;
    await new Promise((go) => setTimeout(go, 250));
  }
}

/** The address of a page without what only leads within it. */
const addressOf = (url) => url.origin + url.pathname + url.search;

async function page(event, url) {
  const asked = signOuts;
  try {
    const answer = await fetch(event.request);
    // Sent to the sign-in page: whoever comes next shall not read what was kept.
    if (new URL(answer.url || event.request.url).pathname.startsWith("/accounts/") || answer.type === "opaqueredirect") await inTurn(() => setPerson(null));
    else event.waitUntil(keep(addressOf(url), answer.clone(), asked));
    return answer;
  } catch (error) {
    const kept = await fromCache(addressOf(url), { patient: true });
    if (kept) return kept;
    if (event.request.mode === "navigate") return (await caches.match(SHELL.offline, { ignoreVary: true })) ?? Promise.reject(error);
    throw error;
  }
}

async function file(request) {
  const kept = await caches.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(FILES)).put(request.url, answer.clone());
  return answer;
}

/** Words of the scripts change with the version: the network first. */
async function words(event) {
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    if (answer.ok) event.waitUntil(caches.open(FILES).then((cache) => cache.put(event.request.url, copy)));
    return answer;
  } catch (error) {
    return (await caches.match(event.request.url, { ignoreVary: true })) ?? Promise.reject(error);
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isFile(url)) event.respondWith(file(event.request));
  else if (url.pathname === "/jsi18n/") event.respondWith(words(event));
  else if (isPage(url)) event.respondWith(page(event, url));
  else if (event.request.mode === "navigate") event.respondWith(page(event, url));
});

/** `{keep: [address], again}`: pages ask to be kept, because they were opened before this worker was there or have changed since.
 * `{forget: username}` with a port: somebody signs out; the port is told when nothing of theirs is left. */
self.addEventListener("message", (event) => {
  const { keep: wanted = [], again = false, forget: username } = event.data ?? {};
  const asked = signOuts;
  event.waitUntil((async () => {
    if (username !== undefined) {
      await inTurn(() => forget(username));
      event.ports[0].postMessage("done");
    }
    for (const address of wanted) {
      const url = new URL(address, self.location.origin);
      if (asked !== signOuts || url.origin !== self.location.origin || !isPage(url) || (!again && (await fromCache(addressOf(url))))) continue;
      const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
      if (answer) await keep(addressOf(url), answer, asked);
    }
  })());
});
