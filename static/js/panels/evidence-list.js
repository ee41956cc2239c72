// The evidence of a claim in its order: moved by buttons or by dragging, deleted with a way back.

import { Problem } from "../api/client.js";
import { changedBy } from "./conflict.js";
import { failureWords } from "./words.js";

/** What can be done to the list. `page` has `client, claim, root, rows(), toast, say, refresh, undo`. */
export function createEvidenceList(page) {
  const { client, claim, root, toast, say, refresh } = page;
  const list = () => root.querySelector(".evidence-list");
  const items = () => [...list().querySelectorAll("[data-evidence]")];
  const order = () => items().map((item) => item.dataset.evidence);

  /** Numbers as they stand now, before the server has answered. */
  function renumber() {
    items().forEach((item, index, all) => {
      item.querySelector(".evidence-number").textContent = index + 1;
      item.querySelector("[data-act=evidence-up]")?.toggleAttribute("aria-disabled", index === 0);
      item.querySelector("[data-act=evidence-down]")?.toggleAttribute("aria-disabled", index === all.length - 1);
    });
  }

  function arrange(ids) {
    const byId = new Map(items().map((item) => [item.dataset.evidence, item]));
    list().append(...ids.map((id) => byId.get(id)).filter(Boolean));
    renumber();
  }

  const putOrder = (ids) => client.put(`claims/${claim.id}/evidence/order`, ids);

  // One after another, and drawn anew after the last: an answer to the first must not undo what the second shows.
  let turn = Promise.resolve();
  let waiting = 0;

  async function send(before, after) {
    try {
      await putOrder(after);
      page.undo?.push({ label: gettext("Sources re-ordered"), undo: () => putOrder(before).then(refresh), redo: () => putOrder(after).then(refresh) });
    } catch (error) {
      arrange(before);
      toast(interpolate(gettext("The order was not saved. %s"), [failureWords(error)]), { problem: true });
    }
    waiting -= 1;
    if (!waiting) await refresh();
  }

  function save(before, after, focus) {
    if (before.join() === after.join()) return turn;
    arrange(after);
    focus?.focus({ preventScroll: true });
    waiting += 1;
    turn = turn.then(() => send(before, after));
    return turn;
  }

  async function move(item, by, button) {
    const before = order();
    const at = before.indexOf(item.dataset.evidence);
    const to = at + by;
    if (to < 0 || to >= before.length) {
      say(by < 0 ? gettext("It is the first.") : gettext("It is the last."));
      return;
    }
    const after = [...before];
    after.splice(to, 0, ...after.splice(at, 1));
    say(interpolate(gettext("Moved to place %s of %s."), [to + 1, before.length]));
    await save(before, after, button);
  }

  async function remove(item) {
    const { evidence: id } = item.dataset;
    const row = page.rows().find((each) => each.id === id);
    const etag = `"${row.revision}"`;
    const restore = async () => {
      try {
        await client.post(`evidence/${id}/restore`);
        say(gettext("The source is back."));
      } catch (error) {
        toast(interpolate(gettext("It could not be brought back. %s"), [failureWords(error)]), { problem: true });
      }
      await refresh();
    };
    const erase = async (tag) => {
      await client.del(`evidence/${id}`, { etag: tag });
      await refresh();
    };
    try {
      await erase(etag);
    } catch (error) {
      if (error instanceof Problem && error.status === 412) {
        toast(interpolate(gettext("%s has just changed this source. Look at it again before you delete it."), [changedBy(error)]), { problem: true });
        await refresh();
      } else toast(interpolate(gettext("The source was not deleted. %s"), [failureWords(error)]), { problem: true });
      return;
    }
    page.undo?.push({ label: gettext("Source deleted"), undo: restore, redo: () => erase("*") });
    toast(gettext("Source deleted"), { seconds: 30, tag: `deleted:${id}`, action: { label: gettext("Undo"), run: restore } });
  }

  /** Dragging by the grip, with a mouse, a pen or a finger; Escape puts it back. */
  function drag(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    const item = grip.closest("[data-evidence]");
    const before = order();
    grip.setPointerCapture(event.pointerId);
    item.classList.add("is-dragged");

    // The others are moved around the dragged one: taken out of the page it would lose the pointer.
    const moved = (now) => {
      const all = items();
      const at = all.indexOf(item);
      const past = (each) => {
        const box = each.getBoundingClientRect();
        return now.clientY >= box.top + box.height / 2;
      };
      const above = all.slice(0, at).filter((each) => !past(each));
      const below = all.slice(at + 1).filter(past);
      if (above.length) item.after(...above);
      else if (below.length) item.before(...below);
      else return;
      renumber();
    };
    const end = (keep) => {
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("pointerup", dropped);
      document.removeEventListener("pointercancel", cancelled);
      document.removeEventListener("keydown", escaped, true);
      item.classList.remove("is-dragged");
      const after = order();
      if (keep && before.join() !== after.join()) {
        save(before, after);
        return;
      }
      arrange(before);
      refresh();
    };
    const dropped = () => end(true);
    const cancelled = () => end(false);
    const escaped = (key) => {
      if (key.key !== "Escape") return;
      key.preventDefault();
      key.stopPropagation();
      end(false);
    };
    document.addEventListener("pointermove", moved);
    document.addEventListener("pointerup", dropped);
    document.addEventListener("pointercancel", cancelled);
    document.addEventListener("keydown", escaped, true);
  }

  return { move, remove, drag };
}
