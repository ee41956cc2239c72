// Changes on their way to the server: kept on this computer until answered, sent once, in the order of each thing they change.

import { Offline, Problem, uuid } from "../api/client.js";
import { memoryWrites } from "./kept-writes.js";
import { touched } from "./touched.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 20000;
/** HTTP/1.1 allows six connections a host; the stream and what is read need some. */
const AT_ONCE = 3;

/** The revision of a row that is on the screen before the server has answered. */
const UNSAVED = "0";

/** The part of an ETag that If-Match is compared by. */
const revisionOf = (etag) => /"([^".]*)/.exec(etag ?? "")?.[1] ?? null;

const KEPT = ["method", "path", "body", "base", "etag", "key", "object", "label", "draft", "local", "order", "tab", "refusal"];

/** A body that holds files, as plain data and back. */
const packed = (body) => (globalThis.FormData && body instanceof FormData ? { parts: [...body.entries()] } : body);
function unpacked(body) {
  if (!body?.parts || !globalThis.FormData) return body;
  const form = new FormData();
  for (const [name, value] of body.parts) form.append(name, value);
  return form;
}

/** The queue of one person's writes on one desk.
 *
 * `send({method, path, body, etag, object, label, draft, base, local})` gives a promise of `{data, etag, status}`. It rejects with a
 * `Problem` when the server says no. When the server cannot be reached, or the session has ended, the promise stays
 * open and the write is tried again, also after a reload: each is kept in `writes` with its Idempotency-Key. Writes about
 * the same rows (`touched`) go out in order; those that wait behind one on the same `object` with the revision that it
 * made; others at once. `draft` is the name of the draft that it came from, dropped when the server has it; `base` what the
 * person had before them, by field of the body; `local` what to show until it is answered: `{put: [[kind, row]], drop: [[kind, id]]}`.
 *
 * `state()` is `{status: "saved" | "keeping" | "saving" | "offline" | "signed-out", waiting, failed: [item]}`, "keeping" as long as not all of
 * it would survive the page; `on(fn)` tells changes. A write of an
 * earlier page that the server refuses stays in `failed`, with its `problem`, until `dismiss(item)`.
 */
export function createOutbox({ client, drafts, username, writes = memoryWrites(), locks = globalThis.navigator?.locks, pause = (ms) => new Promise((done) => setTimeout(done, ms)) }) {
  const tab = uuid();
  const listeners = new Set();
  const answered = new Set();
  const queue = [];
  let held = null; // "offline", "signed-out" or "saving" while nothing goes out
  let failed = [];
  let wake = null;
  let wait = FIRST_PAUSE;
  let ready = false;
  let idle = null;
  let last = 0;

  // As long as this page lives, what it has not sent is its own; another page takes over what a closed one left.
  locks?.request(`fc-tab:${tab}`, () => new Promise(() => {})).catch(() => {});

  /** What is not kept yet would be lost with the page: nobody is told that it waits before it is. */
  const state = () => ({ status: !queue.length ? "saved" : queue.every(({ isKept }) => isKept) ? (held ?? "saving") : "keeping", waiting: queue.length, failed });
  const tell = () => listeners.forEach((listener) => listener(state()));

  const keep = (item) => writes.put(Object.fromEntries(KEPT.map((name) => [name, name === "body" ? packed(item.body) : (item[name] ?? null)])));

  const watched = new Set();

  /** Takes over what the page leaves when it is closed: the browser tells of that later than it loads the next page. */
  function watch(other) {
    if (watched.has(other)) return;
    watched.add(other);
    locks.request(`fc-tab:${other}`, { mode: "shared" }, () => {}).then(takeOver).catch(() => {});
  }

  async function adopt() {
    const kept = await writes.all();
    // Asked for after that: a page opened in between would seem closed, and what it has just written be sent from here too.
    const alive = locks ? new Set((await locks.query()).held.filter(({ mode }) => mode === "exclusive").map(({ name }) => name)) : new Set();
    const known = new Set(queue.map(({ key }) => key));
    const others = kept.filter((item) => !known.has(item.key) && item.tab !== tab);
    const found = others.filter((item) => !alive.has(`fc-tab:${item.tab}`));
    for (const item of others) if (!found.includes(item)) watch(item.tab);
    if (!found.length) return;
    const adopted = found.map((item) => ({ ...item, tab, etag: item.etag ?? undefined, body: unpacked(item.body), resolve() {}, reject() {}, adopted: true, isKept: true }));
    // All at once: what waits is said whole, however long the browser's database takes to note whose it is now.
    for (const item of adopted) {
      if (item.refusal) failed = [...failed, { ...item, problem: new Problem(item.refusal.document, item.refusal) }];
      else queue.push(item);
    }
    queue.sort((one, other) => one.order - other.order);
    tell();
    await Promise.all(adopted.map(keep));
  }

  const takeOver = () => (locks ? locks.request(`fc-adopt:${drafts.prefix}`, adopt) : adopt()).catch(() => {}).then(() => {
    ready = true;
    // What was done here meanwhile goes out behind what an earlier page left.
    if (queue.length) pump();
  });
  const loading = takeOver();

  function send({ method, path, body, etag, object, label, draft, key, base, local }) {
    return new Promise((resolve, reject) => {
      last = Math.max(Date.now(), last + 0.001);
      const item = { method, path, body, etag, object, label, draft, base, local, key: key ?? uuid(), order: last, tab, resolve, reject };
      queue.push(item);
      // It goes out once it is kept: what was acknowledged to the person survives a crash.
      item.kept = keep(item);
      item.kept.catch(() => {}).then(() => {
        item.isKept = true;
        tell();
        pump();
      });
      tell();
    });
  }

  function settle(item) {
    queue.splice(queue.indexOf(item), 1);
    return (item.kept ?? Promise.resolve()).then(() => writes.remove(item.key));
  }

  /** Writes that wait behind this one on the same object were made on what it has just changed. */
  function rebase(item, answer) {
    if (!item.object || !answer.etag) return;
    const made = revisionOf(item.etag) ?? UNSAVED;
    for (const other of queue) {
      if (other.object !== item.object || !other.etag || other.order < item.order) continue;
      const its = revisionOf(other.etag);
      if (its !== made && its !== UNSAVED) continue;
      other.etag = answer.etag;
      keep(other);
    }
  }

  function isBlocked(item, at) {
    item.rows ??= touched(item);
    return queue.slice(0, at).some((earlier) => {
      earlier.rows ??= touched(earlier);
      return [...earlier.rows].some((row) => item.rows.has(row));
    });
  }

  function pump() {
    if (!ready || held === "offline" || held === "signed-out") return;
    let running = queue.filter((item) => item.running).length;
    for (const [at, item] of [...queue].entries()) {
      if (running >= AT_ONCE) return;
      if (item.running || isBlocked(item, at)) continue;
      running += 1;
      item.running = true;
      attempt(item);
    }
    if (!queue.length) {
      tell();
      idle?.done();
      idle = null;
    }
  }

  async function attempt(item) {
    tell();
    try {
      await item.kept;
      const answer = await client.send(item.method, item.path, item.body, { etag: item.etag, key: item.key });
      // At once: what is done from now on stands on this answer.
      rebase(item, answer);
      const gone = settle(item);
      if (item.draft) drafts.draft(item.draft).clear();
      held = null;
      wait = FIRST_PAUSE;
      item.resolve(answer);
      for (const listener of answered) listener(item, answer);
      await gone.catch(() => {}); // sent again by a later page, it is known by its key
    } catch (error) {
      item.running = false;
      if (error instanceof Offline) await hold("offline");
      else if (error instanceof Problem && error.signedOut) await holdSignedOut();
      else if (error instanceof Problem && error.passing) await rest();
      else await refuse(item, error);
    }
    pump();
  }

  async function refuse(item, error) {
    if (item.adopted && error instanceof Problem) {
      queue.splice(queue.indexOf(item), 1);
      const { document, status, etag } = error;
      failed = [...failed, { ...item, problem: error }];
      await keep({ ...item, refusal: { document, status, etag } });
    } else await settle(item);
    tell();
    item.reject(error);
  }

  /** Waits a little longer each time, or until somebody asks for another try. */
  async function rest() {
    const resting = pause(wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE);
    await Promise.race([resting, new Promise((done) => { const before = wake; wake = () => { before?.(); done(); }; })]);
  }

  let holding = null;

  /** Nothing goes out for a while; all who meet the same trouble wait together. */
  function hold(reason) {
    held = reason;
    tell();
    holding ??= rest().finally(() => {
      holding = null;
      if (held === reason) held = null;
    });
    return holding;
  }

  let asking = null;

  /** Waits until the same person is signed in again: another's session must not send these. */
  function holdSignedOut() {
    asking ??= (async () => {
      for (;;) {
        held = "signed-out";
        tell();
        await rest();
        try {
          const { data } = await client.get("/api/v1/me");
          if (data.username === username) break;
        } catch (error) {
          if (!(error instanceof Offline || error instanceof Problem)) throw error;
        }
      }
      held = null;
      wait = FIRST_PAUSE;
    })().finally(() => (asking = null));
    return asking;
  }

  /** Tries at once instead of after the pause: the connection is back, or the person pressed a button. */
  function flush() {
    wait = FIRST_PAUSE;
    wake?.();
    wake = null;
    pump();
    takeOver();
  }

  /** Begins with what earlier pages left; the promise ends when nothing waits. */
  async function start() {
    await loading;
    tell();
    pump();
    if (!queue.length) return;
    idle ??= (() => {
      let done;
      const promise = new Promise((resolve) => (done = resolve));
      return { promise, done };
    })();
    await idle.promise;
  }

  return {
    send, flush, state, start,
    /** Resolves once what earlier pages left is known. */
    loaded: loading,
    on(listener) {
      listeners.add(listener);
      listener(state());
      return () => listeners.delete(listener);
    },
    /** `fn(item, answer)` for every write that the server took, those of an earlier page included. */
    onAnswered(listener) {
      answered.add(listener);
      return () => answered.delete(listener);
    },
    items: () => queue.map(({ method, path, label, order, object, local, draft, adopted = false }) => ({ method, path, label, order, object, local, draft, adopted })),
    /** Takes back a write that is not under way: true when it is not sent any more. */
    cancel(key) {
      const item = queue.find((each) => each.key === key && !each.running);
      if (!item) return false;
      settle(item);
      tell();
      item.reject(new Cancelled());
      pump();
      return true;
    },
    /** Forgets one refused write, or all. */
    dismiss(item = null) {
      for (const each of failed) if (!item || each.key === item.key) writes.remove(each.key);
      failed = item ? failed.filter((each) => each.key !== item.key) : [];
      tell();
    },
  };
}

/** The person went on writing before the write went out. */
export class Cancelled extends Error {}
