// Somebody changed the same thing meanwhile: both versions, field by field, one's own chosen where they differ.

import { element, said } from "./element.js";

/** The comparison as an element; fields that both have the same are shown once.
 *
 * `fields`: `[{name, label, mine, theirs}]` with texts. `onKeep(chosen)` gets `{name: "mine" | "theirs"}` of the fields that differ;
 * *Take all of theirs* gives `theirs` for all. */
export function compareVersions({ who, fields, onKeep }) {
  const differing = fields.filter(({ mine, theirs }) => mine !== theirs);
  const group = `compare-${Math.random().toString(36).slice(2, 8)}`;
  const chosen = Object.fromEntries(differing.map(({ name }) => [name, "mine"]));
  const choice = (field, side) => {
    const text = field[side] || gettext("nothing");
    const radio = element("input", { type: "radio", name: `${group}-${field.name}`, on: { change: () => (chosen[field.name] = side) } });
    radio.checked = side === "mine";
    return element("label", {}, radio, element("span", {}, element("ins", {}, said(text))));
  };
  const grid = element("div", { class: "compare" }, element("span", { class: "compare-name" }), element("b", {}, gettext("Yours, now")), element("b", {}, said(who)));
  for (const field of fields) {
    grid.append(element("span", { class: "compare-name soft" }, field.label));
    if (field.mine === field.theirs) grid.append(element("span", {}, said(field.mine || "—")), element("span", { class: "quiet" }, gettext("the same")));
    else grid.append(choice(field, "mine"), choice(field, "theirs"));
  }
  return element("div", { class: "conflict", role: "group", "aria-label": interpolate(gettext("%s changed this while you typed"), [who]) },
    element("p", { class: "conflict-title" }, element("b", {}, interpolate(gettext("%s changed this while you typed"), [who]))),
    grid,
    element("div", { class: "row" },
      element("button", { type: "button", class: "button button-primary", on: { click: () => onKeep(chosen) } }, gettext("Keep as chosen")),
      element("button", { type: "button", class: "button", on: { click: () => onKeep(Object.fromEntries(differing.map(({ name }) => [name, "theirs"]))) } }, interpolate(gettext("Take all of %s’s"), [who]))));
}
