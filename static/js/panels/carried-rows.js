// One highlight of an older text beside what it may be in the newer one: the rows of panels/carried.js.

import { standing } from "../state/carried.js";
import { element, icon } from "./element.js";
import { wordRuns } from "./newer.js";
import { quoteOf } from "./placing.js";
import { cut } from "./words.js";

const WHY = {
  changed: () => gettext("reads differently now"),
  ambiguous: () => gettext("may stand elsewhere now"),
  removed: () => gettext("not found in this text"),
  pending: () => gettext("being carried over"),
};

/** Draws rows. `rows` are those of the API by id, `chosen` which of several proposals; `onChoose(id)` when another one is. */
export function createCarriedRows({ store, rows, chosen, mayWrite, isLooking, onChoose }) {
  const standingOf = (id) => standing(store.span(id));

  function proposals(id) {
    const span = store.span(id);
    if (standing(span) === "placed") return [{ fragments: span.fragments }];
    return rows.get(id)?.candidates ?? [];
  }

  const proposal = (id) => proposals(id)[chosen.get(id) ?? 0] ?? null;

  function whose(span) {
    const claim = store.claimsOf(span)[0];
    return claim ? element("b", { class: "carried-claim", dir: "auto" }, cut(claim.text, 110)) : element("span", { class: "carried-claim quiet" }, interpolate(gettext("Highlight by %s"), [store.name(span.author)]));
  }

  /** What stands around a proposal, so that two of the same words can be told apart. */
  function around({ fragments }) {
    const [first, last] = [fragments[0], fragments.at(-1)];
    return [first.prefix && element("span", { class: "quiet" }, `…${first.prefix}`), last.suffix && element("span", { class: "quiet" }, `${last.suffix}…`)];
  }

  function option(id, each, at, before, several) {
    const [lead, trail] = around(each);
    const words = element("q", { class: "passage", dir: "auto" }, lead || "", ...wordRuns(before, quoteOf(each.fragments)).filter((run) => run.tagName !== "DEL"), trail || "");
    if (!several) return words;
    const radio = element("input", { type: "radio", name: `place-${id}`, value: at, on: { change: () => { chosen.set(id, at); onChoose(id); } } });
    radio.checked = (chosen.get(id) ?? 0) === at;
    return element("label", { class: "carried-option" }, radio, words);
  }

  function sides(id) {
    const before = quoteOf(rows.get(id)?.before?.fragments ?? store.span(id).fragments);
    const found = proposals(id);
    const now = found[chosen.get(id) ?? 0];
    const old = element("q", { class: "passage", dir: "auto" }, ...(now ? wordRuns(before, quoteOf(now.fragments)).filter((run) => run.tagName !== "INS") : [before]));
    return element("div", { class: "carried-sides" },
      element("div", {}, element("span", { class: "label" }, gettext("Before")), old),
      element("div", {}, element("span", { class: "label" }, gettext("Now")),
        ...(found.length ? found.map((each, at) => option(id, each, at, before, found.length > 1)) : [element("p", { class: "quiet" }, gettext("Nothing like it was found. Select it in the text, or leave it with the older one."))])));
  }

  const deed = (act, words, key, look = "") => element("button", { type: "button", class: `button button-s ${look}`, tabindex: "-1", data: { act } }, words, " ", element("kbd", { class: "kbd" }, key));

  function deeds(id) {
    const state = standingOf(id);
    if (!mayWrite || state === "pending") return null;
    return element("div", { class: "row row-tight carried-deeds" },
      state !== "placed" && proposal(id) ? deed("accept", gettext("Accept"), "↵", "button-primary") : null,
      deed("again", gettext("Place again"), "P"),
      state !== "left" ? deed("leave", gettext("Leave behind"), "X") : null);
  }

  function outcome(id) {
    const span = store.span(id);
    const state = standingOf(id);
    if (span.pending) return element("span", { class: "tag" }, icon("cloud"), gettext("Saving"));
    if (state === "placed") return element("span", { class: "tag" }, icon("check"), span.state === "confirmed" ? gettext("placed") : gettext("came along by itself"));
    if (state === "left") return element("span", { class: "tag" }, icon("archive"), gettext("left with the older text"));
    return element("span", { class: "tag" }, icon("map-pin-off"), WHY[span.state]());
  }

  function item(id) {
    const span = store.span(id);
    const made = element("li", { class: `carried-row carried-${standingOf(id)}`, tabindex: "-1", data: { span: id }, "aria-current": isLooking(id) ? "true" : null },
      element("div", { class: "carried-head" }, whose(span), outcome(id)), sides(id), deeds(id));
    return made;
  }

  /** A titled list of rows, null without any. `folded`: its name, when it is drawn closed unless that is among `opened`. */
  function group(title, ids, { folded = null, opened = new Set() } = {}) {
    if (!ids.length) return null;
    const list = () => element("ol", { class: "carried-list" }, ...ids.map(item));
    const head = [title, element("span", { class: "count" }, String(ids.length))];
    if (!folded) return element("section", {}, element("h3", { class: "carried-title" }, ...head), list());
    const more = element("details", { class: "carried-more", data: { group: folded }, open: opened.has(folded) }, element("summary", {}, ...head), opened.has(folded) ? list() : null);
    // Hundreds that came along are drawn when somebody wants to see them.
    more.addEventListener("toggle", () => more.open && !more.querySelector("ol") && more.append(list()));
    return more;
  }

  return { group, proposal };
}
