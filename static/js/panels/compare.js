// Both versions of something, field by field, one's own chosen where they differ.

import { element, said } from "./element.js";

/** The comparison as an element; fields that both have the same are shown once.
 *
 * `who` is a name, `when` the time in words. `fields`: `[{name, label, mine, theirs, side, together}]` with texts; `side` is chosen at first ("mine" by default), `together` a text
 * to begin a third version with, null where there can be none. `onKeep({name: {side: "mine" | "theirs" | "together", text}})`
 * gets what was chosen for the fields that differ; *Take all of theirs* gives `theirs` for all. */
export function compareVersions({ who, when = "", fields, onKeep }) {
  const differing = fields.filter(({ mine, theirs }) => mine !== theirs);
  const group = `compare-${Math.random().toString(36).slice(2, 8)}`;
  const chosen = new Map(differing.map(({ name, side }) => [name, { side: side ?? "mine", text: null }]));

  const radio = (field, side, picked = () => {}) => {
    const made = element("input", { type: "radio", name: `${group}-${field.name}`, value: side, on: { change: () => { chosen.get(field.name).side = side; picked(); } } });
    made.checked = chosen.get(field.name).side === side;
    return made;
  };
  const choice = (field, side) => element("label", {}, radio(field, side), element("span", {}, element("ins", {}, said(field[side] || gettext("nothing")))));

  /** A third version, written from both. */
  function together(field) {
    const area = element("textarea", { class: "input", rows: 3, dir: "auto", "aria-label": interpolate(gettext("%s, from both"), [field.label]), hidden: true });
    area.value = field.together;
    const button = radio(field, "together", () => {
      area.hidden = false;
      area.focus();
    });
    area.addEventListener("input", () => (chosen.get(field.name).text = area.value));
    chosen.get(field.name).text = field.together;
    return element("div", { class: "compare-together" }, element("label", {}, button, element("span", {}, gettext("Write it from both"))), area);
  }

  const grid = element("div", { class: "compare" }, element("span", { class: "compare-name" }), element("b", {}, gettext("Yours, now")), element("b", {}, said(who), when ? ` · ${when}` : ""));
  for (const field of fields) {
    grid.append(element("span", { class: "compare-name soft" }, field.label));
    if (field.mine === field.theirs) grid.append(element("span", {}, said(field.mine || "—")), element("span", { class: "quiet" }, gettext("the same")));
    else grid.append(choice(field, "mine"), choice(field, "theirs"), ...(field.together === null || field.together === undefined ? [] : [together(field)]));
  }
  const keep = () => onKeep(Object.fromEntries(chosen));
  const takeTheirs = () => onKeep(Object.fromEntries(differing.map(({ name }) => [name, { side: "theirs", text: null }])));
  const title = interpolate(gettext("%s changed this while you typed"), [who]);
  return element("div", { class: "conflict", role: "group", "aria-label": title, tabindex: "-1" },
    element("p", { class: "conflict-title" }, element("b", {}, title)),
    grid,
    element("div", { class: "row" },
      element("button", { type: "button", class: "button button-primary", on: { click: keep } }, gettext("Keep as chosen")),
      element("button", { type: "button", class: "button", on: { click: takeTheirs } }, interpolate(gettext("Take all of %s’s"), [who]))));
}
