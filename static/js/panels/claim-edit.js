// The claim itself: its sentence and who said it; merged into another, split in two, declined, taken up.

import { listOf } from "./claim-form.js";
import { askFormConflict } from "./conflict.js";
import { dateProblem, readDate } from "./dates.js";
import { element, said } from "./element.js";
import { attachFinder } from "./finder.js";
import { openForm, textOf } from "./live-form.js";
import { submitter } from "./submit.js";
import { dateWords, stateOf } from "./words.js";

const NAMES = ["text", "claimant", "claimant_type", "claimed_on", "location", "topics", "types", "language", "priority", "original_quote", "source_url"];
export const LABELS = () => ({
  text: gettext("Claim"), claimant: gettext("Who said it"), claimant_type: gettext("Who that is"), claimed_on: gettext("Said on"), location: gettext("Where"), topics: gettext("Topics"),
  types: gettext("Kinds"), language: gettext("Language"), priority: gettext("Priority"), original_quote: gettext("Original words"), source_url: gettext("Link to where it was said"),
});

/** A claim as the texts of the form's fields. */
export function claimTexts(claim) {
  return {
    text: claim.text, claimant: claim.claimant?.name ?? "", claimant_type: claim.claimant?.type ?? "person", claimed_on: claim.claimed_on ?? "", location: claim.location ?? "",
    topics: (claim.topics ?? []).join(", "), types: (claim.types ?? []).join(", "), language: claim.language ?? "", priority: claim.priority, original_quote: claim.original_quote ?? "", source_url: claim.source_url ?? "",
  };
}

/** What PATCH gets: only the fields whose text is another than in `was`. `problems` is `{field name: words}`. */
export function claimChanges(values, was) {
  const body = {};
  const problems = {};
  const differs = (name) => values[name].trim() !== was[name].trim();
  if (!values.text.trim()) problems.text = gettext("Write the claim as one sentence.");
  for (const name of ["text", "original_quote", "location", "language", "source_url"]) if (differs(name)) body[name] = values[name].trim() || null;
  if (differs("claimant") || (values.claimant.trim() && differs("claimant_type"))) {
    body.claimant = values.claimant.trim() ? { name: values.claimant.trim(), type: values.claimant_type } : null;
  }
  if (differs("claimed_on")) {
    const date = readDate(values.claimed_on);
    if (date === undefined) problems.claimed_on = dateProblem(values.claimed_on.trim());
    else body.claimed_on = date;
  }
  for (const name of ["topics", "types"]) if (listOf(values[name]).join() !== listOf(was[name]).join()) body[name] = listOf(values[name]);
  if (differs("priority")) body.priority = values.priority;
  return { body, problems };
}

const valuesOf = (form) => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));

function put(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

/** Opens the form on the claim itself. */
export function openClaimEdit(page, { host, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  const live = openForm({
    template: template("claim"), host, drafts, say, heir, closed,
    name: `claim:${claim.id}`,
    fill(form) {
      put(form, claimTexts(claim));
      form.append(element("input", { type: "hidden", name: "revision", value: claim.revision }), element("input", { type: "hidden", name: "base", value: JSON.stringify(claimTexts(claim)) }));
      form.querySelector("details.more").open = Boolean(claim.original_quote || claim.source_url);
      attachFinder(form.elements.claimant, form.querySelector("[data-claimant]"), {
        search: async (text) => (await client.get(`claimants?q=${encodeURIComponent(text)}&limit=6`)).data.results,
        draw: (row) => [said(row.name), element("span", { class: "small soft" }, row.type === "organization" ? gettext("Organization") : gettext("Person"))],
        take(row) {
          form.elements.claimant.value = row.name;
          form.elements.claimant_type.value = row.type;
          form.dispatchEvent(new Event("input", { bubbles: true }));
        },
        heading: () => gettext("Known on this desk"),
        label: gettext("People and organizations of this desk"),
      });
    },
    submit: () => submit(),
  });
  const { form, draft } = live;
  const read = () => claimChanges(valuesOf(form), JSON.parse(form.elements.base.value));
  const submit = submitter(page, live, {
    object: `claim:${claim.id}`, label: gettext("Claim"), done,
    request: () => ({ method: "patch", path: `claims/${claim.id}`, body: read().body, etag: `"${form.elements.revision.value}"` }),
    problems: () => Object.entries(read().problems).map(([name, detail]) => ({ field: form.elements[name], detail })),
    unchanged: () => !Object.keys(read().body).length,
    onConflict: (problem) => askFormConflict(form, {
      problem, theirs: claimTexts(problem.current), mine: valuesOf(form), labels: LABELS(), free: ["text", "location", "original_quote"], put, keep: draft.keep, told: page.toast,
      shown: (name, value) => (name === "claimed_on" ? dateWords(value) : name === "claimant_type" ? (value === "organization" ? gettext("Organization") : gettext("Person")) : value),
    }),
  });

  return { ...live, focus: () => form.elements.text.focus() };
}

/** Opens the search for the claim that this one is merged into. */
export function openMerge(page, { host, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  let chosen = null;
  const live = openForm({
    template: template("merge"), host, drafts, say, heir, closed,
    name: `merge:${claim.id}`,
    fill(form) {
      attachFinder(form.elements.into_text, form.querySelector("[data-claims]"), {
        search: async (text) => (await client.get(`claims?q=${encodeURIComponent(text)}&limit=8`)).data.results.filter((row) => row.id !== claim.id && row.status !== "duplicate"),
        draw: (row) => [said(row.text, { class: "said", lang: row.language }), element("span", { class: "small soft" }, [row.claimant?.name, dateWords(row.claimed_on), stateOf(row).words].filter(Boolean).join(" · "))],
        take(row) {
          chosen = row;
          form.elements.into.value = row.id;
          form.elements.into_text.value = "";
          const place = form.querySelector("[data-chosen-claim]");
          place.hidden = false;
          place.replaceChildren(said(row.text));
          form.querySelector("[type=submit]").disabled = false;
          form.querySelector("[type=submit]").focus();
        },
        heading: () => gettext("On this desk"),
        label: gettext("Claims of this desk"),
      });
    },
    submit: () => submit(),
  });
  const { form, draft } = live;
  draft.clear(); // a half-made choice is not worth keeping
  const submit = submitter(page, live, {
    object: `merge:${claim.id}`, label: gettext("Merge claims"), names: { "/into": "into_text" }, done: () => done(chosen),
    request: () => ({ method: "post", path: `claims/${claim.id}/merge`, body: { into: form.elements.into.value } }),
    problems: () => (chosen ? [] : [{ field: form.elements.into_text, detail: gettext("Choose the claim that stays.") }]),
  });

  return { ...live, focus: () => form.elements.into_text.focus() };
}

/** Opens the form that splits a second claim off. */
export function openSplit(page, { host, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  const live = openForm({ template: template("split"), host, drafts, say, heir, closed, name: `split:${claim.id}`, submit: () => submit() });
  const { form } = live;
  const ticked = (name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
  const submit = submitter(page, live, {
    object: `split:${claim.id}`, label: gettext("Split a claim"), done,
    request: () => ({ method: "post", path: `claims/${claim.id}/split`, body: { text: form.elements.text.value.trim(), spans: ticked("spans"), evidence: ticked("evidence") } }),
    problems() {
      const text = textOf(form, "text");
      return text && text !== claim.text ? [] : [{ field: form.elements.text, detail: gettext("Write the second claim: another sentence than this one.") }];
    },
  });

  return { ...live, focus: () => form.elements.text.focus() };
}

/** Opens the question for a reason before a step to `to`. */
export function openReason(page, { host, to, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  const live = openForm({ template: template("reason"), host, drafts, say, heir, closed, name: `reason:${claim.id}`, submit: () => submit() });
  const { form } = live;
  const submit = submitter(page, live, {
    object: `state:${claim.id}`, label: gettext("State of the claim"), done,
    request: () => ({ method: "post", path: `claims/${claim.id}/transitions`, body: { to, reason: form.elements.reason.value.trim() } }),
    problems: () => (textOf(form, "reason") ? [] : [{ field: form.elements.reason, detail: gettext("Give the reason in a sentence.") }]),
  });

  return { ...live, focus: () => form.elements.reason.focus() };
}

/** Opens the question whom to ask, and on what terms: of round `number` that is under way, or for a further one (null), which is of the `kind` review or vote. */
export function openRound(page, { host, number, kind = "review", done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  const live = openForm({
    template: template("round"), host, drafts, say, heir, closed, submit: () => submit(),
    name: `round:${claim.id}:${number ?? "next"}`,
    fill(form) {
      const only = form.querySelector("[data-review-only]");
      const kinds = form.querySelector("[data-kind-of-round]");
      if (number === null) {
        kinds.querySelector(`[value=${kind}]`).checked = true;
        // A vote is settled by more than half, however far apart the rest is.
        const draw = () => (only.hidden = form.elements.kind.value === "vote");
        for (const event of ["input", "draft:restored"]) form.addEventListener(event, draw);
        draw();
        return;
      }
      kinds.remove();
      form.querySelector(".form-title").textContent = gettext("Who is asked");
      form.querySelector("[type=submit]").textContent = gettext("Save");
    },
  });
  const { form } = live;
  const submit = submitter(page, live, {
    object: `round:${claim.id}`, label: gettext("Who is asked"), done,
    request() {
      const body = { asked: [...form.querySelectorAll("input[name=asked]:checked")].map((box) => box.value) };
      // The terms of a round are fixed once somebody has submitted.
      if (!form.querySelector("[data-terms]").hidden) Object.assign(body, { required: Number(form.elements.required.value), tolerance: Number(form.elements.tolerance.value), judges: form.elements.judges.value, blind: form.elements.blind.checked });
      if (number === null) body.kind = form.elements.kind.value;
      return number === null ? { method: "post", path: `claims/${claim.id}/rounds`, body } : { method: "patch", path: `claims/${claim.id}/rounds/${number}`, body };
    },
  });

  return { ...live, focus: () => form.querySelector("input[name=kind]:checked, [data-terms]:not([hidden]) input, input[name=asked]").focus() };
}

/** Opens the question who does the work on this claim, and by when. */
export function openAssign(page, { host, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  const live = openForm({ template: template("assign"), host, drafts, say, heir, closed, name: `assign:${claim.id}`, submit: () => submit() });
  const { form } = live;
  const submit = submitter(page, live, {
    object: `work:${claim.id}`, label: gettext("Assign"), names: { "/next": "assignee" }, done,
    request() {
      const [assignee, due] = ["assignee", "due_on"].map((name) => form.elements[name].value);
      return { method: "post", path: "assignments", body: { claim: claim.id, ...(assignee ? { assignee } : { next: true }), ...(due ? { due_on: due } : {}) } };
    },
  });

  return { ...live, focus: () => form.elements.assignee.focus() };
}
