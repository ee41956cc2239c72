// What a person says about a highlight in a newer text: it belongs here, or it stays with the older text.

import { revisionTag } from "../api/client.js";
import { applyChange } from "../state/apply-change.js";
import { changedBy } from "./conflict.js";
import { cut, problemWords } from "./words.js";

/** The words of a highlight, its pieces joined. */
export const quoteOf = (fragments) => fragments.map(({ exact }) => exact).join(" … ");

const bare = (fragments) => fragments.map(({ start, end, exact }) => ({ start, end, exact }));

/** Whether two rows of a highlight say the same about its place. */
const samePlace = (one, other) => JSON.stringify([one.state, one.left_behind, one.version, bare(one.fragments)]) === JSON.stringify([other.state, other.left_behind, other.version, bare(other.fragments)]);

/** `place(id, fragments)` and `leave(id)`: shown at once, sent, each with its way back. Both promise whether it was saved.
 *
 * When a colleague decided about the same highlight meanwhile, theirs is shown and told, and nothing is overwritten. */
export function createPlacing({ store, outbox, undo, toast }) {
  const { number } = store.state.version;
  const apply = (row) => applyChange(store, { object: { type: "span", id: row.id }, state: row, claims: [], gone: false });

  async function write(before, body, shown, label) {
    const send = (tag) => outbox.send({ method: "PATCH", path: `spans/${before.id}`, body: { version: number, ...body }, etag: tag, object: `span:${before.id}`, label, local: { change: [["span", { id: before.id, ...shown }]] } });
    try {
      return await send(revisionTag(before));
    } catch (problem) {
      // Changed meanwhile, but not its place: once more on top of that.
      if (problem.status !== 412 || !problem.current || !samePlace(before, problem.current)) throw problem;
      return send(problem.etag ?? revisionTag(problem.current));
    }
  }

  /** What brings back how it stood. */
  function wayBack(before) {
    if (before.left_behind) return { left_behind: true };
    if (before.version === number && before.state !== "pending") return { fragments: bare(before.fragments) };
    return { left_behind: false };
  }

  async function settle(id, body, shown, label) {
    const before = store.span(id);
    store.put("span", { ...before, ...shown, pending: true });
    const once = async (what, row) => apply((await write(store.span(id) ?? before, what, row, label)).data);
    const deed = { label, undo: () => once(wayBack(before), {}), redo: () => once(body, shown) };
    const sent = write(before, body, shown, label);
    undo.push(deed, sent);
    try {
      apply((await sent).data);
    } catch (problem) {
      store.put("span", problem.status === 412 && problem.current ? problem.current : before);
      const words = problem.status === 412 ? interpolate(gettext("%s has decided about this highlight meanwhile. Look again."), [changedBy(problem)]) : problemWords(problem);
      toast(words, { problem: true });
      return false;
    }
    toast(label, { tag: "deed", action: { label: gettext("Undo"), keys: "Ctrl Z", run: () => undo.undoThis(deed).catch((problem) => toast(interpolate(gettext("This could not be taken back. %s"), [problemWords(problem)]), { problem: true })) } });
    return true;
  }

  return {
    place(id, fragments) {
      const label = interpolate(gettext("Placed: “%s”"), [cut(quoteOf(fragments), 32)]);
      return settle(id, { fragments: bare(fragments) }, { version: number, fragments, state: "confirmed", left_behind: false }, label);
    },
    leave(id) {
      const span = store.span(id);
      const label = interpolate(gettext("Left with the older text: “%s”"), [cut(quoteOf(span.fragments), 32)]);
      const shown = span.version === number ? { state: "removed", left_behind: true, version: number - 1 } : { left_behind: true };
      return settle(id, { left_behind: true }, shown, label);
    },
  };
}
