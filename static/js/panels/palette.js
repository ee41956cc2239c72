// Ctrl+K: find a claim, an article, a source, or run a command by its name.

import { element, icon, said } from "./element.js";
import { keyLabel } from "../state/commands.js";

const PAUSE = 150;
const KINDS = () => ({ claim: gettext("Claim"), article: gettext("Article"), source: gettext("Source"), factcheck: gettext("Fact-check") });

/** How well a name fits what was typed: 3 at its beginning, 2 at a word's, 1 anywhere, 0 not at all. */
export function fit(name, typed) {
  const text = name.toLocaleLowerCase();
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) return 1;
  if (text.startsWith(wanted)) return 3;
  if (text.split(/[\s–—-]+/u).some((word) => word.startsWith(wanted))) return 2;
  return text.includes(wanted) ? 1 : 0;
}

/** The commands whose names fit, best first, in their own order among equals. */
export function fitting(commands, typed) {
  return commands
    .map((command, order) => ({ command, order, rank: fit(command.name, typed) }))
    .filter((entry) => entry.rank > 0)
    .sort((one, other) => other.rank - one.rank || one.order - other.order)
    .map((entry) => entry.command);
}

/** `createPalette({commands, find})` gives `{open(typed), close(), isOpen}`.
 *
 * `find(text)` promises `[{kind, title, note, href, rating, lang}]`; without it only commands are offered.
 * The dialog is a combobox: focus stays in the field, arrows move through the list, Enter takes what is marked. */
export function createPalette({ commands, find = null }) {
  let dialog = null;
  let field = null;
  let list = null;
  let told = null;
  let entries = [];
  let at = 0;
  let found = [];
  let failed = false;
  let timer = null;
  let asked = 0;
  let before = null;

  function build() {
    told = element("p", { class: "visually-hidden", role: "status" });
    list = element("div", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": gettext("Results") });
    field = element("input", {
      class: "input palette-field", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", dir: "auto",
      placeholder: gettext("A claim, an article, a source or a command"), "aria-label": gettext("Find or run a command"),
      "aria-controls": "palette-list", "aria-expanded": "true", "aria-autocomplete": "list",
      on: { input: typed, keydown: pressed },
    });
    dialog = element("dialog", { class: "palette", "aria-label": gettext("Find or run a command") }, field, list, told);
    dialog.addEventListener("click", (event) => event.target === dialog && close());
    dialog.addEventListener("close", () => before?.isConnected && before.focus());
    document.body.append(dialog);
  }

  function typed() {
    clearTimeout(timer);
    const text = field.value.trim();
    at = 0;
    if (!find || text.length < 2) {
      found = [];
      failed = false;
      draw();
      return;
    }
    draw();
    timer = setTimeout(() => ask(text), PAUSE);
  }

  async function ask(text) {
    asked += 1;
    const mine = asked;
    list.setAttribute("aria-busy", "true");
    try {
      const rows = await find(text);
      if (mine !== asked) return;
      found = rows;
      failed = false;
    } catch {
      if (mine !== asked) return;
      found = [];
      failed = true;
    }
    list.removeAttribute("aria-busy");
    draw();
  }

  function rowOf(row) {
    const chip = row.rating ? element("span", { class: `letter r-${row.rating.colour}`, title: row.rating.label }, row.rating.letter) : null;
    return [
      said(row.title, { class: "said", lang: row.lang, dir: "auto" }),
      chip ?? element("span"),
      element("span", { class: "small soft" }, [KINDS()[row.kind], row.note].filter(Boolean).join(", "), row.rating ? `, ${row.rating.label}` : ""),
    ];
  }

  function commandOf(command) {
    const keys = command.keys?.[0];
    return [element("span", {}, icon(command.icon ?? "arrow-right"), " ", command.name), keys ? element("kbd", { class: "kbd" }, keyLabel(keys)) : element("span")];
  }

  function draw() {
    const text = field.value.trim();
    const offered = fitting(commands.available().filter((command) => command.id !== "palette"), text);
    entries = [
      ...found.map((row) => ({ row, take: () => location.assign(row.href) })),
      ...offered.map((command) => ({ command, take: () => commands.run(command.id) })),
    ];
    at = Math.min(at, Math.max(0, entries.length - 1));
    list.replaceChildren();
    if (found.length) list.append(element("p", { class: "palette-head label", role: "presentation" }, gettext("On this desk")));
    entries.forEach((entry, index) => {
      if (entry.command && (index === 0 || entries[index - 1].row)) list.append(element("p", { class: "palette-head label", role: "presentation" }, gettext("Commands")));
      const option = element(
        "div",
        { class: "menu-item", role: "option", id: `palette-${index}`, on: { click: () => take(index), pointermove: () => mark(index) } },
        ...(entry.row ? rowOf(entry.row) : commandOf(entry.command)),
      );
      list.append(option);
    });
    if (failed) list.append(element("p", { class: "palette-none" }, gettext("The desk could not be searched just now. Commands still work.")));
    else if (!entries.length) list.append(element("p", { class: "palette-none" }, interpolate(gettext("Nothing here has “%s” in it."), [text])));
    told.textContent = interpolate(ngettext("%s result", "%s results", entries.length), [entries.length]);
    mark(at);
  }

  function mark(index) {
    at = index;
    for (const option of list.querySelectorAll("[role=option]")) {
      const here = option.id === `palette-${index}`;
      option.classList.toggle("is-at", here);
      option.setAttribute("aria-selected", String(here));
      if (here) option.scrollIntoView({ block: "nearest" });
    }
    if (entries.length) field.setAttribute("aria-activedescendant", `palette-${index}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function pressed(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps && entries.length) {
      event.preventDefault();
      const step = steps[event.key];
      mark(Math.abs(step) === 1 ? (at + step + entries.length) % entries.length : Math.max(0, Math.min(entries.length - 1, at + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(at);
    }
  }

  function take(index) {
    const entry = entries[index];
    if (!entry) return;
    close();
    entry.take();
  }

  function open(text = "") {
    if (!dialog) build();
    if (dialog.open) return;
    before = document.activeElement;
    found = [];
    failed = false;
    at = 0;
    field.value = text;
    dialog.showModal();
    typed();
    field.focus();
    field.select();
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    if (dialog?.open) dialog.close();
  }

  return {
    open,
    close,
    get isOpen() {
      return Boolean(dialog?.open);
    },
  };
}
