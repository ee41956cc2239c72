// Keeps the page up to date: asks for the changes after the last one it knows.

import { Offline, Problem } from "../api/client.js";

const PAGE = 500;

/** Polls `changes`.
 *
 * `apply(changes)` may give a promise; the next question waits for it. `reached(state)` tells `"online"`, `"offline"`, `"signed-out"` when
 * that changes. `reset(head)` is called when the number is unknown to the server: the page must be loaded anew.
 * `interval` and `hidden` are milliseconds between questions on a page that is looked at, and on one that is not.
 */
export function createPoll({ client, after, apply, reset = () => {}, reached = () => {}, interval = 2500, hidden = 15000, looked = () => !document.hidden }) {
  let last = after;
  let timer = null;
  let state = "online";
  let stopped = true;
  let asking = null;
  let failures = 0;

  function become(next) {
    if (next === state) return;
    state = next;
    reached(next);
  }

  async function ask() {
    try {
      for (;;) {
        const { data } = await client.get(`changes?after=${last}&limit=${PAGE}`);
        failures = 0;
        become("online");
        if (data.changes.length) await apply(data.changes);
        last = data.last;
        if (last >= data.head || !data.changes.length) return;
      }
    } catch (error) {
      failures += 1;
      if (error instanceof Offline) become("offline");
      else if (error instanceof Problem && error.signedOut) become("signed-out");
      else if (error instanceof Problem && error.status === 410) {
        stopped = true;
        reset(error.document.head ?? null);
      } else if (!(error instanceof Problem)) throw error;
    }
  }

  function plan() {
    clearTimeout(timer);
    if (stopped) return;
    const pause = looked() ? interval : hidden;
    timer = setTimeout(now, Math.min(pause * 2 ** Math.min(failures, 3), 30000));
  }

  function now() {
    clearTimeout(timer);
    asking ??= ask().finally(() => {
      asking = null;
      plan();
    });
    return asking;
  }

  return {
    now,
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
