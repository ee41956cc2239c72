// A form that stands nowhere until somebody asks for it: made from its template, filled, kept as a draft, closed one level at a time.

import { element, icon } from "./element.js";
import { dateWords, momentWords } from "./words.js";
import { readDate } from "./dates.js";

/** Says under each date field which date was understood. */
function readDates(form) {
  for (const field of form.querySelectorAll("[data-date]")) {
    const told = field.closest(".field").querySelector("[data-date-read]");
    const say = () => {
      const date = readDate(field.value);
      told.textContent = date && date !== field.value.trim() ? dateWords(date) : "";
    };
    field.addEventListener("input", say);
    form.addEventListener("draft:restored", say);
    say();
  }
}

/** Opens the form of `template` in `host` and keeps it as the draft `name`.
 *
 * `fill(form)` gives it its first values. `submit(form)` is called for the button and Ctrl+Enter, `closed(form)` after it went. Gives `{form, draft, close({focus}), restored}`;
 * closing keeps the draft, *Throw the draft away* does not. `heir` is what gets the focus afterwards. */
export function openForm({ template, host, drafts, name, fill = () => {}, submit, closed = () => {}, heir = () => null, say = () => {} }) {
  const form = template.content.firstElementChild.cloneNode(true);
  form.dataset.form = name;
  host.append(form);
  fill(form);
  const kept = form.querySelector("[data-kept]");
  const drop = form.querySelector("[data-act=draft-drop]");
  const told = (words, has) => {
    if (kept) kept.textContent = words;
    if (drop) drop.hidden = !has;
  };
  let restored = false;
  form.addEventListener("draft:restored", (event) => {
    restored = true;
    told(interpolate(gettext("Draft from %s"), [momentWords(event.detail.at)]), true);
  });
  form.addEventListener("draft:kept", () => told(interpolate(gettext("Draft kept %s"), [momentWords(new Date())]), true));
  form.addEventListener("draft:lost", () => told(gettext("This browser keeps no drafts: send it before you leave."), false));
  const draft = drafts.bindDraft(form, name);
  if (restored && form.querySelector("details.more")) {
    const more = form.querySelector("details.more");
    more.open = [...more.querySelectorAll("input, textarea, select")].some((field) => field.value);
  }
  readDates(form);

  function close({ focus = true, forget = false } = {}) {
    const had = form.contains(document.activeElement);
    if (forget) draft.clear();
    form.remove();
    closed(form);
    if (focus && had) heir()?.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (draft.exists) say(gettext("Closed. The draft is kept."));
      close();
    }
  });
  form.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "form-close") close();
    else if (act === "draft-drop") close({ forget: true });
  });
  return { form, draft, close, get restored() { return restored; } };
}

/** The values of a form as the API wants them: trimmed one-liners, `null` for nothing, long texts as they are. */
export function textOf(form, name, { long = false } = {}) {
  const value = form.elements[name]?.value ?? "";
  if (!value.trim()) return null;
  return long ? value : value.trim();
}

/** A row of two buttons in the place of one: deeds that cannot be undone are confirmed where they stand. */
export function confirmInline(button, { question, yes, no = gettext("Cancel"), run }) {
  const back = () => {
    box.replaceWith(button);
    button.focus();
  };
  const go = element("button", { type: "button", class: "button button-s button-primary", on: { click: async () => {
    for (const each of box.querySelectorAll("button")) each.disabled = true;
    if ((await run()) === false && box.isConnected) back();
  } } }, yes);
  const box = element("div", { class: "confirm", role: "group", "aria-label": question }, element("span", {}, icon("circle-alert"), " ", question), go, element("button", { type: "button", class: "button button-s button-plain", on: { click: back } }, no));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    back();
  });
  button.replaceWith(box);
  go.focus();
}
