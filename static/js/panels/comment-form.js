// Writing a comment: a new one, an answer, or other words for one's own.

import { askFormConflict } from "./conflict.js";
import { element } from "./element.js";
import { openForm } from "./live-form.js";
import { attachMentions } from "./mention-field.js";
import { submitter } from "./submit.js";

/** What the three forms share: colleagues behind `@`, the note that one is heard later. */
function wire(form, page, passage = null) {
  attachMentions(form.elements.text, page.people);
  const held = page.holds();
  form.querySelector("[data-held]").hidden = !held;
  // What is said of a passage is said of all its claims.
  form.querySelector("[data-held-passage]").hidden = held || !passage || !page.holdsPassage(passage);
}

/** What stands in the way of sending: nothing was written. */
const missing = ({ elements: { text } }) => (text.value.trim() ? [] : [{ field: text, detail: gettext("Write something first.") }]);

/** Opens the form for a new comment. `about` is `{type, id}`, `words` says what that is; `parent` makes it an answer, `passage` is the id of the highlight that it is about.
 *
 * `page` has `client, outbox, drafts, say, username, people(), holds(), holdsPassage(id), template()`; `post` is the address. */
export function openComment(page, { host, post, about, words = "", parent = null, passage = null, name, done, heir, closed }) {
  const { drafts, say } = page;
  const live = openForm({
    template: page.template(), host, drafts, say, heir, closed, name, submit: () => submit(),
    fill(form) {
      form.querySelector("[data-about]").textContent = words;
      if (parent) {
        form.querySelector(".form-title").textContent = gettext("Reply");
        form.querySelector("[data-submit-label]").textContent = gettext("Reply");
      }
      wire(form, page, passage);
    },
  });
  const { form, draft } = live;
  const submit = submitter(page, live, {
    object: `comment:${draft.id}`, label: gettext("Comment"), done,
    request: () => ({ method: "post", path: post, body: { id: draft.id, text: form.elements.text.value, ...(parent ? { parent } : about ? { about } : {}) } }),
    problems: () => missing(form),
  });

  return { ...live, focus: () => form.elements.text.focus() };
}

/** Opens the form on one's own comment: `id`, `revision` and `text` as they stand on the page. */
export function openCommentEdit(page, { id, revision, text, host, done, heir, closed }) {
  const { drafts, say } = page;
  const put = (form, values) => {
    form.elements.text.value = values.text;
  };
  const live = openForm({
    template: page.template(), host, drafts, say, heir, closed, name: `comment:${id}`, submit: () => submit(),
    fill(form) {
      form.querySelector(".form-title").textContent = gettext("Change your comment");
      form.querySelector("[data-submit-label]").textContent = gettext("Save");
      form.append(element("input", { type: "hidden", name: "revision", value: revision }), element("input", { type: "hidden", name: "base", value: JSON.stringify({ text }) }));
      put(form, { text });
      wire(form, page);
    },
  });
  const { form, draft } = live;
  const written = () => form.elements.text.value;
  const submit = submitter(page, live, {
    object: `comment:${id}`, label: gettext("Comment"), done,
    request: () => ({ method: "patch", path: `comments/${id}`, body: { text: written() }, etag: `"${form.elements.revision.value}"` }),
    problems: () => missing(form),
    unchanged: () => written() === JSON.parse(form.elements.base.value).text,
    onConflict: (problem) => askFormConflict(form, { problem, mine: { text: written() }, theirs: { text: problem.current.text }, labels: { text: gettext("Comment") }, free: ["text"], put, keep: draft.keep, told: page.toast }),
  });

  return { ...live, focus: () => form.elements.text.focus() };
}
