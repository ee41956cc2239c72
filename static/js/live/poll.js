// Keeps the page up to date: asks for the changes after the last one it knows.

import { Offline, Problem } from "../api/client.js";

const PAGE = 500;

/** Polls `changes`, and takes what a stream brings.
 *
 * `after` null: the page shows nothing that must be brought up to date, so the first answer only tells where the log is.
 * `apply(changes)` may give a promise; the next question waits for it. `reached(state)` tells `"online"`, `"offline"`, `"signed-out"` when
 * that changes. `reset(head)` is called when the number is unknown to the server: the page must be loaded anew.
 * `interval` and `hidden` are milliseconds between questions on a page that is looked at, and on one that is not.
 */
export function createPoll({ client, after, apply, reset = () => {}, reached = () => {}, interval = 2500, hidden = 15000, spread = 300, looked = () => !document.hidden }) {
  let last = after;
  let timer = null;
  let state = "online";
  let stopped = true;
  let asking = null;
  let failures = 0;
  let resting = false;
  const waiting = [];

  function become(next) {
    if (next === state) return;
    state = next;
    reached(next);
  }

  async function ask() {
    try {
      for (;;) {
        const { data } = await client.get(last === null ? "changes?limit=1" : `changes?after=${last}&limit=${PAGE}`);
        failures = 0;
        become("online");
        if (last === null) {
          last = data.head;
          return;
        }
        if (data.changes.length) await apply(data.changes);
        last = data.last;
        if (last >= data.head || !data.changes.length) return;
      }
    } catch (error) {
      failures += 1;
      if (error instanceof Offline) become("offline");
      else if (error instanceof Problem && error.signedOut) become("signed-out");
      else if (error instanceof Problem && error.status === 410) {
        if (after === null) last = error.document.head;
        else {
          stopped = true;
          reset(error.document.head ?? null);
        }
      } else if (!(error instanceof Problem)) throw error;
    }
  }

  function plan() {
    clearTimeout(timer);
    if (stopped || (resting && !failures)) return;
    const pause = looked() ? interval : hidden;
    timer = setTimeout(now, Math.min(pause * 2 ** Math.min(failures, 3), 30000));
  }

  /** One thing at a time: what the stream brings waits for an answer under way, and the other way round. */
  function alone(work) {
    clearTimeout(timer);
    asking ??= work().finally(() => {
      asking = null;
      if (waiting.length && !stopped) alone(drain);
      else plan();
    });
    return asking;
  }

  const now = () => alone(ask);

  /** Applies what waits as far as it goes on from where the page is; for what is missing or hidden it asks. */
  async function drain() {
    const next = [];
    let asks = false;
    for (const entry of waiting.splice(0)) {
      const at = last + next.length + 1;
      if (entry.seq < at) continue;
      asks = entry.seq > at || entry.pull;
      if (asks) break;
      next.push(entry);
    }
    if (next.length) {
      become("online");
      await apply(next);
      last = next.at(-1).seq;
    }
    // All pages are told of it at once: they do not ask all at once.
    if (asks) await new Promise((go) => setTimeout(go, Math.random() * spread));
    if (asks) await ask();
  }

  return {
    now,
    /** Entries of a stream, with `pull`: applied together, each once and in order. */
    take(entries) {
      if (stopped || last === null) return;
      waiting.push(...entries);
      alone(drain);
    },
    /** A page without a number begins where the stream does. */
    begin(head) {
      last ??= head;
    },
    /** While a stream flows nothing is asked from time to time. */
    rest(value) {
      resting = value;
      plan();
    },
    get state() {
      return state;
    },
    /** The browser says that there is no network: known before the next question could fail. */
    lost: () => become("offline"),
    start() {
      stopped = false;
      plan();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    get last() {
      return last;
    },
  };
}
