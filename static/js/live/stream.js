// One EventSource, watched: it must greet soon after it was opened, and say something now and then.

const EVENTS = ["change", "reset", "me", "presence", "ping", "hello"];

/** A stream of `url(after)`. `onEvent({name, data, id})` for each event; `onLost(reason)` once when it has ended:
 * `"silent"` (no greeting: a proxy holds it back), `"broken"`, or `"refused"` (an answer that is no stream).
 *
 * `greeting` and `silence` are milliseconds; the server pings every 15 seconds.
 */
export function openStream({ url, onEvent, onLost, greeting = 8000, silence = 40000, Source = globalThis.EventSource }) {
  const source = new Source(url);
  let timer = null;
  let ended = false;

  function end(reason) {
    if (ended) return;
    close();
    onLost(reason);
  }

  function close() {
    ended = true;
    clearTimeout(timer);
    source.close();
  }

  function watch(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => end("silent"), pause);
  }

  for (const name of EVENTS) {
    source.addEventListener(name, (event) => {
      if (ended) return;
      watch(silence);
      onEvent({ name, data: JSON.parse(event.data), id: event.lastEventId ? Number(event.lastEventId) : null });
    });
  }
  // Coming back is not left to the browser: it would not know whether there is anything to come back to.
  source.addEventListener("error", () => end(source.readyState === 2 ? "refused" : "broken"));
  watch(greeting);
  return { close };
}
