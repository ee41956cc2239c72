import assert from "node:assert/strict";
import { test } from "node:test";

import { countUnsent, createDrafts, forgetUnsent } from "../../static/js/state/drafts.js";
import { memoryStorage } from "./storage.mjs";

test("a draft survives a reload and is another person's on no account", () => {
  const storage = memoryStorage();
  createDrafts({ username: "alice", slug: "desk", storage }).draft("claim:new").save({ text: "typed" });
  assert.deepEqual(createDrafts({ username: "alice", slug: "desk", storage }).draft("claim:new").values, { text: "typed" });
  assert.equal(createDrafts({ username: "bob", slug: "desk", storage }).draft("claim:new").exists, false);
  assert.equal(createDrafts({ username: "alice", slug: "other", storage }).draft("claim:new").exists, false);
});

test("id and key stay for the same body, also after a reload; another body gets another key", () => {
  const storage = memoryStorage();
  const first = createDrafts({ username: "alice", slug: "desk", storage }).draft("claim:new");
  first.save({ text: "a" });
  const { id } = first;
  const key = first.keyFor({ text: "a" });
  const again = createDrafts({ username: "alice", slug: "desk", storage }).draft("claim:new");
  assert.equal(again.id, id);
  assert.equal(again.keyFor({ text: "a" }), key);
  assert.notEqual(again.keyFor({ text: "b" }), key);
  assert.equal(again.id, id);
});

test("a cleared draft is gone and begins anew", () => {
  const storage = memoryStorage();
  const drafts = createDrafts({ username: "alice", slug: "desk", storage });
  const one = drafts.draft("x");
  one.save({ a: "1" });
  const { id } = one;
  one.clear();
  assert.deepEqual([storage.length, one.exists, one.id === id], [0, false, false]);
});

test("names lists what holds something typed", () => {
  const drafts = createDrafts({ username: "alice", slug: "desk", storage: memoryStorage() });
  drafts.draft("b").save({ a: "1" });
  drafts.draft("a").save({ a: "1" });
  drafts.draft("c").keyFor({});
  assert.deepEqual(drafts.names(), ["a", "b"]);
});

test("full storage is told", () => {
  const storage = { ...memoryStorage(), length: 0, setItem() { throw new Error("full"); } };
  assert.equal(createDrafts({ username: "alice", slug: "desk", storage }).draft("x").save({ a: "1" }), false);
});

test("signing out counts and forgets a person's drafts on every desk, and keeps settings", () => {
  const storage = memoryStorage();
  createDrafts({ username: "alice", slug: "one", storage }).draft("x").save({ a: "1" });
  createDrafts({ username: "alice", slug: "two", storage }).draft("x").save({ a: "1" });
  createDrafts({ username: "bob", slug: "two", storage }).draft("x").save({ a: "1" });
  storage.setItem("fc:alice::keys", "{}");
  assert.equal(countUnsent("alice", storage), 2);
  forgetUnsent("alice", storage);
  assert.equal(countUnsent("alice", storage), 0);
  assert.equal(countUnsent("bob", storage), 1);
  assert.equal(storage.getItem("fc:alice::keys"), "{}");
});
