// The discussion of a claim or a passage: threads, answers, settling, and what one has not read yet.

import { Offline, Problem } from "../api/client.js";
import { openComment, openCommentEdit } from "./comment-form.js";
import { failureWords } from "./words.js";

const LOOKED = 1000;

/** True when a change is about a comment that `root` shows, or about a passage in it: its claim is not always named. */
export function isSaidIn({ object, state }, root) {
  if (object.type !== "comment") return false;
  const span = state?.about.type === "span" ? state.about.id : null;
  return Boolean(root.querySelector(`[data-comment="${object.id}"]`) || (span && root.querySelector(`[data-span="${span}"], [data-discussion="${span}"]`)));
}

/** Brings the `#discussion` in `root` to life. `page` has `client, drafts, toast, say, undo, username, people(), holds(), holdsPassage(id), template()`.
 *
 * `post` is the address for new comments, `about` (`{type, id}`, or null) what they are about when nothing else is chosen, `name` begins the names
 * of drafts. `show(name, make, options)` opens a form once; `wrote(words)` is called after each write that the server took, and gives a promise.
 * Gives `{acts, hydrate(), reopen(kept), stop()}`; `acts` are called with the button. */
export function createDiscussion(page, { root, post, about, passage = null, name, show, wrote }) {
  const { client, toast, say, undo } = page;
  const slot = () => root.querySelector('[data-slot="discussion"]');
  const comment = (id) => root.querySelector(`[data-comment="${id}"]`);
  const button = (act) => () => root.querySelector(`#discussion [data-act="${act}"]`);

  async function made(row) {
    await wrote();
    const item = comment(row.id);
    item?.classList.add("arrives");
    item?.scrollIntoView({ block: "nearest" });
    say(row.held ? gettext("Kept for the reveal: until then only you see it.") : gettext("Your comment is there."));
  }

  /** The words for what a comment is about, from the page itself. */
  function wordsFor({ type, id }) {
    if (type === "evidence") return interpolate(gettext("on source %s"), [root.querySelector(`[data-evidence="${id}"] .evidence-number`)?.textContent ?? ""]);
    if (type === "verdict") return interpolate(gettext("on the verdict of %s"), [root.querySelector(`[data-type="verdict"][data-of="${id}"]`)?.dataset.name ?? ""]);
    if (type === "span") return gettext("on the passage");
    return "";
  }

  const keyOf = (what) => `${name}-new:${what?.type ?? ""}:${what?.id ?? ""}`;

  function write(what = about, options) {
    return show(keyOf(what), () => openComment(page, { host: slot(), post, about: what, passage: what?.type === "span" ? what.id : passage, words: what && what !== about ? wordsFor(what) : "", name: keyOf(what), heir: button("comment-new"), done: made }), options);
  }

  function reply(thread, options) {
    const id = thread.dataset.thread;
    for (const closed of thread.querySelectorAll("details:not([open])")) closed.open = true;
    return show(`reply:${id}`, () => openComment(page, { host: thread, post, parent: answered(thread), passage: thread.dataset.passage ?? passage, name: `${name}-reply:${id}`, heir: () => root.querySelector(`[data-thread="${id}"] [data-act="comment-reply"]`), done: made }), options);
  }

  /** What is answered: the first comment, or another of the thread when that was deleted. */
  const answered = (thread) => (comment(thread.dataset.thread) ? thread.dataset.thread : thread.querySelector("[data-comment]").dataset.comment);

  function edit(item, options) {
    const id = item.dataset.comment;
    item.classList.add("is-editing");
    return show(`comment:${id}`, () => openCommentEdit(page, {
      id, revision: item.dataset.revision, text: item.querySelector(".comment-text").dataset.text, host: item,
      done: () => wrote(gettext("Comment saved")), closed: () => comment(id)?.classList.remove("is-editing"),
      heir: () => comment(id)?.querySelector('[data-act="comment-edit"]'),
    }), options);
  }

  async function settle(thread, resolved) {
    try {
      await client.patch(`comments/${thread.dataset.thread}`, { resolved }, { etag: "*" });
    } catch (error) {
      toast(failureWords(error), { problem: true });
      return;
    }
    const put = (value) => client.patch(`comments/${thread.dataset.thread}`, { resolved: value }, { etag: "*" }).then(() => wrote());
    undo?.push({ label: resolved ? gettext("Thread resolved") : gettext("Thread opened again"), undo: () => put(!resolved), redo: () => put(resolved) });
    await wrote(resolved ? gettext("Thread resolved") : gettext("Thread opened again"));
  }

  async function restore(id) {
    try {
      await client.post(`comments/${id}/restore`);
      say(gettext("The comment is back."));
    } catch (error) {
      toast(interpolate(gettext("It could not be brought back. %s"), [failureWords(error)]), { problem: true });
    }
    await wrote();
  }

  async function remove(item) {
    const id = item.dataset.comment;
    try {
      await client.del(`comments/${id}`, { etag: `"${item.dataset.revision}"` });
    } catch (error) {
      const changed = error instanceof Problem && error.status === 412;
      toast(changed ? gettext("This comment has just been changed. Look at it again before you delete it.") : interpolate(gettext("The comment was not deleted. %s"), [failureWords(error)]), { problem: true });
      if (changed) await wrote();
      return;
    }
    await wrote();
    button("comment-new")()?.focus({ preventScroll: true });
    undo?.push({ label: gettext("Comment deleted"), undo: () => restore(id), redo: () => client.del(`comments/${id}`, { etag: "*" }).then(() => wrote()) });
    toast(gettext("Comment deleted"), { seconds: 30, tag: `deleted:${id}`, action: { label: gettext("Undo"), run: () => restore(id) } });
  }

  // What was looked at for a moment is read; its mark stays until the page is drawn anew.
  let timer = null;
  const seen = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target.dataset.comment);
      else seen.delete(target.dataset.comment);
    }
    clearTimeout(timer);
    if (seen.size) timer = setTimeout(read, LOOKED);
  });

  async function read() {
    if (document.hidden) {
      timer = setTimeout(read, LOOKED);
      return;
    }
    const comments = [...seen];
    for (const id of comments) if (comment(id)) watcher.unobserve(comment(id));
    seen.clear();
    try {
      const { data } = await client.post("comments/unread", { comments });
      document.dispatchEvent(new CustomEvent("comments:read", { detail: { ...data, comments } }));
    } catch (error) {
      if (!(error instanceof Offline || error instanceof Problem)) throw error;
    }
  }

  function hydrate() {
    watcher.disconnect();
    for (const item of root.querySelectorAll(".comment.is-new")) watcher.observe(item);
    for (const tools of root.querySelectorAll(".comment-tools[hidden]")) tools.hidden = false;
    for (const item of root.querySelectorAll("[data-comment]")) item.classList.toggle("is-editing", Boolean(item.querySelector(":scope > form")));
  }

  /** Goes to the comment that the address names, opening the settled thread around it. */
  function find(id) {
    const item = comment(id);
    if (!item) return false;
    const closed = item.closest("details:not([open])");
    if (closed) closed.open = true;
    item.scrollIntoView({ block: "center" });
    item.classList.add("arrives");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    return true;
  }

  return {
    hydrate,
    find,
    write,
    stop: () => {
      watcher.disconnect();
      clearTimeout(timer);
    },
    /** Opens again what was being written when the page was left. */
    reopen(kept, options) {
      const opening = `${name}-new:`;
      for (const draft of kept) {
        if (!draft.startsWith(opening)) continue;
        const [type, id] = draft.slice(opening.length).split(":");
        write(!type || (type === about?.type && id === about.id) ? about : { type, id }, options);
      }
      for (const thread of root.querySelectorAll("[data-thread]")) if (kept.has(`${name}-reply:${thread.dataset.thread}`)) reply(thread, options);
      for (const item of root.querySelectorAll("[data-comment]")) if (kept.has(`comment:${item.dataset.comment}`)) edit(item, options);
    },
    acts: {
      "comment-new": () => write(),
      "comment-on": ({ dataset: { type, of: id } }) => write({ type, id }),
      "comment-reply": (target) => reply(target.closest("[data-thread]")),
      "comment-edit": (target) => edit(target.closest("[data-comment]")),
      "comment-delete": (target) => remove(target.closest("[data-comment]")),
      "comment-restore": (target) => restore(target.dataset.of),
      "thread-resolve": (target) => settle(target.closest("[data-thread]"), true),
      "thread-reopen": (target) => settle(target.closest("[data-thread]"), false),
    },
  };
}
