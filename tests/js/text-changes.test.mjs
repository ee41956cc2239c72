import assert from "node:assert/strict";
import { test } from "node:test";

import { changedLines } from "../../static/js/state/text-changes.js";

const short = (before, after) => changedLines(before, after).map(({ kind, text }) => `${{ same: " ", gone: "-", new: "+" }[kind]}${text}`);

test("paragraphs that went and came stand between those that stayed", () => {
  assert.deepEqual(short("a\n\nb\nc\nd", "a\nx\nc\nd\ne"), [" a", "-b", "+x", " c", " d", "+e"]);
  assert.deepEqual(short("a\nb", "a\nb"), [" a", " b"]);
  assert.deepEqual(short("", "a"), ["+a"]);
});
