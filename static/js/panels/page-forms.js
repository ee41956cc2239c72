// Forms that a page sends by itself: what was typed is kept until the server has it, and a colleague's change is asked about.

import { fillForm, formValues } from "../state/drafts.js";
import { askConflict } from "./conflict.js";
import { element } from "./element.js";
import { momentWords } from "./words.js";

const HIDDEN = new Set(["revision", "base"]);

const visible = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !HIDDEN.has(name)));

/** Asks about the fields that two people changed; the answer is sent. */
function ask(form, { theirs, problem }) {
  const typed = visible(formValues(form));
  const field = (name) => form.elements[name];
  const names = Object.keys(theirs).filter((name) => name in typed);
  const texts = (values) => Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
  let base = theirs;
  try {
    base = JSON.parse(form.elements.base.value);
  } catch {
    // Sent without a script that keeps it: every difference is a question.
    base = Object.fromEntries(names.map((name) => [name, null]));
  }
  askConflict(form.querySelector("[data-problems]"), {
    problem: { document: problem }, base, mine: texts(typed), theirs: texts(theirs),
    labels: Object.fromEntries(names.map((name) => [name, field(name).labels?.[0]?.firstChild.textContent.trim() || name])),
    free: names.filter((name) => ["text", "textarea"].includes(field(name).type)),
    shown: (name, value) => [...(field(name).options ?? [])].find((option) => option.value === value)?.text ?? value,
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
  const kept = drafts.draft(name);
  // The page shows what was typed: the server has it.
  if (kept.exists && JSON.stringify(visible(kept.values)) === JSON.stringify(visible(formValues(form)))) kept.clear();
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
  for (const form of document.querySelectorAll("form[data-kept-as]")) {
    const conflict = form.querySelector("#conflict");
    if (conflict) ask(form, JSON.parse(conflict.textContent));
    else keep(form, drafts);
  }
}
