import assert from "node:assert/strict";
import { test } from "node:test";

import { changedLines, changedWords } from "../../static/js/state/text-changes.js";

const short = (before, after) => changedLines(before, after).map(({ kind, text }) => `${{ same: " ", gone: "-", new: "+" }[kind]}${text}`);

test("paragraphs that went and came stand between those that stayed", () => {
  assert.deepEqual(short("a\n\nb\nc\nd", "a\nx\nc\nd\ne"), [" a", "-b", "+x", " c", " d", "+e"]);
  assert.deepEqual(short("a\nb", "a\nb"), [" a", " b"]);
  assert.deepEqual(short("", "a"), ["+a"]);
});

test("words that went and came stand between those that stayed", () => {
  const said = (before, after) => changedWords(before, after).map(({ kind, text }) => `${{ same: " ", gone: "-", new: "+" }[kind]}${text}`);
  assert.deepEqual(said("met on Wednesday, it", "met on Thursday, it"), [" met on ", "-Wednesday", "+Thursday", " , it"]);
  assert.deepEqual(said("Літак упав", "Літак впав"), [" Літак ", "-упав", "+впав"]);
  assert.deepEqual(said("", "new"), ["+new"]);
});
