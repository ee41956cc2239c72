// Forms that a page sends by itself: what was typed is kept until the server has it, and a colleague's change is asked about.

import { fillForm, formValues } from "../state/drafts.js";
import { askConflict } from "./conflict.js";
import { element } from "./element.js";
import { momentWords } from "./words.js";

const HIDDEN = new Set(["revision", "base"]);

const visible = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !HIDDEN.has(name)));

/** A value as `formValues` gives it, as one text. */
const textOf = (value) => (Array.isArray(value) ? value.join(",") : (value ?? ""));

/** How a field is called beside both versions; of several alike (`data-compared`), which one it is. */
function nameOf(field) {
  const label = field.labels?.[0];
  const own = (field.type === "checkbox" ? label?.textContent : label?.firstChild.textContent)?.trim() || field.name;
  const legend = field.closest("[data-compared]")?.querySelector("legend").textContent;
  return legend ? `${legend} · ${own}` : own;
}

/** A value in words. */
function wordsOf(field, value) {
  if (field.type === "checkbox") return value ? gettext("yes") : gettext("no");
  return [...(field.options ?? [])].find((option) => option.value === value)?.text ?? value;
}

/** Asks about the fields that two people changed; the answer is sent. What is typed meanwhile stays a draft on the old base. */
function ask(form, { theirs, problem }, kept) {
  form.addEventListener("input", () => kept.save({ ...formValues(form), revision: kept.values.revision ?? "" }));
  const typed = visible(formValues(form));
  const field = (name) => form.elements[name];
  const names = Object.keys(theirs).filter((name) => name in typed);
  const texts = (values) => Object.fromEntries(names.map((name) => [name, textOf(values[name])]));
  let base = theirs;
  try {
    base = JSON.parse(form.elements.base.value);
  } catch {
    // Sent without a script that keeps it: every difference is a question.
    base = Object.fromEntries(names.map((name) => [name, null]));
  }
  askConflict(form.querySelector("[data-problems]"), {
    problem: { document: problem }, base, mine: texts(typed), theirs: texts(theirs),
    labels: Object.fromEntries(names.map((name) => [name, nameOf(field(name))])),
    free: names.filter((name) => ["text", "textarea"].includes(field(name).type)),
    shown: (name, value) => wordsOf(field(name), value),
    done(values) {
      fillForm(form, values);
      form.elements.base.value = JSON.stringify(theirs);
      form.requestSubmit();
    },
  });
}

/** Keeps what is typed into a form of the page as the draft that it names, until the page shows it as saved. */
function keep(form, drafts) {
  const name = form.dataset.keptAs;
  form.addEventListener("draft:restored", ({ detail: { at } }) => {
    const drop = () => {
      drafts.draft(name).clear();
      location.reload();
    };
    form.closest("details")?.setAttribute("open", "");
    form.prepend(element("p", { class: "quiet small row", role: "status" }, element("span", {}, interpolate(gettext("Your draft of %s is back."), [momentWords(at)])), element("button", { type: "button", class: "text-button", on: { click: drop } }, gettext("Throw the draft away"))));
  });
  drafts.bindDraft(form, name);
}

/** Wires every form of the page that asks for it by `data-kept-as`. */
export function startPageForms(drafts) {
  for (const { dataset } of document.querySelectorAll("[data-saved]")) drafts.draft(dataset.saved).clear();
  for (const form of document.querySelectorAll("form[data-kept-as]")) {
    const conflict = form.querySelector("#conflict");
    if (conflict) ask(form, JSON.parse(conflict.textContent), drafts.draft(form.dataset.keptAs));
    else keep(form, drafts);
  }
}
