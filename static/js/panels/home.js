// Home while it is open: what waits is drawn again when something changed, and who is where is said as it is.

import { Offline, Problem } from "../api/client.js";
import { element } from "./element.js";

const PAUSE = 1500;

/** Brings home to life. `live` tells of changes, of what is one's own, and of who is there. */
export function startHome({ client, live }) {
  const root = document.querySelector("[data-home]");
  if (!root) return;
  let people = [];
  let timer = null;

  /** The names of those who have an article open now, on its line. */
  function drawPeople() {
    for (const line of root.querySelectorAll("[data-article]")) {
      const names = [...new Set(people.filter((one) => one.article === line.dataset.article).map(({ name, username }) => name || username))];
      const place = line.querySelector("[data-here]");
      place.hidden = !names.length;
      place.replaceChildren(...(names.length ? [element("b", {}, gettext("here now:")), " ", element("bdi", {}, names.join(", "))] : []));
    }
  }

  async function refresh() {
    try {
      const html = await client.html(location.pathname + location.search);
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-home]");
      if (!fresh) return;
      // Whoever stands on a button stands on it afterwards, if it is still there.
      const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      root.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
      drawPeople();
      if (focused) [...root.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    } catch (error) {
      if (!(error instanceof Offline || error instanceof Problem)) throw error; // the next change asks again
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  live.on("change", soon);
  live.on("me", soon);
  live.on("presence", (list) => {
    people = list;
    drawPeople();
  });
}
