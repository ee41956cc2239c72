// The list of what happened on a desk: a deletion is taken back from it, and what is new is told, not put in.

import { Offline, Problem } from "../api/client.js";
import { element } from "./element.js";
import { createToaster } from "./toast.js";
import { problemWords } from "./words.js";

/** Brings the list of the page to life. `live` tells of new changes. */
export function startActivity({ client, live }) {
  const root = document.querySelector("[data-activity]");
  if (!root) return;
  const toast = createToaster();
  for (const button of root.querySelectorAll("[data-restore]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await client.post(`${button.dataset.restore}/restore`);
        const done = element("span", { class: "small soft", role: "status", tabindex: "-1" }, gettext("It is back."));
        button.replaceWith(done);
        done.focus();
      } catch (error) {
        if (!(error instanceof Problem || error instanceof Offline)) throw error;
        button.disabled = false;
        toast(error instanceof Offline ? gettext("There is no connection.") : problemWords(error), { problem: true });
      }
    });
  }
  if (location.search) return; // a filtered or older part of the list has no "new above"
  let count = 0;
  let notice = null;
  live?.on("change", () => {
    count += 1;
    const words = interpolate(ngettext("%s new", "%s new", count), [count]);
    if (notice) notice.textContent = words;
    else {
      notice = element("button", { type: "button", class: "button button-s", on: { click: () => location.reload() } }, words);
      root.querySelector(".filters").after(element("p", { role: "status" }, notice));
    }
  });
}
