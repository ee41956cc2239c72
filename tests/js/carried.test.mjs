import assert from "node:assert/strict";
import { test } from "node:test";

import { countStandings, inOldOrder, standing } from "../../static/js/state/carried.js";

const span = (state, left_behind = false) => ({ state, left_behind });

test("a highlight is placed, on its way, left behind, or waits for a person", () => {
  const found = [span("original"), span("moved"), span("confirmed"), span("pending"), span("changed"), span("removed"), span("ambiguous"), span("removed", true)].map(standing);
  assert.deepEqual(found, ["placed", "placed", "placed", "pending", "waiting", "waiting", "waiting", "left"]);
  assert.deepEqual(countStandings([span("moved"), span("changed"), span("changed", true)]), { pending: 0, waiting: 1, left: 1, placed: 1 });
});

test("rows come in the order of the older text", () => {
  const row = (id, start) => ({ id, before: start === null ? null : { version: 1, fragments: [{ start }] } });
  assert.deepEqual(inOldOrder([row("c", 9), row("b", 2), row("a", 2), row("d", null)]).map(({ id }) => id), ["d", "a", "b", "c"]);
});
