import assert from "node:assert/strict";
import { test } from "node:test";

import { Problem } from "../../static/js/api/client.js";
import { createPlacing } from "../../static/js/panels/placing.js";
import { createStore } from "../../static/js/state/store.js";
import { createUndo } from "../../static/js/state/undo.js";

globalThis.gettext = (text) => text;
globalThis.interpolate = (text, values) => values.reduce((left, value) => left.replace("%s", value), text);

const piece = (start, exact) => ({ start, end: start + exact.length, exact, prefix: "", suffix: "" });
const span = (more = {}) => ({ id: "s", article: "a", version: 1, fragments: [piece(3, "old words")], claims: [], state: "changed", left_behind: false, revision: 1, ...more });
const NOW = [piece(9, "new words")];

/** A page in which `answers` meet the writes in turn: a row, or what refuses it. */
function page(row, ...answers) {
  const store = createStore({ article: { id: "a", version: 2 }, version: { number: 2 }, spans: [row], claims: [], ratings: { version: 1, ratings: [] }, people: {}, me: { username: "alice" }, head: 0 });
  const [sent, said] = [[], []];
  const outbox = {
    send: async ({ body, etag }) => {
      sent.push([body, etag]);
      const answer = answers.shift();
      if (answer instanceof Problem) throw answer;
      return { data: answer };
    },
  };
  const undo = createUndo();
  return { store, sent, said, undo, placing: createPlacing({ store, outbox, undo, toast: (words) => said.push(words) }) };
}

const stale = (current) => new Problem({ status: 412, title: "Stale", changed_by: { name: "Bob" }, current }, { etag: '"5"' });

test("a highlight is placed, and waits again when that is taken back", async () => {
  const placed = span({ version: 2, fragments: NOW, state: "confirmed", revision: 2 });
  const { store, sent, undo, placing } = page(span(), placed, span({ state: "pending", revision: 3 }));
  assert.equal(await placing.place("s", NOW), true);
  assert.equal(store.span("s").state, "confirmed");
  await undo.undo();
  assert.equal(store.span("s").state, "pending");
  assert.deepEqual(sent.map(([body]) => body), [{ version: 2, fragments: [{ start: 9, end: 18, exact: "new words" }] }, { version: 2, left_behind: false }]);
});

test("what was placed by the worker goes back to that place when leaving it behind is taken back", async () => {
  const moved = span({ version: 2, fragments: NOW, state: "moved" });
  const { sent, undo, placing } = page(moved, span({ left_behind: true, state: "removed", revision: 2 }), moved);
  await placing.leave("s");
  await undo.undo();
  assert.deepEqual(sent.map(([body]) => body), [{ version: 2, left_behind: true }, { version: 2, fragments: [{ start: 9, end: 18, exact: "new words" }] }]);
});

test("a note that a colleague changed meanwhile is no obstacle", async () => {
  const { sent, placing } = page(span(), stale(span({ revision: 5, note: "Look" })), span({ left_behind: true, revision: 6 }));
  assert.equal(await placing.leave("s"), true);
  assert.deepEqual(sent.map(([, etag]) => etag), ['"1"', '"5"']);
});

test("what a colleague decided meanwhile stands, and is told", async () => {
  const theirs = span({ left_behind: true, revision: 2 });
  const { store, said, undo, placing } = page(span(), stale(theirs));
  assert.equal(await placing.place("s", NOW), false);
  assert.deepEqual([store.span("s").left_behind, undo.next], [true, null]);
  assert.deepEqual(said, ["Bob has decided about this highlight meanwhile. Look again."]);
});
