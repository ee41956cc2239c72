// The outbox of a page that is no workspace: sends what waits, says so in the bar, and takes what its forms cannot send.

import { browserWrites } from "../state/kept-writes.js";
import { createOutbox } from "../state/outbox.js";
import { element } from "./element.js";
import { createStateLine } from "./state-line.js";

/** Gives `{outbox, reached}`: the outbox of the desk, already sending, and a function that is told how the connection is. */
export function startOutbox({ client, drafts, username, slug }) {
  const outbox = createOutbox({ client, drafts, username, writes: browserWrites({ username, slug }) });
  let reached = () => {};
  const bar = document.querySelector(".bar");
  const main = document.getElementById("main");
  if (bar && main) {
    const line = element("span", { class: "saved", id: "saved", role: "status" });
    (bar.querySelector(".push") ?? bar.lastElementChild).after(line);
    const notices = element("div", { id: "notices" });
    main.before(notices);
    const state = createStateLine({ line, notices, outbox, mayWrite: true, username, quiet: true, signInHref: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` });
    reached = (connection) => {
      state.connection(connection);
      if (connection === "online") outbox.flush();
    };
    if (!navigator.onLine) reached("offline");
    addEventListener("offline", () => reached("offline"));
    addEventListener("online", () => reached("online"));
  }
  outbox.start();
  return { outbox, reached };
}
