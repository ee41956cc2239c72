import assert from "node:assert/strict";
import { test } from "node:test";

import { createUndo } from "../../static/js/state/undo.js";

function deed(log, name) {
  return { label: name, undo: async () => void log.push(`-${name}`), redo: async () => void log.push(`+${name}`) };
}

const moment = () => new Promise((done) => setImmediate(done));

function answer() {
  const made = {};
  made.promise = new Promise((done, failed) => Object.assign(made, { give: done, refuse: () => failed(new Error("no")) }));
  return made;
}

test("deeds are taken back in reverse and done again in order", async () => {
  const log = [];
  const undo = createUndo();
  undo.push(deed(log, "a"));
  undo.push(deed(log, "b"));
  assert.equal(await undo.undo(), "b");
  assert.equal(await undo.undo(), "a");
  assert.equal(await undo.undo(), null);
  assert.equal(await undo.redo(), "a");
  assert.equal(await undo.redo(), "b");
  assert.equal(await undo.redo(), null);
  assert.deepEqual(log, ["-b", "-a", "+a", "+b"]);
});

test("a new deed drops what could be done again", async () => {
  const log = [];
  const undo = createUndo();
  undo.push(deed(log, "a"));
  await undo.undo();
  undo.push(deed(log, "b"));
  assert.deepEqual([undo.next, undo.again], ["b", null]);
});

test("a deed that cannot be taken back is off the stack, and the next one can", async () => {
  const log = [];
  const undo = createUndo();
  undo.push(deed(log, "a"));
  undo.push({ label: "b", undo: () => Promise.reject(new Error("412")), redo: async () => {} });
  await assert.rejects(undo.undo());
  assert.equal(await undo.undo(), "a");
});

test("a deed that is under way is taken back after its answer, before those that came earlier", async () => {
  const log = [];
  const undo = createUndo();
  const sent = answer();
  undo.push(deed(log, "one"));
  undo.push(deed(log, "two"), sent.promise);
  const back = undo.undo();
  await moment();
  assert.deepEqual(log, []);
  sent.give();
  assert.deepEqual([await back, log], ["two", ["-two"]]);
});

test("a deed that the server refused is off the stack", async () => {
  const log = [];
  const undo = createUndo();
  const [first, second] = [answer(), answer()];
  undo.push(deed(log, "one"));
  undo.push(deed(log, "refused before"), first.promise);
  first.refuse();
  await moment();
  assert.equal(undo.next, "one");
  undo.push(deed(log, "refused meanwhile"), second.promise);
  const back = undo.undo();
  second.refuse();
  assert.deepEqual([await back, log], [null, []]);
  assert.deepEqual([await undo.undo(), log], ["one", ["-one"]]);
});

test("a notice takes back its own deed, once", async () => {
  const log = [];
  const undo = createUndo();
  const first = deed(log, "a");
  undo.push(first);
  undo.push(deed(log, "b"));
  assert.equal(await undo.undoThis(first), "a");
  assert.equal(await undo.undoThis(first), null);
  assert.equal(undo.next, "b");
});

test("taking back twice at once goes one after another", async () => {
  const log = [];
  const undo = createUndo();
  undo.push(deed(log, "a"));
  undo.push(deed(log, "b"));
  await Promise.all([undo.undo(), undo.undo()]);
  assert.deepEqual(log, ["-b", "-a"]);
});
