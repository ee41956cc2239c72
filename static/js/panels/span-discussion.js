// What was said about a highlight that no claim is linked to, below its card.

import { Offline, Problem } from "../api/client.js";
import { createDiscussion } from "./discussion.js";
import { served, swapRegions } from "./swap.js";
import { momentWords } from "./words.js";

/** Fetches the discussion of span `id` into `host`. Gives `{refresh(), find(comment), write(), destroy()}` at once; `page` has `client, slug, drafts, toast, say, undo`. */
export function createSpanDiscussion(host, { id, page, onChange = () => {} }) {
  const { client, slug, drafts, toast, say } = page;
  const open = new Map();
  let root = null;
  let talk = null;
  let before = null;
  let stopped = false;

  const data = () => JSON.parse(root.querySelector('[data-region="data"] script').textContent);

  function show(name, make, { focus = true } = {}) {
    if (!open.get(name)?.form.isConnected) open.set(name, make());
    const live = open.get(name);
    if (focus) {
      live.form.scrollIntoView({ block: "nearest" });
      live.focus();
    }
    return live;
  }

  function hydrate() {
    for (const hidden of root.querySelectorAll("[data-act][hidden]")) if (!hidden.closest("template") && !hidden.closest("form")) hidden.hidden = false;
    for (const time of root.querySelectorAll("time[datetime]")) time.textContent = momentWords(time.dateTime);
    talk.hydrate();
  }

  async function fetchIt() {
    try {
      const html = await client.html(`/d/${slug}/spans/${id}/discussion`);
      return new DOMParser().parseFromString(html, "text/html").querySelector("[data-discussion]");
    } catch (error) {
      if (error instanceof Offline || error instanceof Problem) return null; // the next change asks again
      throw error;
    }
  }

  async function refresh() {
    const fresh = await fetchIt();
    if (stopped || !fresh) return;
    if (root) {
      const { orphans } = swapRegions(root, fresh, before, () => false, hydrate);
      for (const form of orphans) root.querySelector('[data-slot="discussion"]').append(form);
      return;
    }
    root = document.importNode(fresh, true);
    before = served(root);
    host.append(root);
    talk = createDiscussion(
      { ...page, get username() { return data().me; }, people: () => data().people, holds: () => false, holdsPassage: (span) => data().held_passages.includes(span), template: () => root.querySelector('template[data-form="comment"]') },
      {
        root, show, post: `spans/${id}/comments`, about: null, passage: id, name: `span-comment:${id}`,
        wrote: async (words) => {
          onChange();
          await refresh();
          if (!words) return;
          toast(words);
          say(words);
        },
      },
    );
    root.addEventListener("click", (event) => {
      const target = event.target.closest("[data-act]");
      if (!target || !(target.dataset.act in talk.acts)) return;
      event.preventDefault();
      talk.acts[target.dataset.act](target);
    });
    hydrate();
    if (root.querySelector("template[data-form]")) talk.reopen(new Set(drafts.names()), { focus: false });
  }

  const ready = refresh();
  return {
    id,
    refresh,
    ready,
    find: (comment) => ready.then(() => talk?.find(comment) ?? false),
    get busy() {
      return [...open.values()].some(({ form }) => form.isConnected);
    },
    destroy() {
      stopped = true;
      talk?.stop();
    },
  };
}
