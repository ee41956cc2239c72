import assert from "node:assert/strict";
import { test } from "node:test";

import { flatten, Intervals } from "../../static/js/highlights/intervals.js";
import { GROUPS, lookOf, paintOf, RATING_TOKENS } from "../../static/js/highlights/looks.js";
import { Marking } from "../../static/js/highlights/marking.js";
import { Shelf } from "../../static/js/highlights/shelf.js";
import { textWithSource } from "../../static/js/highlights/copy.js";
import { below } from "./random.mjs";

globalThis.gettext = (text) => text;

const FALSE = { slug: "false", letter: "F", colour: "false", label: "False" };
const TRUE = { slug: "true", letter: "T", colour: "true", label: "True" };

test("random intervals are found as by looking at each", () => {
  for (let round = 0; round < 60; round += 1) {
    const intervals = new Intervals();
    const all = new Map();
    for (let made = below(80); made > 0; made -= 1) {
      const key = `k${below(60)}`;
      if (below(5) === 0) {
        intervals.delete(key);
        all.delete(key);
        continue;
      }
      const start = below(500);
      const fragments = [{ start, end: start + 1 + below(below(9) ? 20 : 300) }];
      if (below(3) === 0) fragments.push({ start: fragments[0].end + 2, end: fragments[0].end + 3 + below(9) });
      intervals.set(key, fragments);
      all.set(key, fragments);
    }
    const start = below(500);
    const end = start + 1 + below(60);
    const expected = [];
    for (const [key, fragments] of all) {
      for (const piece of fragments) if (piece.start < end && piece.end > start) expected.push([key, piece.start, piece.end]);
    }
    const byPlace = (a, b) => a[1] - b[1] || a[2] - b[2] || (a[0] < b[0] ? -1 : 1);
    const found = intervals.between(start, end).map((piece) => [piece.key, piece.start, piece.end]);
    assert.deepEqual(found.sort(byPlace), expected.sort(byPlace));
    const at = [...all].filter(([, list]) => list.some((piece) => piece.start <= start && piece.end > start)).map(([key]) => key);
    assert.deepEqual(intervals.at(start).sort(), at.sort());
  }
});

test("flattened pieces cover every character once, by the same keys", () => {
  for (let round = 0; round < 100; round += 1) {
    const pieces = Array.from({ length: below(14) }, (_, key) => {
      const start = below(60);
      return { key: `k${key}`, start, end: start + 1 + below(25) };
    });
    const cut = flatten(pieces);
    const keysAt = (at) => pieces.filter((piece) => piece.start <= at && piece.end > at).map((piece) => piece.key);
    let last = 0;
    for (const { start, end, keys } of cut) {
      assert.ok(start >= last && end > start);
      for (let at = start; at < end; at += 1) assert.deepEqual([...keys].sort(), keysAt(at).sort());
      for (let at = last; at < start; at += 1) assert.deepEqual(keysAt(at), []);
      last = end;
    }
    for (let at = last; at < 90; at += 1) assert.deepEqual(keysAt(at), []);
  }
});

test("touching fragments of one highlight stay one key", () => {
  const cut = flatten([{ key: "a", start: 0, end: 3 }, { key: "a", start: 3, end: 5 }]);
  assert.deepEqual(cut, [{ start: 0, end: 3, keys: ["a"] }, { start: 3, end: 5, keys: ["a"] }]);
});

test("the shortest rated highlight draws the line, the tint counts up to three", () => {
  const item = (size, rating, more = {}) => ({ size, look: lookOf({ checkable: true }, rating), open: false, ...more });
  assert.deepEqual(paintOf([item(50, FALSE)]), { tint: "1", line: "false" });
  assert.deepEqual(paintOf([item(50, FALSE), item(9, TRUE)]), { tint: "2", line: "true" });
  assert.deepEqual(paintOf([item(50, FALSE), item(9, "sealed")]), { tint: "2", line: "false" });
  assert.deepEqual(paintOf([item(5, "sealed")]), { tint: "1", line: "unrated" });
  assert.deepEqual(paintOf([1, 2, 3, 4].map((size) => item(size, "unrated"))), { tint: "3", line: "unrated" });
  assert.deepEqual(paintOf([item(5, "sealed", { open: true })]), { tint: "open-1", line: "open" });
  assert.deepEqual(paintOf([item(5, FALSE, { open: true }), item(9, "unrated")]), { tint: "open-2", line: "false" });
});

test("what is not checkable is grey, unless a claim rests on it", () => {
  const struck = { size: 5, look: lookOf({ checkable: false }, "unlinked"), open: false };
  assert.equal(struck.look.token, "struck");
  assert.deepEqual(paintOf([struck]), { tint: null, line: "struck" });
  assert.equal(lookOf({ checkable: false }, TRUE).token, "true");
  assert.deepEqual(paintOf([struck, { size: 9, look: lookOf({}, TRUE), open: false }]), { tint: "1", line: "true" });
});

test("a look outside the tokens falls back to the neutral one, and every look has a group", () => {
  assert.equal(lookOf({}, { letter: "Z", colour: "#ff0000", label: "Zebra" }).token, "not-enough");
  assert.equal(lookOf({}, null).token, "unrated");
  for (const token of [...RATING_TOKENS, "unrated", "open", "struck"]) assert.ok(GROUPS.includes(`line-${token}`), token);
});

const TEXT = "One two three. Four five six. Seven eight nine.";
const index = {
  length: TEXT.length,
  quote: (start, end) => TEXT.slice(start, end),
  withQuote: ({ start, end }) => ({ start, end, exact: TEXT.slice(start, end) }),
  blocks: [{ start: 0, end: 29 }, { start: 30, end: 47 }],
  blockAt: (point) => (point < 30 ? 0 : 1),
  sentences: (block) => (block ? [{ start: 30, end: 47 }] : [{ start: 0, end: 14 }, { start: 15, end: 29 }]),
};
const span = (id, start, end, more = {}) => ({ id, version: 2, fragments: [{ start, end, exact: TEXT.slice(start, end) }], ...more });
const shelf = () => new Shelf(index, { ratingOf: () => "unrated", settled: () => false, version: 2 });

test("a span whose quote does not stand there, or of another version, is not painted", () => {
  const list = shelf();
  list.setAll([span("a", 0, 3), span("b", 4, 7, { version: 1 }), { id: "c", version: 2, fragments: [{ start: 8, end: 13, exact: "THREE" }] }, span("d", 40, 60)]);
  assert.deepEqual(list.inOrder().map((item) => item.id), ["a"]);
  assert.deepEqual([...list.unplaced].sort(), ["b", "c", "d"]);
  list.put(span("b", 4, 7));
  assert.deepEqual(list.inOrder().map((item) => item.id), ["a", "b"]);
  assert.equal(list.unplaced.has("b"), false);
});

test("highlights at a place come shortest first, and the filter hides", () => {
  const list = shelf();
  list.setAll([span("long", 0, 29), span("short", 4, 7), span("middle", 4, 14)]);
  assert.deepEqual(list.at(5).map((item) => item.id), ["short", "middle", "long"]);
  list.setFilter((one) => one.id !== "middle");
  assert.deepEqual(list.at(5).map((item) => item.id), ["short", "long"]);
  assert.equal(list.overlapping([{ start: 5, end: 6 }]), 2);
  list.put(span("middle", 4, 14));
  assert.deepEqual(list.inOrder().map((item) => item.id), ["long", "short"]);
  list.setFilter(null);
  assert.deepEqual(list.inOrder().map((item) => item.id), ["long", "middle", "short"]);
});

test("next and previous highlight go by reading order, from the place when none is current", () => {
  const list = shelf();
  list.setAll([span("a", 0, 3), span("b", 15, 19), span("c", 30, 35)]);
  assert.equal(list.beside("a", 0, 1).id, "b");
  assert.equal(list.beside("c", 0, 1), null);
  assert.equal(list.beside(null, 14, 1).id, "b");
  assert.equal(list.beside(null, 14, -1).id, "a");
  assert.equal(list.nearest(20).id, "b");
  list.drop("b");
  assert.equal(list.nearest(16).id, "c");
});

test("the cursor goes by sentence across blocks, extends, shrinks and stays at the ends", () => {
  const moves = [];
  const marking = new Marking(index, { start: () => 0, onMove: (at) => moves.push(at && [at.start, at.end]) });
  assert.equal(marking.current(), null);
  assert.deepEqual(marking.next(), { start: 0, end: 14, exact: "One two three." });
  marking.next();
  assert.equal(marking.extend().exact, "Four five six. Seven eight nine.");
  assert.equal(marking.extend().exact, "Four five six. Seven eight nine.");
  assert.equal(marking.shrink().exact, "Four five six.");
  assert.equal(marking.next().exact, "Seven eight nine.");
  assert.equal(marking.next().exact, "Seven eight nine.");
  assert.equal(marking.previous().exact, "Four five six.");
  assert.deepEqual(marking.count(), { at: 2, of: 3 });
  assert.equal(marking.stop(), true);
  assert.equal(marking.stop(), false);
  assert.equal(marking.to(20).exact, "Four five six.");
  assert.equal(moves.at(-2), null);
});

test("a copied passage carries its source", () => {
  const source = { title: "Two accounts", publisher: "Courier", url: "https://courier.example/a" };
  assert.equal(textWithSource([{ exact: "One" }, { exact: "two" }], source), "“One” […] “two”\nTwo accounts, Courier, https://courier.example/a");
  assert.equal(textWithSource([{ exact: "One" }], {}), "“One”");
});
