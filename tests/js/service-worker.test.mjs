// The worker that keeps pages: what is asked for before somebody signs out is not kept after it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../static/js/service-worker.js", import.meta.url), "utf8");
const ORIGIN = "http://desk.example";

/** The browser's caches as far as the worker uses them. */
function memoryCaches() {
  const all = new Map();
  const address = (asked) => (typeof asked === "string" ? asked : (asked.url ?? String(asked)));
  const open = async (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const kept = all.get(name);
    return {
      match: async (asked) => kept.get(address(asked))?.clone(),
      put: async (asked, answer) => void kept.set(address(asked), answer),
      delete: async (asked) => kept.delete(address(asked)),
      keys: async () => [...kept.keys()].map((url) => ({ url })),
    };
  };
  return { open, keys: async () => [...all.keys()], delete: async (name) => all.delete(name), match: async () => undefined, all };
}

/** A worker, with the answers of the server in the test's hands: `asked` holds `{url, answer(response)}`. */
function startWorker() {
  const listeners = {};
  const asked = [];
  const caches = memoryCaches();
  const self = { SHELL: { version: "1", files: [], offline: "/offline/" }, location: { origin: ORIGIN }, addEventListener: (name, listener) => (listeners[name] = listener) };
  const fetch = (url) => new Promise((answer) => asked.push({ url: String(url), answer }));
  vm.runInNewContext(SOURCE, { self, SHELL: self.SHELL, caches, fetch, URL, Response, setTimeout, console });
  const tell = (data, ports = []) => new Promise((done) => listeners.message({ data, ports, waitUntil: (work) => done(work) })).then((work) => work);
  return { tell, asked, caches };
}

const pageOf = (person) => new Response("<title>Queue</title>", { headers: { "Signed-In-As": person } });
const soon = () => new Promise((go) => setTimeout(go, 5));
const kept = ({ caches }, person) => [...(caches.all.get(`fc-pages:${person}`)?.keys() ?? [])];

test("a page is kept for whom it was made", async () => {
  const worker = startWorker();
  const telling = worker.tell({ keep: ["/d/desk/queue/"] });
  await soon();
  worker.asked[0].answer(pageOf("alice"));
  await telling;
  assert.deepEqual(kept(worker, "alice"), [`${ORIGIN}/d/desk/queue/`]);
});

test("a page that comes after its reader has signed out is not kept, and does not name them again", async () => {
  const worker = startWorker();
  const telling = worker.tell({ keep: ["/d/desk/queue/"] });
  await soon();
  const told = [];
  await worker.tell({ forget: "alice" }, [{ postMessage: (word) => told.push(word) }]);
  assert.deepEqual(told, ["done"]);
  worker.asked[0].answer(pageOf("alice"));
  await telling;
  assert.deepEqual([...worker.caches.all.keys()], []);
});

test("signing out waits for a page that is being put away, and deletes it", async () => {
  const worker = startWorker();
  const telling = worker.tell({ keep: ["/d/desk/queue/"] });
  await soon();
  worker.asked[0].answer(pageOf("alice"));
  await worker.tell({ forget: "alice" }, [{ postMessage() {} }]);
  await telling;
  assert.deepEqual(kept(worker, "alice"), []);
  assert.equal(worker.caches.all.has("fc-person"), false);
});

test("of several pages those whose turn comes after the sign-out are not asked for", async () => {
  const worker = startWorker();
  const telling = worker.tell({ keep: ["/d/desk/", "/d/desk/queue/"] });
  await soon();
  worker.asked[0].answer(pageOf("alice"));
  await worker.tell({ forget: "alice" }, [{ postMessage() {} }]);
  await soon();
  worker.asked[1]?.answer(pageOf("alice"));
  await telling;
  assert.deepEqual(worker.asked.map(({ url }) => url), [`${ORIGIN}/d/desk/`]);
  assert.deepEqual(kept(worker, "alice"), []);
});

test("what the next person opens is kept again", async () => {
  const worker = startWorker();
  await worker.tell({ forget: "alice" }, [{ postMessage() {} }]);
  const telling = worker.tell({ keep: ["/d/desk/queue/"] });
  await soon();
  worker.asked[0].answer(pageOf("bob"));
  await telling;
  assert.deepEqual(kept(worker, "bob"), [`${ORIGIN}/d/desk/queue/`]);
});
