// Who is where: what others say of themselves, and what one says of oneself.

import { Offline, Problem, uuid } from "../api/client.js";

// Milliseconds. The server forgets a page after a minute.
const AGAIN = 25000;
const SETTLE = 350; // a selection is told when it rests
const HIDDEN = 60000; // a page that nobody looks at is left after so long
const MOST_FRAGMENTS = 100;

/** `tell(list)` gets everybody else, whenever that changes. `here(place)` says where one is; null: nowhere. */
export function createPresence({ client, username, tell, tab = uuid() }) {
  const known = new Map();
  let place = null;
  let said = null;
  let timer = null;
  let again = null;
  let away = null;
  let told = null;

  const keyOf = (one) => `${one.username} ${one.tab}`;
  const others = () => [...known.values()].filter((one) => one.username !== username);

  function changed() {
    told ??= setTimeout(() => {
      told = null;
      tell(others());
    });
  }

  async function say(body = place && { ...place, tab }) {
    if (!body) return;
    clearTimeout(timer);
    clearTimeout(again);
    timer = null;
    said = JSON.stringify(place);
    try {
      await client.put("presence", body);
    } catch (error) {
      // Nothing depends on it: it is said again.
      if (!(error instanceof Offline || error instanceof Problem)) throw error;
    }
    clearTimeout(again);
    if (place && !document.hidden) again = setTimeout(() => say(), AGAIN);
  }

  return {
    take(one) {
      if (one.gone) known.delete(keyOf(one));
      else known.set(keyOf(one), one);
      changed();
    },
    clear() {
      known.clear();
      changed();
    },
    replace(list) {
      known.clear();
      for (const one of list) known.set(keyOf(one), one);
      changed();
    },
    everybody: () => [...known.values()],
    others,
    say: () => say(),
    here(next) {
      const selection = next?.selection && next.selection.fragments.length <= MOST_FRAGMENTS ? next.selection : null;
      place = next && { ...next, selection };
      if (!place) {
        clearTimeout(timer);
        clearTimeout(again);
      }
      if (!place || JSON.stringify(place) === said || document.hidden) return;
      // The first word goes out at once, what moves when it rests.
      if (said === null) say();
      else timer ??= setTimeout(() => say(), SETTLE);
    },
    looked(looking) {
      clearTimeout(away);
      if (looking) say();
      else away = setTimeout(() => say({ tab }), HIDDEN);
    },
    /** The page is closed: it is said even though nobody waits for the answer. */
    leave() {
      if (place) client.put("presence", { tab }, { keepalive: true }).catch(() => {});
    },
  };
}
