// The open card of a highlight that is linked to no claim: quote, note, and what to do with it.

import { Problem, revisionTag } from "../api/client.js";
import { askConflict } from "./conflict.js";
import { element, icon, said } from "./element.js";
import { momentWords, problemWords } from "./words.js";

/** The inside of the card. `act(name)` is called with link, claim, delete, show, accept. */
export function spanCard({ span, store, deeds, drafts, mayWrite, act }) {
  const quote = span.fragments.map(({ exact }) => exact);
  const parts = [
    element("section", { class: "part" },
      element("div", { class: "part-head" }, element("h3", {}, gettext("In the text")), element("span", { class: "count" }, interpolate(ngettext("%s passage", "%s passages", quote.length), [quote.length])),
        element("button", { type: "button", class: "text-button push", on: { click: () => act("show") } }, gettext("Show in the text"))),
      ...quote.map((exact) => element("q", { class: "passage" }, said(exact))),
      span.accepted === false ? acceptance({ span, store, act }) : null,
      element("p", { class: "passage-where" }, interpolate(gettext("Marked by %s, %s"), [store.name(span.author), momentWords(span.created_at)]))),
  ];
  if (mayWrite) parts.push(noteForm({ span, store, deeds, drafts }), actions({ span, store, act }));
  else if (span.note) parts.push(element("section", { class: "part" }, element("div", { class: "part-head" }, element("h3", {}, gettext("Note"))), said(span.note)));
  return element("div", { class: "card-parts" }, ...parts);
}

/** That it waits, and for an editor the button that ends that. */
function acceptance({ span, store, act }) {
  const may = ["editor", "admin"].includes(store.state.project.role) && !store.state.me.trainee;
  return element("p", { class: "row" },
    element("span", { class: "tag" }, icon("circle-dashed"), interpolate(gettext("%s is a trainee: waits to be accepted"), [store.name(span.author)])),
    may ? element("button", { type: "button", class: "button button-s", on: { click: () => act("accept") } }, icon("check"), gettext("Accept highlight")) : null);
}

function actions({ span, store, act }) {
  const may = span.author === store.state.me.username || ["editor", "admin"].includes(store.state.project.role);
  const checkable = span.checkable !== false;
  return element("section", { class: "part" },
    element("div", { class: "row" },
      checkable ? element("button", { type: "button", class: "button button-s", on: { click: () => act("link") } }, icon("link"), gettext("Link"), " ", element("kbd", { class: "kbd" }, "L")) : null,
      checkable ? element("button", { type: "button", class: "button button-s", on: { click: () => act("claim") } }, icon("plus"), gettext("New claim"), " ", element("kbd", { class: "kbd" }, "C")) : null,
      may ? element("button", { type: "button", class: "button button-s button-plain push", on: { click: () => act("delete") } }, icon("trash-2"), gettext("Delete")) : null));
}

/** The note of a highlight: kept while typing, saved by leaving the field or Ctrl+Enter. */
export function noteForm({ span, store, deeds, drafts }) {
  const area = element("textarea", { class: "input", name: "note", rows: 2, dir: "auto", id: `note-of-${span.id}`, maxlength: 10000 });
  area.value = span.note;
  const told = element("div", { role: "alert" });
  const kept = element("span", { class: "push quiet small" });
  const form = element("form", { class: "part note-form" }, element("div", { class: "part-head" }, element("h3", {}, element("label", { for: area.id }, gettext("Note"))), element("span", { class: "count" }, gettext("seen by this desk only")), kept), area, told);
  const draft = drafts.bindDraft(form, `note:${span.id}`);
  const etag = revisionTag(span);
  let before = span.note;
  if (draft.exists) kept.textContent = gettext("Draft restored");

  async function save(tag = etag) {
    const note = area.value.trim();
    const now = store.span(span.id);
    if (!now || note === now.note) return;
    kept.textContent = gettext("Saving");
    told.replaceChildren();
    try {
      await deeds.editSpan(span.id, { note }, { etag: now.revision ? tag : undefined, label: gettext("Note saved") });
      draft.clear();
      kept.textContent = gettext("Saved");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      kept.textContent = gettext("Draft kept");
      if (problem.status === 412 && problem.current) conflict(note, problem);
      else told.replaceChildren(element("div", { class: "problem" }, icon("circle-alert"), element("div", {}, problemWords(problem))));
    }
  }

  function conflict(note, problem) {
    askConflict(told, {
      problem, base: { note: before }, mine: { note }, theirs: { note: problem.current.note }, labels: { note: gettext("Note") }, free: ["note"],
      done(values) {
        told.replaceChildren();
        before = problem.current.note;
        area.value = values.note;
        if (values.note === problem.current.note) draft.clear();
        save(revisionTag(problem.current));
      },
    });
  }

  area.addEventListener("blur", () => save());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  return form;
}
