// The line that tells whether everything is saved.

import assert from "node:assert/strict";
import test from "node:test";

import { lineStatus } from "../../static/js/panels/state-line.js";

test("the worst that is known is said", () => {
  assert.equal(lineStatus("saved", "online"), "saved");
  assert.equal(lineStatus("saved", "offline"), "offline");
  assert.equal(lineStatus("offline", "online"), "offline");
  assert.equal(lineStatus("offline", "signed-out"), "signed-out");
  assert.equal(lineStatus("signed-out", "offline"), "signed-out");
});

test("while something is not kept yet nothing says that it waits", () => {
  assert.equal(lineStatus("keeping", "offline"), "saving");
  assert.equal(lineStatus("keeping", "online"), "saving");
});
