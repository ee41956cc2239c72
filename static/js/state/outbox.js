// Changes on their way to the server: in order, kept on this computer until answered, sent once.

import { Offline, Problem, uuid } from "../api/client.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 20000;

/** The ETag of a row that is on the screen before the server has answered: revision 0. */
const UNSAVED = '"0"';

/** The queue of one person's writes on one desk.
 *
 * `send({method, path, body, etag, object, label, draft})` gives a promise of `{data, etag, status}`. It rejects with a
 * `Problem` when the server says no. When the server cannot be reached, or the session has ended, the promise stays
 * open and the write is tried again, also after a reload: each is stored with its Idempotency-Key. `object` names what
 * it changes: writes that wait behind one on the same object go out with the revision that one made. `draft` is the
 * name of the draft that it came from, dropped when the server has it.
 *
 * `state` is `{status: "saved" | "saving" | "offline" | "signed-out", waiting, failed: [item]}`; `on(fn)` tells changes.
 */
export function createOutbox({ client, drafts, username, pause = (ms) => new Promise((done) => setTimeout(done, ms)) }) {
  const { storage, prefix } = drafts;
  const place = (item) => `${prefix}outbox:${item.key}`;
  const listeners = new Set();
  const answered = new Set();
  const queue = [];
  let status = "saved";
  let failed = [];
  let running = false;
  let wake = null;
  let wait = FIRST_PAUSE;

  const state = () => ({ status, waiting: queue.length, failed });
  const tell = () => listeners.forEach((listener) => listener(state()));

  function keep(item) {
    if (item.body instanceof FormData) return; // a file cannot be kept in text; it lives as long as the page
    const { method, path, body, etag, key, object, label, draft, order } = item;
    try {
      storage.setItem(place(item), JSON.stringify({ method, path, body, etag, key, object, label, draft, order }));
    } catch {
      // Storage is full or refused: the change still goes out from memory.
    }
  }

  function adopt() {
    const found = [];
    for (let index = 0; index < storage.length; index += 1) {
      const name = storage.key(index);
      if (!name.startsWith(`${prefix}outbox:`)) continue;
      try {
        found.push(JSON.parse(storage.getItem(name)));
      } catch {
        storage.removeItem(name);
      }
    }
    found.sort((one, other) => one.order - other.order);
    for (const item of found) queue.push({ ...item, resolve() {}, reject() {}, adopted: true });
  }

  function send({ method, path, body, etag, object, label, draft, key }) {
    return new Promise((resolve, reject) => {
      const item = { method, path, body, etag, object, label, draft, key: key ?? uuid(), order: Date.now() + queue.length / 1000, resolve, reject };
      queue.push(item);
      keep(item);
      run();
    });
  }

  function settle(item) {
    queue.splice(queue.indexOf(item), 1);
    storage.removeItem(place(item));
  }

  /** Writes that wait behind this one on the same object were made on what it has just changed. */
  function rebase(item, answer) {
    if (!item.object || !answer.etag) return;
    const made = item.etag ?? UNSAVED;
    for (const other of queue) {
      if (other.object === item.object && other.etag && other.etag === made) {
        other.etag = answer.etag;
        keep(other);
      }
    }
  }

  async function run() {
    if (running) return;
    running = true;
    while (queue.length) {
      if (status !== "offline" && status !== "signed-out") status = "saving";
      tell();
      const item = queue[0];
      try {
        const answer = await client.send(item.method, item.path, item.body, { etag: item.etag, key: item.key });
        settle(item);
        rebase(item, answer);
        if (item.draft) drafts.draft(item.draft).clear();
        status = "saving";
        wait = FIRST_PAUSE;
        item.resolve(answer);
        for (const listener of answered) listener(item, answer);
      } catch (error) {
        if (error instanceof Offline) await hold("offline");
        else if (error instanceof Problem && error.signedOut) await holdSignedOut();
        else if (error instanceof Problem && error.passing) await hold("saving");
        else {
          settle(item);
          item.reject(error);
          if (item.adopted) failed = [...failed, { ...item, problem: error }];
        }
      }
    }
    status = "saved";
    running = false;
    tell();
  }

  async function hold(reason) {
    status = reason;
    tell();
    const resting = pause(wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE);
    await Promise.race([resting, new Promise((done) => (wake = done))]);
  }

  /** Waits until the same person is signed in again: another's session must not send these. */
  async function holdSignedOut() {
    for (;;) {
      await hold("signed-out");
      try {
        const { data } = await client.get("/api/v1/me");
        if (data.username === username) {
          status = "saving";
          wait = FIRST_PAUSE;
          return;
        }
      } catch (error) {
        if (!(error instanceof Offline || error instanceof Problem)) throw error;
      }
    }
  }

  /** Tries at once instead of after the pause: the connection is back, or the person pressed a button. */
  function flush() {
    wait = FIRST_PAUSE;
    wake?.();
    run();
  }

  adopt();
  return {
    send,
    flush,
    state,
    start: run,
    on(listener) {
      listeners.add(listener);
      listener(state());
      return () => listeners.delete(listener);
    },
    /** `fn(item, answer)` for every write that the server took, those of an earlier page included. */
    onAnswered: (listener) => answered.add(listener),
    items: () => queue.map(({ method, path, label, order }) => ({ method, path, label, order })),
    dismiss() {
      failed = [];
      tell();
    },
  };
}
