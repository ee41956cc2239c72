// The desk's rating: an editor settles it, with reasons and the minority view.

import { changedBy } from "./conflict.js";
import { dateProblem, readDate } from "./dates.js";
import { openForm, textOf } from "./live-form.js";
import { enhanceKeys } from "./rating-keys.js";
import { showProblems } from "./sending.js";
import { attachInserter } from "./source-inserter.js";
import { submitter } from "./submit.js";

/** Opens the form in `host`; `revision` is the number of the decision that stands, null for none. */
export function openDecision(page, { host, revision, done, heir, closed }) {
  const { client, drafts, claim, say, template } = page;
  let keys = null;
  const live = openForm({
    template: template("decision"), host, drafts, say, heir, closed,
    name: `decision:${claim.id}`,
    fill(form) {
      keys = enhanceKeys(form);
      for (const field of form.querySelectorAll("[data-inserts-sources]")) attachInserter(field, page.sources);
      const now = new Date();
      form.elements.known_as_of.value = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
    },
    submit: () => submit(),
  });
  const { form } = live;

  function read() {
    const problems = [];
    const rating = form.querySelector("input[name=rating]:checked")?.value ?? null;
    const explanation = textOf(form, "explanation", { long: true });
    const known = readDate(form.elements.known_as_of.value);
    if (!rating) problems.push({ field: form.querySelector("input[name=rating]"), detail: gettext("Choose a rating.") });
    if (!explanation) problems.push({ field: form.elements.explanation, detail: gettext("Give the reasons: they are published with the rating.") });
    if (known === undefined) problems.push({ field: form.elements.known_as_of, detail: dateProblem(form.elements.known_as_of.value.trim()) });
    return { body: { rating, explanation, method: form.elements.method.value, dissent: textOf(form, "dissent", { long: true }), known_as_of: known ?? null }, problems };
  }

  /** Somebody else has settled it meanwhile: theirs is shown above, the form stays, and the next try replaces theirs knowingly. */
  async function onConflict(problem) {
    const { data, etag } = await client.get(`claims/${claim.id}/decision`);
    revision = etag.replace(/"/g, "").split(".")[0];
    await page.refresh();
    showProblems(form, [], interpolate(gettext("%s has settled this as “%s”. If you settle it again, yours replaces it and theirs stays in the history."), [changedBy(problem), page.ratingLabel(data.rating)]));
  }

  const submit = submitter(page, live, {
    object: `decision:${claim.id}`, label: gettext("Desk rating"), onConflict, done,
    request: () => ({ method: "put", path: `claims/${claim.id}/decision`, body: read().body, etag: revision === null ? undefined : `"${revision}"` }),
    problems: () => read().problems,
  });

  return { ...live, focus: () => keys?.focus() };
}
