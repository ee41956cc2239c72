// A newer text of the article: what changed, to look at before one goes there. Nobody is moved.

import { changedLines, changedWords } from "../state/text-changes.js";
import { element, icon } from "./element.js";

const AROUND = 1;

/** Opens a dialog with the paragraphs that changed between two texts. */
export function showChanges(before, after) {
  const lines = changedLines(before, after);
  const near = (at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same");
  const rows = [];
  lines.forEach(({ kind, text }, at) => {
    if (kind === "same" && !near(at)) {
      if (rows.at(-1)?.tagName !== "HR") rows.push(element("hr"));
      return;
    }
    const next = lines[at + 1];
    if (kind === "gone" && next?.kind === "new" && alike(text, next.text)) {
      rows.push(element("p", { class: "changed-both said", dir: "auto" }, ...wordRuns(text, next.text)));
      next.kind = "told";
      return;
    }
    if (kind === "told") return;
    const word = { gone: gettext("Before:"), new: gettext("Now:"), same: "" }[kind];
    rows.push(element("p", { class: `changed-${kind} said`, dir: "auto" }, word ? element("b", { class: "label" }, word, " ") : "", element({ gone: "del", new: "ins", same: "span" }[kind], {}, text)));
  });
  const dialog = element("dialog", { class: "dialog help changes", "aria-labelledby": "changes-title" },
    element("div", { class: "row row-line" }, element("h2", { id: "changes-title" }, gettext("What changed")),
      element("button", { type: "button", class: "button button-plain button-s button-icon push", "aria-label": gettext("Close"), on: { click: () => dialog.close() } }, icon("x"))),
    element("div", { class: "changes-text", tabindex: "0", role: "region", "aria-label": gettext("What changed") }, ...rows));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Whether a paragraph reads as the other one, changed: half of it stayed. */
function alike(before, after) {
  const stayed = changedWords(before, after).reduce((sum, { kind, text }) => sum + (kind === "same" ? text.length : 0), 0);
  return stayed * 2 > Math.max(before.length, after.length);
}

/** Two passages as one, with what went and what came. */
export const wordRuns = (before, after) => changedWords(before, after).map(({ kind, text }) => element({ gone: "del", new: "ins", same: "span" }[kind], {}, text));

/** How many paragraphs differ. */
export const countChanges = (before, after) => changedLines(before, after).filter(({ kind }) => kind === "new").length;
