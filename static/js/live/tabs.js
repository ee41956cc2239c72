// The pages of one person on one desk in one browser: one of them leads, and says to the others what it hears.

/** `lead()` is called when this page leads (once, until it is closed); `heard(message)` for what other pages say.
 *
 * Gives `{say(message), leads, close()}`. Where the browser has no Web Locks (plain http from another machine) every page
 * leads for itself: `alone` is true then.
 */
export function joinTabs({ name, lead, heard, locks = globalThis.navigator?.locks, Channel = globalThis.BroadcastChannel }) {
  const channel = Channel ? new Channel(name) : null;
  const end = new AbortController();
  let release = () => {};
  const tabs = {
    leads: false,
    alone: !locks || !channel,
    say: (message) => tabs.alone || channel.postMessage(message),
    close() {
      end.abort();
      release();
      channel?.close();
    },
  };
  if (channel && !tabs.alone) channel.addEventListener("message", (event) => heard(event.data));
  const begin = () => {
    tabs.leads = true;
    lead();
  };
  if (tabs.alone) queueMicrotask(begin);
  else {
    locks
      .request(name, { signal: end.signal }, () => {
        begin();
        return new Promise((go) => (release = go));
      })
      .catch((error) => {
        if (error.name !== "AbortError") throw error;
      });
  }
  return tabs;
}
