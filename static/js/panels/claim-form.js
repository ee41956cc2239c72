// New claim: one self-contained sentence, who said it and when; Enter saves.

import { dateProblem, readDate } from "./dates.js";
import { element, icon, said } from "./element.js";
import { createSimilar } from "./similar.js";
import { dateWords } from "./words.js";

/** What the form starts with: the passage as the sentence; who and when from the block's speaker or the article's defaults. */
export function prefill(fragments, { article, version }) {
  const defaults = article.defaults ?? {};
  const at = fragments[0].start;
  const block = (version.blocks ?? []).find(({ start, end }) => start <= at && at < end);
  const text = fragments.map((fragment) => spoken(fragment, block).trim()).join(" … ").replace(/\s+/g, " ");
  return {
    text,
    original_quote: text,
    claimant: block?.speaker ?? defaults.speaker ?? "",
    claimed_on: defaults.date ?? article.published_on ?? "",
    location: defaults.place ?? "",
    topics: (defaults.topics ?? []).join(", "),
    language: defaults.language ?? article.language ?? null,
  };
}

/** The words of a passage without the label of the turn that it begins with, `DAHL:`. */
function spoken({ start, exact }, block) {
  return block?.speech > start ? [...exact].slice(block.speech - start).join("") || exact : exact;
}

/** The body of POST P/claims from what is typed (texts by name); `problems` by field when something is none. */
export function claimBody(values, { original_quote = null, language = null } = {}) {
  const problems = {};
  const text = values.text.trim();
  if (!text) problems.text = gettext("Write the claim as one sentence.");
  const claimedOn = readDate(values.claimed_on ?? "");
  if (claimedOn === undefined) problems.claimed_on = dateProblem(values.claimed_on.trim());
  const claimant = (values.claimant ?? "").trim();
  const topics = listOf(values.topics);
  const body = { text };
  if (original_quote && original_quote !== text) body.original_quote = original_quote;
  if (language) body.language = language;
  if (claimant) body.claimant = values.claimant_type ? { name: claimant, type: values.claimant_type } : { name: claimant };
  if (claimedOn) body.claimed_on = claimedOn;
  if (values.location?.trim()) body.location = values.location.trim();
  if (topics.length) body.topics = topics;
  if (values.priority && values.priority !== "normal") body.priority = values.priority;
  return { body, problems };
}

/** Words between commas, each once. */
export function listOf(typed) {
  return [...new Set((typed ?? "").split(/[,;،]/).map((word) => word.trim()).filter(Boolean))];
}

/** Opens the form in `host`.
 *
 * `onSave(body, draft)` makes the claim, `onLink(row)` links another instead, `onClose(done)` when it goes. Gives `{element, close(), problem(problem)}`;
 * everything typed is a draft under `name` until the server has it. */
export function openClaimForm({ host, store, client, drafts, name, fragments, values: given, onSave, onLink, onClose }) {
  const start = given ?? prefill(fragments, store.state);
  const field = (label, key, { kind = "input", hint = null, ...more } = {}) => {
    const input = element(kind, { class: kind === "textarea" ? "input input-said" : "input", name: key, id: `claim-${key}`, dir: "auto", ...more });
    input.value = key === "claimed_on" && readDate(start[key] ?? "") ? dateWords(readDate(start[key])) : (start[key] ?? "");
    const problem = element("span", { class: "field-problem", id: `claim-${key}-problem`, hidden: true });
    input.setAttribute("aria-describedby", problem.id);
    return { input, problem, box: element("div", { class: "field" }, element("label", { class: "field-label", for: input.id }, label, hint ? element("span", { class: "quiet" }, ` ${hint}`) : ""), input, problem) };
  };
  const fields = {
    text: field(gettext("Claim"), "text", { kind: "textarea", rows: 3, hint: gettext("one sentence that stands alone"), maxlength: 5000 }),
    claimant: field(gettext("Who said it"), "claimant", { list: "claim-people", autocomplete: "off", maxlength: 300 }),
    claimed_on: field(gettext("Said on"), "claimed_on", { autocomplete: "off", hint: gettext("day, month or year"), dir: "ltr" }),
    location: field(gettext("Place"), "location", { autocomplete: "off", maxlength: 300 }),
    topics: field(gettext("Topics"), "topics", { autocomplete: "off", hint: gettext("between commas") }),
  };
  const people = element("datalist", { id: "claim-people" }, [...new Set([...store.state.claims.values()].map((claim) => claim.claimant?.name).filter(Boolean))].map((person) => element("option", { value: person })));
  const similar = createSimilar({ client, store, field: fields.text.input, onPick: link, except: () => new Set() });
  const kind = element("select", { class: "input", name: "claimant_type", id: "claim-kind", "aria-label": gettext("Person or organization") }, element("option", { value: "" }, gettext("As this desk knows them")), element("option", { value: "person" }, gettext("Person")), element("option", { value: "organization" }, gettext("Organization")));
  kind.value = start.claimant_type ?? "";
  const told = element("div", { class: "form-told", role: "alert" });
  const kept = element("span", { class: "push quiet small", "aria-live": "polite" });
  const quote = fragments.length ? element("q", { class: "passage" }, said(fragments.map(({ exact }) => exact).join(" … "))) : null;
  const form = element("form", { class: "claim-form", novalidate: true, "aria-label": gettext("New claim") },
    element("div", { class: "part-head" }, element("h3", {}, gettext("New claim")), kept, element("button", { type: "button", class: "button button-plain button-s button-icon", "aria-label": gettext("Close the form, Esc"), on: { click: () => close() } }, icon("x"))),
    quote, told, fields.text.box, similar.element,
    element("div", { class: "two" }, fields.claimant.box, fields.claimed_on.box),
    element("details", { class: "more-fields" }, element("summary", {}, gettext("More: kind, place, topics")),
      element("div", { class: "two" }, element("div", { class: "field" }, element("span", { class: "field-label", "aria-hidden": "true" }, gettext("Who is a")), kind), fields.location.box), fields.topics.box),
    people,
    element("div", { class: "row" }, element("button", { class: "button button-primary" }, gettext("Save claim"), " ", element("kbd", { class: "kbd" }, "↵")),
      element("button", { type: "button", class: "button button-plain", on: { click: () => close() } }, gettext("Cancel"), " ", element("kbd", { class: "kbd" }, "Esc"))));

  host.append(form);
  const draft = drafts.bindDraft(form, name);
  // The passage goes with what is typed, so that the form can be opened again in the same place.
  const keepPlace = () => draft.exists && draft.save({ ...draft.values, "": fragments });
  form.addEventListener("input", keepPlace);
  form.addEventListener("change", keepPlace); // which keeps the draft once more when a field is left
  form.addEventListener("draft:kept", () => (kept.textContent = gettext("Draft kept")));
  form.addEventListener("draft:lost", () => (kept.textContent = gettext("This browser keeps no drafts")));
  if (draft.exists) kept.textContent = gettext("Draft restored");
  fields.text.input.addEventListener("input", () => similar.ask(fields.text.input.value));
  similar.ask(fields.text.input.value);

  function complain(problems) {
    for (const [key, { input, problem }] of Object.entries(fields)) {
      const words = problems[key] ?? null;
      problem.hidden = !words;
      problem.replaceChildren(...(words ? [icon("circle-alert"), words] : []));
      input.classList.toggle("input-bad", Boolean(words));
      input.setAttribute("aria-invalid", String(Boolean(words)));
      if (words && (key === "location" || key === "topics")) form.querySelector("details").open = true;
    }
    const first = Object.keys(fields).find((key) => problems[key]);
    if (first) fields[first].input.focus();
  }

  const valuesNow = () => ({ ...Object.fromEntries(Object.entries(fields).map(([key, { input }]) => [key, input.value])), claimant_type: kind.value });

  function save() {
    const { body, problems } = claimBody(valuesNow(), { original_quote: start.original_quote, language: start.language });
    complain(problems);
    if (Object.keys(problems).length) return;
    draft.save({ ...valuesNow(), "": fragments });
    form.remove();
    similar.close();
    onClose(true);
    onSave(body, draft);
  }

  function link(row) {
    draft.clear();
    form.remove();
    similar.close();
    onClose(true);
    onLink(row);
  }

  function close() {
    form.remove();
    similar.close();
    onClose(false, draft);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const inText = event.target === fields.text.input;
    if (inText && event.key === "ArrowDown" && atEnd(event.target) && similar.move(1)) event.preventDefault();
    else if (inText && event.key === "ArrowUp" && similar.marked) {
      similar.move(-1);
      event.preventDefault();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || (inText && !event.shiftKey))) {
      event.preventDefault();
      if (!(inText && similar.take())) save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (similar.marked) similar.move(-100);
      else close();
    }
  });

  fields.text.input.focus();
  fields.text.input.select();
  return {
    element: form,
    close,
    /** Shows what the server said, at the fields where it has a place. */
    problem(problem, words) {
      complain(Object.fromEntries(Object.keys(fields).map((key) => [key, problem.at?.(`/${key}`) ?? null])));
      told.replaceChildren(element("div", { class: "problem" }, icon("circle-alert"), element("div", {}, words)));
    },
  };
}

/** True when ↓ has no line to go to in a text field. */
function atEnd(area) {
  return area.selectionStart === area.selectionEnd ? !area.value.slice(area.selectionEnd).includes("\n") : true;
}
