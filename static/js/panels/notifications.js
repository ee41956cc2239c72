// The bell in the header: what concerns the reader on this desk, how much of it is new.

import { Offline, Problem } from "../api/client.js";
import { element, said } from "./element.js";
import { momentWords } from "./words.js";

const PAGE = 20;
const PAUSE = 60000;

/** Fills the `[data-bell]` of the page and keeps it up to date; null where there is none. `client` is that of the desk.
 *
 * `live` tells of news as it happens; a page without it asks now and then. Gives `{refresh()}`. */
export function startBell({ client, live = null }) {
  const root = document.querySelector("[data-bell]");
  if (!root || !client) return null;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const list = find("list");
  let rows = [];
  let next = null;
  let unread = 0;
  let drawn = "";

  async function ask(work) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Offline || error instanceof Problem) return null; // the next time
      throw error;
    }
  }

  function item(row) {
    return element("li", { class: row.read ? "bell-item" : "bell-item is-new", data: { notification: row.id } },
      element("a", { href: new URL(row.url).pathname },
        element("b", {}, row.text), element("span", { class: "bell-title" }, said(row.title)),
        row.excerpt ? element("span", { class: "bell-excerpt quiet small" }, said(row.excerpt)) : null,
        element("time", { class: "quiet small", datetime: row.at }, momentWords(row.at))),
      row.read ? null : element("button", { type: "button", class: "button button-plain button-s button-icon", "aria-label": gettext("Mark as read"), title: gettext("Mark as read"), on: { click: () => mark([row.id]) } }, element("span", { class: "unread-dot", "aria-hidden": "true" })));
  }

  function draw() {
    const state = JSON.stringify([rows, unread, next]);
    if (state === drawn) return;
    drawn = state;
    const badge = find("badge");
    badge.hidden = !unread;
    badge.textContent = unread > 99 ? "99+" : String(unread);
    root.querySelector("summary").title = unread ? interpolate(ngettext("%s new notification", "%s new notifications", unread), [unread]) : "";
    const focused = list.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.notification : null;
    list.replaceChildren(...rows.map(item));
    if (focused) list.querySelector(`[data-notification="${focused}"] a`)?.focus();
    find("none").hidden = rows.length > 0;
    find("read-all").hidden = !unread;
    find("older").hidden = !next;
  }

  async function refresh() {
    const count = Math.min(Math.max(rows.length, PAGE), 100);
    const answer = await ask(() => client.get(`notifications?order=-created&limit=${count}`));
    if (!answer) return;
    const before = unread;
    ({ results: rows, next, unread } = answer.data);
    draw();
    root.hidden = false;
    if (unread > before && drawn) document.getElementById("live").textContent = rows.find(({ read }) => !read)?.text ?? "";
  }

  async function mark(ids) {
    const body = ids ? { read: true, ids } : { read: true };
    const wanted = new Set(ids ?? rows.map(({ id }) => id));
    rows = rows.map((row) => (wanted.has(row.id) ? { ...row, read: true } : row));
    const answer = await ask(() => client.patch("notifications", body));
    if (answer) ({ unread } = answer.data);
    draw();
  }

  find("read-all").addEventListener("click", () => mark(null));
  find("older").addEventListener("click", async () => {
    const answer = await ask(() => client.get(next));
    if (!answer) return;
    rows = [...rows, ...answer.data.results];
    ({ next } = answer.data);
    draw();
  });
  root.addEventListener("toggle", () => root.open && refresh());
  // A comment that was read where it stands is no news any more.
  document.addEventListener("comments:read", ({ detail: { comments } }) => {
    const ids = rows.filter(({ read, comment }) => !read && comments.includes(comment)).map(({ id }) => id);
    if (ids.length) mark(ids);
  });
  if (live) live.on("me", refresh);
  else setInterval(() => document.hidden || refresh(), PAUSE);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  refresh();
  return { refresh };
}
