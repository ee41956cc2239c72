// When a rating asks for a sentence why: another than is usual, where something is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeparture } from "../../static/js/panels/verdict-form.js";

const form = (usual, rating) => ({ dataset: { usual }, querySelector: () => (rating ? { value: rating } : null) });

test("a rating that was not given in such cases is a departure", () => {
  assert.equal(isDeparture(form("false half-true", "true")), true);
  assert.equal(isDeparture(form("false half-true", "half-true")), false);
});

test("without a choice, or where nothing is usual, nothing is asked", () => {
  assert.equal(isDeparture(form("false", null)), false);
  assert.equal(isDeparture(form("", "true")), false);
  assert.equal(isDeparture(form(undefined, "true")), false);
});
