// "I'm on it": a word to the others that one works on a claim, or on some paragraphs. It keeps nobody out.

import { uuid } from "../api/client.js";
import { applyChange } from "../state/apply-change.js";
import { cut, momentWords } from "./words.js";

const LOOK_AGAIN = 30000; // what expires on the server goes off the margin by itself

/** Wires the command and the margin. `page` holds `panel` and `reader` by the time a key is pressed. */
export function createOnIt({ store, outbox, undo, toast, commands, page, mayWrite, active }) {
  const me = store.state.me.username;
  const label = gettext("I’m on it");
  const apply = (row, gone = false) => applyChange(store, { object: { type: "assignment", id: row.id }, state: gone ? null : row, gone, claims: [] });

  /** Work on paragraphs of the text that is shown: of another version they would be other paragraphs. */
  const here = () => store.workHere().filter((row) => row.blocks && row.version === store.state.version.number);

  /** The names in the margin. */
  function draw() {
    const rows = here();
    page.reader.setWork(rows.map(({ assignee, expires_at: until, blocks: [first, last] }) => ({ name: store.name(assignee), until: until ? momentWords(until) : "", first, last })));
  }

  /** What the key means here: the claim whose card has the focus or is open, else the paragraphs that are picked or read. */
  function target() {
    const { panel, reader } = page;
    const card = panel.focusedCard() ?? (panel.cards.open && panel.cards.card(panel.cards.open));
    if (card?.kind === "claim") return { claim: card.id, words: cut(card.row.text, 32) };
    const passage = reader.selecting.passage();
    const start = passage ? passage[0].start : reader.display.readingPoint(0.3);
    const end = passage ? passage.at(-1).end : start + 1;
    const { blocks } = reader.index;
    const from = Math.max(blocks.findLastIndex((block) => block.start <= start), 0);
    const to = Math.max(blocks.findLastIndex((block) => block.start < end), from);
    return { article: store.state.article.id, blocks: [from, to], words: from === to ? interpolate(gettext("paragraph %s"), [from + 1]) : interpolate(gettext("paragraphs %s to %s"), [from + 1, to + 1]) };
  }

  const touches = (row, [from, to]) => row.blocks && row.blocks[0] <= to && row.blocks[1] >= from;

  function mine({ claim, blocks }) {
    const rows = claim ? store.workOn(claim) : here().filter((row) => touches(row, blocks));
    return rows.filter((row) => row.assignee === me && row.expires_at);
  }

  const end = (row) => outbox.send({ method: "DELETE", path: `assignments/${row.id}`, etag: "*", object: `assignment:${row.id}`, label });
  const restore = async (row) => apply((await outbox.send({ method: "POST", path: `assignments/${row.id}/restore`, label })).data);

  async function off(rows) {
    rows.forEach((row) => apply(row, true));
    await Promise.all(rows.map(end));
  }

  async function on({ claim = null, article = null, blocks = null }) {
    const id = uuid();
    const now = new Date();
    const version = blocks && store.state.version.number;
    const row = { id, claim, article, blocks, version, assignee: me, author: me, due_on: null, expires_at: new Date(now.getTime() + 7200000).toISOString(), status: "open", ended_at: null, revision: 0, created_at: now.toISOString(), updated_at: now.toISOString() };
    apply(row);
    try {
      const body = claim ? { id, claim, on_it: true } : { id, article, blocks, version, on_it: true };
      const { data } = await outbox.send({ method: "POST", path: "assignments", body, object: `assignment:${id}`, label });
      apply(data);
      return data;
    } catch (problem) {
      apply(row, true);
      throw problem;
    }
  }

  async function toggle() {
    const what = target();
    const had = mine(what);
    const ends = had.length > 0;
    const label = interpolate(ends ? gettext("No longer on it: %s") : gettext("You are on it: %s"), [what.words]);
    const sent = ends ? off(had).then(() => had) : on(what).then((row) => [row]);
    const take = async () => off(await sent);
    const back = async () => Promise.all((await sent).map(restore));
    undo.push(ends ? { label, undo: back, redo: take } : { label, undo: take, redo: back }, sent);
    toast(label, { tag: "deed" });
    try {
      await sent;
    } catch (problem) {
      toast(problem.message, { problem: true });
    }
  }

  commands.add({ id: "on-it", name: gettext("I’m on it, or no longer"), keys: ["a"], icon: "hand", group: gettext("Claims"), when: () => mayWrite && active(), run: toggle });
  setInterval(draw, LOOK_AGAIN);
  return { draw };
}
