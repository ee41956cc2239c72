// My queue: from one claim to the next, by keys, by thumb, and by itself after a verdict.

/** Wires the bar of the queue, if this page has one; gives `{next()}` or null. */
export function createQueue({ client, commands, fail, bar = document.querySelector("[data-queue]"), go = (href) => location.assign(href) }) {
  if (!bar) return null;
  const { home, next, assignment } = bar.dataset;
  const link = (name) => bar.querySelector(`[data-queue-go="${name}"][href]`);
  // The server knows best what waits now; where nothing came after, it begins anew.
  const on = () => go(next ? `${home}?claim=${next}` : home);
  const group = gettext("My queue");

  async function done() {
    try {
      await client.patch(`assignments/${assignment}`, { status: "done" }, { etag: "*" });
    } catch (error) {
      fail(error);
      return;
    }
    on();
  }

  const button = bar.querySelector("[data-queue-done]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", done);
    commands.add({ id: "queue.done", name: gettext("This work is done, the next claim"), keys: ["d"], group, icon: "check", run: done });
  }
  const verdict = bar.querySelector("[data-queue-verdict]");
  const place = document.getElementById("verdict");
  if (!place || place.hidden) verdict.hidden = true;
  verdict.addEventListener("click", (event) => {
    if (commands.run("claim-verdict", event)) event.preventDefault();
  });
  commands.add(
    { id: "queue.next", name: gettext("The next claim of my queue"), keys: ["]"], group, icon: "arrow-right", when: () => Boolean(link("next")), run: () => link("next").click() },
    { id: "queue.previous", name: gettext("The claim of my queue before this one"), keys: ["["], group, icon: "arrow-left", when: () => Boolean(link("previous")), run: () => link("previous").click() },
  );
  return { next: on };
}
