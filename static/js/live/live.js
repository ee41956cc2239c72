// What is new on the desk, as it happens: by the one stream of this browser, else by asking from time to time.

import { createPoll } from "./poll.js";
import { createPresence } from "./presence.js";
import { openStream } from "./stream.js";
import { joinTabs } from "./tabs.js";

// Milliseconds.
const FIRST_PAUSE = 800;
const LONGEST_PAUSE = 30000;
const REFUSED_PAUSES = [20000, 60000, 300000]; // no stream here, or one that is held back
const FOLLOWING = 45000; // without word of the leading page the others ask for themselves
const LEAVING = 5000; // after this the page that was about to be left is still here
const SAY_AFTER = 6000; // a stream that is back sooner than this is not worth a word

/** Starts with `start()`. The options are those of `createPoll`, and `slug`, `username`, `name`: whose page it is.
 *
 * `on(event, fn)`:
 *   change  entry     each change, once and in order, after `apply` had it
 *   me                something of one's own is new: notifications, queue, one's place on the desk
 *   presence list     who is there: `[{username, name, tab, article, claim, selection}]`, without oneself
 *   mode    mode      "stream" or "poll" (a proxy holds the stream back, or there is none)
 * `here({article, claim, selection})` tells the others where one is.
 */
export function createLive({ client, slug, username, after = null, apply = async () => {}, reached = () => {}, reset = () => {}, ...more }) {
  const listeners = new Map();
  const emit = (event, ...values) => listeners.get(event)?.forEach((fn) => fn(...values));
  const presence = createPresence({ client, username, tell: (list) => emit("presence", list) });
  const poll = createPoll({
    ...more, client, after,
    async apply(changes) {
      await apply(changes);
      for (const change of changes) emit("change", change);
    },
    reached(state) {
      reached(state);
      if (state === "online") plan(FIRST_PAUSE * Math.random());
    },
    reset,
  });
  let stream = null;
  let flows = false;
  let mode = null;
  let failures = 0;
  let refusals = 0;
  let timer = null;
  let sayTimer = null;
  let followTimer = null;
  let meTimer = null;
  let tabs = null;
  let leftAt = -Infinity;

  // The mode ---------------------------------------------------------------------------------------------------

  function setFlows(value) {
    if (flows === value && mode) return;
    flows = value;
    poll.rest(value);
    clearTimeout(sayTimer);
    clearInterval(meTimer);
    if (value) setMode("stream");
    else {
      sayTimer = setTimeout(() => setMode("poll"), SAY_AFTER);
      // Nobody says what is one's own meanwhile.
      meTimer = setInterval(() => poll.state === "online" && emit("me"), 30000);
      if (Date.now() > leftAt + LEAVING) poll.now();
    }
  }

  function setMode(next) {
    if (mode === next) return;
    mode = next;
    // Nobody says any more who is there.
    if (mode === "poll") presence.clear();
    emit("mode", mode);
  }

  // The leading page -------------------------------------------------------------------------------------------

  function plan(pause) {
    if (!tabs?.leads || stream) return;
    clearTimeout(timer);
    timer = setTimeout(open, Math.max(pause, leftAt + LEAVING - Date.now()));
  }

  function open() {
    if (stream || !tabs.leads || poll.state !== "online" || (tabs.alone && document.hidden)) return;
    const query = poll.last === null ? "" : `?after=${poll.last}`;
    stream = openStream({ url: `${client.base}/stream${query}`, onEvent: (event) => spread(event), onLost: lost });
  }

  function lost(reason) {
    const worked = flows;
    stream = null;
    setFlows(false);
    tabs.say({ type: "lost" });
    if (reason === "broken" || worked) {
      plan(Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random()));
      failures += 1;
    } else {
      plan(REFUSED_PAUSES[Math.min(refusals, REFUSED_PAUSES.length - 1)]);
      refusals += 1;
    }
  }

  /** What the stream says, for this page and for the others. */
  function spread(event) {
    if (event.name === "hello") {
      failures = refusals = 0;
      presence.clear();
    }
    take(event);
    tabs.say({ type: "event", event });
  }

  // Every page -------------------------------------------------------------------------------------------------

  let gathered = [];

  function take({ name, data }) {
    if (name === "hello") {
      poll.begin(data.head);
      setFlows(true);
      presence.say();
      emit("me");
    } else if (name === "change") {
      // What comes in one piece is applied in one piece.
      if (!gathered.length) queueMicrotask(() => setTimeout(hand));
      gathered.push(data);
    } else if (name === "me") tellMe();
    else if (name === "presence") presence.take(data);
    else if (name === "reset") poll.now();
  }

  /** A page that is being left asks for nothing more: it may be signed out already. */
  function tellMe() {
    const stays = leftAt + LEAVING - Date.now();
    if (stays > 0) setTimeout(() => emit("me"), stays);
    else emit("me");
  }

  function hand() {
    poll.take(gathered);
    gathered = [];
  }

  function heard({ type, event, people }) {
    if (tabs.leads) {
      if (type === "who" && flows) tabs.say({ type: "flows", people: presence.everybody() });
      return;
    }
    clearTimeout(followTimer);
    followTimer = setTimeout(() => setFlows(false), FOLLOWING);
    if (type === "lost") setFlows(false);
    else if (type === "flows" && !flows) {
      presence.replace(people);
      // What was said before this page listened is asked for.
      poll.now();
      setFlows(true);
      presence.say();
    } else if (type === "event") {
      if (event.name === "hello") presence.clear();
      else if (!flows) setFlows(true);
      take(event);
    }
  }

  return {
    on(event, fn) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event).add(fn);
      if (event === "mode" && mode) fn(mode);
      return () => listeners.get(event).delete(fn);
    },
    start() {
      poll.start();
      poll.rest(false);
      sayTimer = setTimeout(() => setMode("poll"), SAY_AFTER * 2);
      tabs = joinTabs({ name: `fc-live:${username}:${slug}`, lead: () => open(), heard });
      tabs.say({ type: "who" });
      document.addEventListener("visibilitychange", () => {
        presence.looked(!document.hidden);
        if (tabs.alone && document.hidden) {
          stream?.close();
          stream = null;
          setFlows(false);
        } else if (!document.hidden && tabs.leads && !stream) plan(0);
      });
      // Signing out ends the stream before the next page is there: that is no news.
      addEventListener("beforeunload", () => (leftAt = Date.now()));
      addEventListener("pagehide", () => presence.leave());
      addEventListener("pageshow", (event) => event.persisted && presence.say());
    },
    here: presence.here,
    get people() {
      return presence.others();
    },
    get mode() {
      return mode;
    },
    now: poll.now,
    lost: poll.lost,
    stop() {
      poll.stop();
      stream?.close();
      tabs?.close();
    },
    get last() {
      return poll.last;
    },
  };
}
