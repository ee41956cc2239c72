// `?`: every key, by group; each can be given another key, and all bare letters can be switched off.

import { combination, keyLabel } from "../state/commands.js";
import { element, icon } from "./element.js";

/** `createHelp(commands)` gives `{open(), close()}`. */
export function createHelp(commands) {
  let dialog = null;
  let waiting = null;
  let before = null;

  function build() {
    dialog = element("dialog", { class: "dialog help", "aria-labelledby": "help-title" });
    dialog.addEventListener("close", () => {
      waiting = null;
      before?.isConnected && before.focus({ preventScroll: true });
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", taken);
    document.body.append(dialog);
  }

  /** While a command waits for its new key, the next key is that. */
  function taken(event) {
    if (!waiting) return;
    event.preventDefault();
    event.stopPropagation();
    const combo = combination(event);
    if (!combo) return;
    const id = waiting;
    waiting = null;
    if (combo === "Escape") {
      draw(id);
      return;
    }
    const holder = commands.holder(combo, id);
    if (holder) {
      draw(id, interpolate(gettext("%s already belongs to “%s”."), [keyLabel(combo), holder.name]));
      return;
    }
    commands.remap(id, [combo]);
    draw(id);
  }

  function row(command, focusId) {
    const keys = command.keys.length ? command.keys.map((key) => element("kbd", { class: "kbd" }, keyLabel(key))) : [element("span", { class: "quiet" }, gettext("Ctrl K, by name"))];
    const change = element("button", { type: "button", class: "button button-plain button-s", "aria-label": interpolate(gettext("Another key for “%s”"), [command.name]), on: { click: () => { waiting = command.id; draw(command.id); } } },
      waiting === command.id ? gettext("Press a key") : icon("keyboard"));
    if (focusId === command.id) queueMicrotask(() => change.focus());
    return element("div", { class: "help-row" }, element("span", {}, command.name), element("span", { class: "help-keys" }, ...keys), change);
  }

  function draw(focusId = null, problem = "") {
    const groups = new Map();
    for (const command of commands.list()) {
      if (command.hidden) continue;
      if (!groups.has(command.group)) groups.set(command.group, []);
      groups.get(command.group).push(command);
    }
    const off = element("input", { type: "checkbox", on: { change: (event) => commands.setEnabled(event.target.checked) } });
    off.checked = commands.enabled;
    dialog.replaceChildren(
      element("div", { class: "row row-line" }, element("h2", { id: "help-title" }, gettext("Keys")), element("button", { type: "button", class: "button button-plain button-s button-icon push", "aria-label": gettext("Close"), on: { click: () => dialog.close() } }, icon("x"))),
      element("div", { class: "row" }, element("label", { class: "check" }, off, gettext("Single letters work as keys")), element("button", { type: "button", class: "text-button push", on: { click: () => { commands.reset(); draw(); } } }, gettext("All keys as they were"))),
      element("p", { class: "field-problem", role: "alert" }, problem),
      element("div", { class: "help-groups" }, ...[...groups].filter(([, list]) => list.some((command) => command.keys.length)).map(([name, list]) =>
        element("section", {}, element("h3", { class: "label" }, name), ...list.map((command) => row(command, focusId))))),
    );
  }

  return {
    open() {
      if (!dialog) build();
      before = document.activeElement;
      draw();
      if (!dialog.open) dialog.showModal();
    },
    close: () => dialog?.close(),
  };
}
