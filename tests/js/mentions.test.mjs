import assert from "node:assert/strict";
import { test } from "node:test";

import { matching, mentionAt } from "../../static/js/panels/mention-field.js";

test("a mention is the word behind an @ that ends at the caret", () => {
  assert.deepEqual(mentionAt("ask @al", 7), { start: 4, word: "al" });
  assert.deepEqual(mentionAt("ask @al now", 7), { start: 4, word: "al" });
  assert.deepEqual(mentionAt("@", 1), { start: 0, word: "" });
  assert.deepEqual(mentionAt("спитай @Оле", 11), { start: 7, word: "Оле" });
  assert.equal(mentionAt("mail a@b", 8), null);
  assert.equal(mentionAt("ask @al now", 11), null);
  assert.equal(mentionAt("ask al", 6), null);
});

test("colleagues are found by username and by any part of the name, accents aside; usernames first", () => {
  const people = [["zoe", "Anna Čapek"], ["anna", "Zoe Petit"], ["bob.smith", "Bob Smith"]];
  const found = (word) => matching(people, word).map(([username]) => username);
  assert.deepEqual(found("an"), ["anna", "zoe"]);
  assert.deepEqual(found("cap"), ["zoe"]);
  assert.deepEqual(found("smi"), ["bob.smith"]);
  assert.deepEqual(found(""), ["zoe", "anna", "bob.smith"]);
  assert.deepEqual(found("x"), []);
});
