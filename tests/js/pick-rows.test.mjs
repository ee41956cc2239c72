// Selecting several rows of a list.

import assert from "node:assert/strict";
import { test } from "node:test";

import { between } from "../../static/js/panels/pick-rows.js";

test("Shift selects all boxes between two, in either direction", () => {
  assert.deepEqual(between(["a", "b", "c", "d"], "b", "d"), ["b", "c", "d"]);
  assert.deepEqual(between(["a", "b", "c", "d"], "d", "b"), ["b", "c", "d"]);
  assert.deepEqual(between(["a", "b"], "b", "b"), ["b"]);
  assert.deepEqual(between(["a", "b"], "gone", "a"), ["a"]);
});
