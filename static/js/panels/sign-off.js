// Signing a claim off, with written exceptions, and what is known of asking whoever said it.

import { openForm, textOf } from "./live-form.js";
import { submitter } from "./submit.js";

/** Opens the question for exceptions before a claim is signed off. */
export function openApprove(page, { host, done, heir, closed }) {
  const { drafts, claim, say, template } = page;
  const live = openForm({ template: template("approve"), host, drafts, say, heir, closed, name: `approve:${claim.id}`, submit: () => submit() });
  const gates = [...live.form.querySelectorAll("[data-gate]")];
  const submit = submitter(page, live, {
    object: `claim:${claim.id}`, label: gettext("Sign off"), done,
    names: Object.fromEntries(gates.map(({ name }) => [`/waive/${name}`, name])),
    request() {
      const waive = Object.fromEntries(gates.map((field) => [field.name, field.value.trim()]).filter(([, reason]) => reason));
      return { method: "post", path: `claims/${claim.id}/transitions`, body: { to: "approved", ...(Object.keys(waive).length ? { waive } : {}) } };
    },
  });

  return { ...live, focus: () => live.form.querySelector("textarea, [type=submit]").focus() };
}

/** What an instant is in a field of the reader's own time. */
function local(instant) {
  if (!instant) return "";
  const at = new Date(instant);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

const instant = (value) => (value ? new Date(value).toISOString() : null);

/** Opens the form of one attempt to get an answer: `row` as it stands, or null for a new one. */
export function openReply(page, { row = null, host, done, heir, closed }) {
  const { drafts, claim, say, template } = page;
  const live = openForm({
    template: template("reply"), host, drafts, say, heir, closed, submit: () => submit(),
    name: row ? `reply:${row.id}` : `reply-new:${claim.id}`,
    fill(form) {
      if (!row) return;
      form.querySelector(".form-title").textContent = gettext("What is known of the answer");
      for (const name of ["channel", "answer", "quote_used"]) form.elements[name].value = row[name] ?? "";
      for (const name of ["sent_at", "answered_at"]) form.elements[name].value = local(row[name]);
      form.elements.deadline.value = local(row.deadline).slice(0, 10);
    },
  });
  const { form } = live;

  function read() {
    const { sent_at: sent, answered_at: answered, deadline } = form.elements;
    const body = { channel: textOf(form, "channel"), answer: textOf(form, "answer", { long: true }), quote_used: textOf(form, "quote_used", { long: true }) };
    // The fields know no seconds: what was not touched stays as it is.
    if (answered.value !== local(row?.answered_at)) body.answered_at = instant(answered.value);
    if (sent.value && sent.value !== local(row?.sent_at)) body.sent_at = instant(sent.value);
    // The end of the day where the reader is.
    if (deadline.value !== local(row?.deadline).slice(0, 10)) body.deadline = deadline.value ? instant(`${deadline.value}T23:59`) : null;
    return body;
  }

  const submit = submitter(page, live, {
    object: row ? `reply:${row.id}` : `reply-new:${claim.id}`, label: gettext("Right of reply"), done,
    problems: () => (textOf(form, "channel") ? [] : [{ field: form.elements.channel, detail: gettext("Say how they were asked.") }]),
    request: () => (row ? { method: "patch", path: `claims/${claim.id}/replies/${row.id}`, body: read(), etag: `"${row.revision}"` } : { method: "post", path: `claims/${claim.id}/replies`, body: read() }),
  });

  return { ...live, focus: () => form.elements[row ? "answer" : "channel"].focus() };
}
