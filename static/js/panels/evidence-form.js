// Evidence: a link, a citation or a file, what it does, word for word, and who may see it.

import { Problem } from "../api/client.js";
import { askFormConflict } from "./conflict.js";
import { dateProblem, readDate } from "./dates.js";
import { element, said } from "./element.js";
import { openForm, textOf } from "./live-form.js";
import { completeUrl, wireSource } from "./source-field.js";
import { submitter } from "./submit.js";

const OWN = ["quote", "quote_language", "quote_translation", "stance", "medium", "question", "answer_type", "archive_url", "note", "visibility"];
const OF_SOURCE = ["title", "publisher", "published_on"];
const LONG = new Set(["quote", "quote_translation", "question", "note", "citation"]);

/** Wires what both forms share: the note under the visibility, the translation that appears with a language. */
function wireFields(form, language) {
  const visibility = () => {
    for (const note of form.querySelectorAll("[data-visibility]")) note.hidden = note.dataset.visibility !== form.elements.visibility.value;
  };
  const translation = () => {
    const given = form.elements.quote_language.value.trim();
    const other = given && given.split("-")[0] !== (language ?? "").split("-")[0];
    form.querySelector("[data-translation]").hidden = !other && !form.elements.quote_translation.value;
    form.elements.quote.lang = given;
  };
  form.elements.visibility.addEventListener("change", visibility);
  form.elements.quote_language.addEventListener("input", translation);
  const both = () => {
    visibility();
    translation();
  };
  form.addEventListener("draft:restored", both);
  both();
}

/** The body that both POST and PATCH take, and what is wrong before it is sent. */
function bodyOf(form, names) {
  const body = {};
  const problems = [];
  for (const name of names) {
    if (name === "published_on") {
      const date = readDate(form.elements.published_on.value);
      if (date === undefined) problems.push({ field: form.elements.published_on, detail: dateProblem(form.elements.published_on.value.trim()) });
      else body.published_on = date;
    } else if (name === "stance") {
      const chosen = form.querySelector("input[name=stance]:checked");
      if (chosen) body.stance = chosen.value;
      else problems.push({ field: form.elements.stance[0], detail: gettext("Say what it does: does it support the claim, contradict it, or is it background?") });
    } else body[name] = textOf(form, name, { long: LONG.has(name) });
  }
  return { body, problems };
}

/** Opens the form for new evidence in `host`. `page` is what `enhanceClaim` shares; `done(row)` is called when the server has it. */
export function openNewEvidence(page, { host, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  let source = null;
  let unsure = false;

  const live = openForm({
    template: template("evidence"), host, drafts, say, heir, closed,
    name: `evidence-new:${claim.id}`,
    fill(form) {
      source = wireSource(form, { client, say });
      wireFields(form, claim.language);
    },
    submit: () => submit(),
  });
  const { form, draft } = live;

  function read() {
    const kind = form.elements.source.value ? "source" : source.kind();
    const { body, problems } = bodyOf(form, kind === "source" ? OWN : [...OF_SOURCE, ...OWN]);
    const file = form.elements.file.files[0] ?? null;
    if (kind === "source") body.source = form.elements.source.value;
    else if (kind === "url") {
      const url = completeUrl(form.elements.url.value);
      if (url) body.url = url;
      else problems.unshift({ field: form.elements.url, detail: gettext("Give a link, or choose citation or file.") });
    } else if (kind === "citation") {
      body.citation = textOf(form, "citation", { long: true });
      if (!body.citation) problems.unshift({ field: form.elements.citation, detail: gettext("Say where a reader can find it.") });
    } else if (!file) problems.unshift({ field: form.elements.file, detail: gettext("Choose a PDF or an image.") });
    for (const [name, value] of Object.entries(body)) if (value === null) delete body[name];
    return { body, problems, file: kind === "file" ? file : null };
  }

  async function post(attempt, way) {
    const { body, file } = read();
    const whole = { id: draft.id, ...body };
    // A file is in the key by what tells it apart; the same form sent again is the same request.
    const key = draft.keyFor(file ? { ...whole, file: [file.name, file.size, file.lastModified] } : whole);
    try {
      if (!file) return await way.post(`claims/${claim.id}/evidence`, whole, { key });
      const parts = new FormData();
      for (const [name, value] of Object.entries(whole)) parts.append(name, value);
      parts.append("file", file);
      return await way.post(`claims/${claim.id}/evidence`, parts, { key });
    } catch (error) {
      // An earlier try with other words arrived after all: what was changed since goes on top of it.
      if (unsure && error instanceof Problem && error.status === 409) {
        const there = await client.get(`evidence/${draft.id}`).catch(() => null);
        if (there) {
          const edit = Object.fromEntries([...OWN, ...OF_SOURCE].filter((name) => name in body).map((name) => [name, body[name]]));
          return client.patch(`evidence/${draft.id}`, edit, { etag: there.etag });
        }
      }
      if (!(error instanceof Problem)) unsure = true;
      throw error;
    }
  }

  const submit = submitter(page, live, { object: `evidence:${draft.id}`, label: gettext("Evidence"), send: post, problems: () => read().problems, done });

  return {
    ...live,
    focus: () => (form.elements.source.value ? form.querySelector("input[name=stance]") : form.querySelector(`[data-kind="${source.kind()}"] .input`))?.focus(),
  };
}

export const LABELS = () => ({
  title: gettext("Title"), publisher: gettext("Publisher"), published_on: gettext("Published"), stance: gettext("What it does"), quote: gettext("Quote"),
  quote_language: gettext("Language of the quote"), quote_translation: gettext("Translation of the quote"), medium: gettext("Medium"), question: gettext("Question that this answers"),
  answer_type: gettext("The answer is"), archive_url: gettext("Archived copy"), note: gettext("Note"), visibility: gettext("Who may see it"),
});

const texts = (row) => Object.fromEntries([...OF_SOURCE, ...OWN].map((name) => [name, row[name] ?? ""]));

/** Opens the form on evidence that is there. `row` is the evidence as the API gives it. */
export function openEvidenceEdit(page, { row, host, done, heir, closed }) {
  const { drafts, claim, say, template } = page;

  const live = openForm({
    template: template("evidence"), host, drafts, say, heir, closed,
    name: `evidence:${row.id}`,
    fill(form) {
      form.querySelector(".form-title").textContent = gettext("Edit this source");
      form.querySelector("[data-submit-label]").textContent = gettext("Save");
      form.querySelector("[data-source-part]").remove();
      const fixed = form.querySelector("[data-source-fixed]");
      fixed.hidden = false;
      fixed.append(said(row.url ?? row.citation ?? row.file?.name ?? ""), " ", gettext("Title, publisher and date are the source’s: other claims that use it show them too."));
      form.append(element("input", { type: "hidden", name: "revision", value: row.revision }), element("input", { type: "hidden", name: "base", value: JSON.stringify(texts(row)) }));
      put(form, texts(row));
      const more = form.querySelector("details.more");
      more.open = Boolean(row.question || row.answer_type || row.medium || row.archive_url || row.note);
      wireFields(form, claim.language);
    },
    submit: () => submit(),
  });
  const { form, draft } = live;

  function put(target, values) {
    for (const [name, value] of Object.entries(values)) {
      const field = target.elements[name];
      if (field instanceof RadioNodeList) for (const radio of field) radio.checked = radio.value === value;
      else if (field) field.value = value;
    }
  }

  const base = () => JSON.parse(form.elements.base.value);

  /** Only what was changed is sent, so that two people who change different fields do not meet. */
  function read() {
    const { body, problems } = bodyOf(form, [...OF_SOURCE, ...OWN]);
    const was = base();
    for (const name of Object.keys(body)) if ((body[name] ?? "") === was[name]) delete body[name];
    return { body, problems };
  }

  function onConflict(problem) {
    const { body } = bodyOf(form, [...OF_SOURCE, ...OWN]);
    askFormConflict(form, {
      problem, theirs: texts(problem.current), mine: Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value ?? ""])), labels: LABELS(), free: [...LONG, "title"], put, keep: draft.keep, told: page.toast,
      shown: (name, value) => [...(form.elements[name]?.options ?? [])].find((option) => option.value === value)?.text ?? (name === "stance" ? (form.querySelector(`input[name=stance][value="${value}"]`)?.closest("label").textContent.trim().replace(/^[+−i]/u, "") ?? value) : value),
    });
  }

  const submit = submitter(page, live, {
    object: `evidence:${row.id}`, label: gettext("Evidence"), onConflict, done,
    request: () => ({ method: "patch", path: `evidence/${row.id}`, body: read().body, etag: `"${form.elements.revision.value}"` }),
    problems: () => read().problems,
    unchanged: () => !Object.keys(read().body).length,
  });

  return { ...live, focus: () => form.elements.quote.focus() };
}
