// The head of the panel: how much there is, the legend as a filter, the other filters, and what they hide.

import { countCards, isFiltering, noFilters } from "../state/filters.js";
import { element, icon } from "./element.js";
import { statuses } from "./words.js";

/** Draws into `root` (the panel's head) and `note` (the line under it).
 *
 * `filters` is what is chosen; `change(filters)` is called when the person chooses otherwise. `draw(cards, filters, hidden)` draws anew. */
export function createFilterBar({ root, note, store, change, follow }) {
  const title = root.querySelector("[data-title]");
  const legend = root.querySelector("[data-legend]");
  const status = root.querySelector("[data-status]");
  const reviewer = root.querySelector("[data-reviewer]");
  const mine = root.querySelector("[data-mine]");
  const unlinked = root.querySelector("[data-unlinked]");
  const waiting = root.querySelector("[data-waiting]");
  const hiddenNote = note.querySelector("[data-hidden]");
  const pinned = note.querySelector("[data-pinned]");
  let filters = noFilters();

  const chosen = (changes) => change({ ...filters, ...changes });
  mine.addEventListener("click", () => chosen({ mine: !filters.mine }));
  unlinked.addEventListener("click", () => chosen({ unlinked: !filters.unlinked }));
  waiting.addEventListener("click", () => chosen({ waiting: !filters.waiting }));
  status.addEventListener("change", () => chosen({ status: new Set(status.value ? [status.value] : []) }));
  reviewer.addEventListener("change", () => chosen({ reviewer: reviewer.value || null }));
  note.querySelector("[data-show]").addEventListener("click", () => change(noFilters()));
  note.querySelector("[data-follow]").addEventListener("click", () => follow());
  legend.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    const rating = new Set(filters.rating);
    if (!rating.delete(key)) rating.add(key);
    chosen({ rating });
  });

  function keyOf(key, label, sign, sample, count) {
    const words = interpolate(gettext("%s, %s"), [label, count]);
    return element(
      "button",
      { type: "button", class: "legend-key", "aria-pressed": String(filters.rating.has(key)), "aria-label": words, title: words, data: { key } },
      sign,
      element("span", { class: `line-sample ${sample}`, "aria-hidden": "true" }, `\u00a0${count}\u00a0`),
    );
  }

  function drawLegend(counts) {
    const focused = document.activeElement?.dataset?.key;
    const keys = store.state.ratings.ratings.map((rating) =>
      keyOf(rating.slug, rating.label, element("span", { class: `letter r-${rating.colour}`, "aria-hidden": "true" }, rating.letter), `r-${rating.colour}`, counts.get(rating.slug) ?? 0),
    );
    keys.push(keyOf("sealed", gettext("Sealed"), icon("mail"), "", counts.get("sealed") ?? 0));
    keys.push(keyOf("unrated", gettext("No rating yet"), icon("circle"), "", counts.get("unrated") ?? 0));
    legend.replaceChildren(...keys);
    if (focused) legend.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A select keeps the value that is chosen even when nothing has it now, so that it can be seen and cleared. */
  function drawSelect(select, first, options, value) {
    if (document.activeElement === select && select.value === (value ?? "")) return;
    select.replaceChildren(element("option", { value: "" }, first), ...options.map(([key, words]) => element("option", { value: key }, words)));
    select.value = value ?? "";
    select.classList.toggle("is-chosen", Boolean(value));
  }

  function draw(cards, given, hidden) {
    filters = given;
    const counts = countCards(cards);
    const claims = cards.filter((card) => card.kind === "claim").length;
    const spans = store.state.spans.size;
    title.textContent = interpolate(gettext("%s, %s"), [
      interpolate(ngettext("%s highlight", "%s highlights", spans), [spans]),
      interpolate(ngettext("%s claim", "%s claims", claims), [claims]),
    ]);
    drawLegend(counts.rating);
    const state = [...filters.status][0] ?? null;
    drawSelect(status, gettext("Status"), statuses().filter(([slug]) => counts.status.get(slug) || slug === state).map(([slug, words]) => [slug, `${words} (${counts.status.get(slug) ?? 0})`]), state);
    const people = [...new Set([...counts.reviewer.keys(), ...(filters.reviewer ? [filters.reviewer] : [])])].sort();
    drawSelect(reviewer, gettext("Reviewer"), people.map((name) => [name, `${store.name(name)} (${counts.reviewer.get(name) ?? 0})`]), filters.reviewer);
    mine.setAttribute("aria-pressed", String(filters.mine));
    unlinked.setAttribute("aria-pressed", String(filters.unlinked));
    // Most desks have no trainees: the button is there when it is of use.
    waiting.hidden = !counts.waiting && !filters.waiting;
    waiting.setAttribute("aria-pressed", String(filters.waiting));
    hiddenNote.hidden = !isFiltering(filters);
    note.querySelector("[data-all]").hidden = isFiltering(filters);
    hiddenNote.querySelector("b").textContent = interpolate(ngettext("%s hidden", "%s hidden", hidden), [hidden]);
  }

  return {
    draw,
    pin(on) {
      pinned.hidden = !on;
      note.querySelector("[data-following]").hidden = on;
    },
  };
}
