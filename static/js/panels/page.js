// What every page does for a person who is signed in: menus that close, the palette, a careful sign-out.

import { createPalette } from "./palette.js";
import { placeCommands } from "./places.js";
import { countUnsent, forgetUnsent } from "../state/drafts.js";
import { forgetPages, startKeeping } from "../state/kept-pages.js";
import { countWrites, wipeWrites } from "../state/kept-writes.js";

const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** Who reads this page, and which desk it belongs to: `{username, slug}`; empty where there is none. */
export function whereAmI() {
  return { username: content("me"), slug: content("desk") };
}

const PLACES = { article: "articles", source: "sources" };

/** Rows of `P/search` as the palette shows them: `{kind, title, note, lang, rating, href}`. */
export function paletteRows(rows, slug) {
  return rows.map((row) => ({
    kind: row.type,
    title: row.headline || row.text || row.title || row.citation || row.url || "",
    note: row.publisher ?? row.claimant?.name ?? "",
    lang: row.language ?? null,
    rating: row.chip ?? null,
    href: `/d/${slug}/${PLACES[row.type] ?? "claims"}/${row.id}${row.type === "factcheck" ? "/publish" : ""}`,
  }));
}

function closeMenus() {
  const open = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** Signing out asks about text that was not sent, then deletes it and every kept page from this computer. */
function askBeforeSignOut(username) {
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const count = countUnsent(username) + (await countWrites(username));
      const question = ngettext(
        "%s text has not been sent yet. Sign out and delete it from this computer?",
        "%s texts have not been sent yet. Sign out and delete them from this computer?",
        count,
      );
      if (count && !confirm(interpolate(question, [count]))) return;
      forgetUnsent(username);
      await Promise.all([wipeWrites(username), forgetPages(username)]);
      form.submit();
    });
  }
}

/** Wires the page: gives the palette. `commands` is the registry of the page, `client` the API client of its desk or null. */
export function startPage({ commands, client = null }) {
  const { username, slug } = whereAmI();
  const find = client ? async (text) => paletteRows((await client.get(`search?q=${encodeURIComponent(text)}&limit=8`)).data.results, slug) : null;
  const palette = createPalette({ commands, find });
  commands.add(
    { id: "palette", name: gettext("Find or run a command"), keys: ["Ctrl+K"], inFields: true, group: gettext("Everywhere"), icon: "search", run: () => palette.open() },
    ...placeCommands(slug),
  );
  for (const button of document.querySelectorAll("[data-command]")) {
    button.addEventListener("click", (event) => {
      if (commands.run(button.dataset.command, event)) event.preventDefault();
    });
  }
  closeMenus();
  if (username) {
    askBeforeSignOut(username);
    startKeeping({ keep: slug ? [`/d/${slug}/`, `/d/${slug}/queue/`] : [] });
  }
  return palette;
}
