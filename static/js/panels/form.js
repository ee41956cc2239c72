// What the forms of ordinary pages share: a draft that survives, problems at their fields, progress after a second.

import { element, icon } from "./element.js";

const LONG = 1000;

/** Wires a form of a page: gives `{draft, blame(problems, error), busy()}`.
 *
 * `blame` takes `[{name, detail}]` and shows each at its field, with a summary on top that has the focus.
 * `busy` locks the button, and shows progress once it takes longer than a second; it gives the function that ends it.
 */
export function startForm({ form, drafts, name }) {
  const note = form.querySelector("[data-draft-note]");
  const words = form.querySelector("[data-draft-words]");

  form.addEventListener("draft:restored", (event) => {
    if (!note) return;
    const at = event.detail.at ? new Date(event.detail.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }) : "";
    words.textContent = interpolate(gettext("Your draft of %s is back."), [at]);
    note.hidden = false;
  });
  form.addEventListener("draft:lost", () => {
    if (!note) return;
    words.textContent = gettext("This browser keeps no drafts: save before you leave.");
    note.hidden = false;
  });
  const draft = drafts.bindDraft(form, name);
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    draft.clear();
    location.reload();
  });

  function clear() {
    form.querySelector(":scope > .problem")?.remove();
    for (const told of form.querySelectorAll("[data-told]")) told.remove();
    for (const bad of form.querySelectorAll(".input-bad")) {
      bad.classList.remove("input-bad");
      bad.removeAttribute("aria-invalid");
    }
  }

  function mark({ name: at, detail }) {
    const input = form.elements.namedItem(at);
    if (!input || !input.closest) return;
    input.classList.add("input-bad");
    input.setAttribute("aria-invalid", "true");
    const id = `told-${at}-now`;
    input.setAttribute("aria-describedby", id);
    input.closest("details")?.setAttribute("open", "");
    const home = input.closest(".field");
    home?.append(element("span", { class: "field-problem", id, data: { told: "" } }, icon("circle-alert"), element("span", {}, detail)));
  }

  function blame(problems, error = null) {
    clear();
    problems.forEach(mark);
    const list = problems.map(({ name: at, detail }) => element("li", {}, document.getElementById(`field-${at}`) ? element("a", { href: `#field-${at}` }, detail) : detail));
    const heading = list.length
      ? interpolate(ngettext("One thing to mend before this can be saved", "%s things to mend before this can be saved", list.length), [list.length])
      : (error?.detail ?? "");
    const box = element("div", { class: "problem", role: "alert", tabindex: "-1" }, icon("circle-alert"), element("div", {}, element("b", {}, heading), list.length ? element("ul", {}, list) : null));
    form.prepend(box);
    box.focus();
  }

  function busy() {
    const button = form.querySelector("[data-save]");
    const progress = form.querySelector("[data-progress]");
    clear();
    if (button) button.disabled = true;
    const timer = setTimeout(() => progress && (progress.hidden = false), LONG);
    return () => {
      clearTimeout(timer);
      if (button) button.disabled = false;
      if (progress) progress.hidden = true;
    };
  }

  return { draft, blame, busy };
}
