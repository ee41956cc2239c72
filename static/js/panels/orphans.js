// A form whose place on the screen is gone, because somebody deleted what it was about: what was typed stays readable.

import { Offline, Problem } from "../api/client.js";
import { element } from "./element.js";
import { lostVerdict } from "./verdict-form.js";
import { problemWords } from "./words.js";

/** For the claim `root`: `adopt(form, writing)` gives a form without a place the nearest one (`writing` is the verdict that somebody is writing, or null),
 * `heard(changes)` learns who deleted what. `restored(source)` is called when a source that somebody deleted is back; `nameOf(username)` may promise. */
export function createOrphans({ root, client, toast, slot, nameOf, restored }) {
  const goneBy = new Map(); // id of what was deleted -> username
  const goneWords = new Map(); // id of what was deleted under a form -> where that is said

  /** A form whose place is gone: its text stays readable, or the form moves to the nearest place. */
  function adopt(form, writing) {
    if (writing && form === writing.form) {
      writing.stop();
      if (writing.text.trim()) root.querySelector('[data-region="rounds"]').before(lostVerdict(writing.text));
      return;
    }
    if (form.dataset.live === "round") return; // the review it was about is over
    if (form.dataset.live === "comment") {
      form.querySelector("[data-problems]")?.replaceChildren(element("div", { class: "problem", role: "alert" }, element("div", {}, element("b", {}, gettext("Somebody has deleted this comment while you wrote.")), " ", gettext("What you typed is still here, to copy."))));
      slot("discussion").append(form);
      return;
    }
    tellGone(form);
    slot("evidence").append(form);
  }

  /** Somebody deleted the source that this form is on: said at once, with the way back. */
  function tellGone(form) {
    const [, source] = /^evidence:(.+)$/.exec(form.dataset.form) ?? [];
    const words = element("b", {}, gettext("Somebody has deleted this source while you wrote."));
    const restore = async () => {
      try {
        await client.post(`evidence/${source}/restore`);
      } catch (error) {
        if (!(error instanceof Problem || error instanceof Offline)) throw error;
        toast(error instanceof Offline ? gettext("There is no connection.") : problemWords(error), { problem: true });
        return;
      }
      await restored(source);
    };
    form.querySelector("[data-problems]")?.replaceChildren(element("div", { class: "problem", role: "alert" }, element("div", {}, words, " ", gettext("What you typed is still here, to copy.")),
      source ? element("button", { type: "button", class: "button button-s", on: { click: restore } }, gettext("Restore")) : null));
    goneWords.set(source, words);
    nameDeleter(source);
  }

  /** The page may show that something is gone before it hears who did it. */
  async function nameDeleter(source) {
    const words = goneWords.get(source);
    const by = goneBy.get(source);
    if (words && by) words.textContent = interpolate(gettext("%s has deleted this source while you wrote."), [await nameOf(by)]);
  }

  return {
    adopt,
    heard(changes) {
      for (const { gone, actor, object } of changes) {
        if (!gone) continue;
        goneBy.set(object.id, actor);
        nameDeleter(object.id);
      }
    },
  };
}
