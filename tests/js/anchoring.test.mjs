import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { CodePoints } from "../../static/js/anchoring/code-points.js";
import { merge, overlap, size } from "../../static/js/anchoring/fragments.js";
import { graphemeEnd, graphemeStart, joinAbbreviated, sentences, trim, wordEnd, words, wordStart } from "../../static/js/anchoring/segments.js";
import { digest, sha256 } from "../../static/js/anchoring/sha256.js";
import { below } from "./random.mjs";

const cases = JSON.parse(readFileSync(new URL("../cases/offsets.json", import.meta.url)));
const inPoints = (text, places) => {
  const points = new CodePoints(text);
  return places.map(([start, end]) => [points.fromUtf16(start), points.fromUtf16(end)]);
};

for (const { name, text, length, utf16, graphemes, words: wordPlaces, sentences: sentencePlaces } of cases) {
  test(`offsets agree with the server: ${name}`, () => {
    const points = new CodePoints(text);
    assert.equal(points.length, length);
    assert.equal(points.units, utf16);
    const characters = [...text];
    for (let at = 0, unit = 0; at <= length; at += 1) {
      assert.equal(points.toUtf16(at), unit);
      assert.equal(points.fromUtf16(unit), at);
      unit += characters[at]?.length ?? 0;
    }
  });

  test(`graphemes agree with the server: ${name}`, () => {
    const points = new CodePoints(text);
    const edges = [...graphemes, length];
    for (let at = 0; at <= length; at += 1) {
      const unit = points.toUtf16(at);
      assert.equal(points.fromUtf16(graphemeStart(text, unit)), edges.findLast((edge) => edge <= at), `start of ${at}`);
      assert.equal(points.fromUtf16(graphemeEnd(text, unit)), edges.find((edge) => edge >= at), `end of ${at}`);
    }
  });

  test(`words and sentences agree with the server: ${name}`, () => {
    assert.deepEqual(inPoints(text, words(text, 0, text.length, "")), wordPlaces);
    assert.deepEqual(inPoints(text, sentences(text, 0, text.length, "")), sentencePlaces);
  });
}

test("random texts keep their offsets both ways", () => {
  const signs = ["a", "я", "ي", "😀", "👩🏾‍⚕️", "e\u0301", "\n", " ", "𝔘", "🇺🇦"];
  for (let round = 0; round < 200; round += 1) {
    const text = Array.from({ length: below(40) }, () => signs[below(signs.length)]).join("");
    const points = new CodePoints(text);
    const characters = [...text];
    const from = below(characters.length + 1);
    const to = from + below(characters.length - from + 1);
    assert.equal(text.slice(points.toUtf16(from), points.toUtf16(to)), characters.slice(from, to).join(""));
    assert.equal(points.fromUtf16(points.toUtf16(to)), to);
  }
});

test("a sentence goes on after a title or an initial", () => {
  const cut = (text) => joinAbbreviated(text, sentences(text, 0, text.length, "en")).map(([a, b]) => text.slice(a, b));
  assert.deepEqual(cut("Dr. Smith said no. Mr. J. Doe agreed."), ["Dr. Smith said no.", "Mr. J. Doe agreed."]);
  assert.deepEqual(cut("The U.S. Senate voted. Then it rained."), ["The U.S. Senate voted.", "Then it rained."]);
  assert.deepEqual(cut("Київ. Збори на вул. Хрещатик тривали. Далі тиша."), ["Київ.", "Збори на вул. Хрещатик тривали.", "Далі тиша."]);
  assert.deepEqual(cut("It is vitamin D\nNew line."), ["It is vitamin D", "New line."]);
});

test("words are snapped to, spaces are not", () => {
  const text = "The quick brown";
  assert.deepEqual([wordStart(text, 6, "en"), wordEnd(text, 6, "en")], [4, 9]);
  assert.deepEqual([wordStart(text, 4, "en"), wordEnd(text, 9, "en")], [4, 9]);
  assert.deepEqual(trim(" \n a b\u00a0\n", 0, 7), [3, 6]);
  assert.deepEqual(trim("   ", 0, 3), [3, 3]);
});

test("fragments are joined where they overlap or touch", () => {
  assert.deepEqual(merge([{ start: 9, end: 12 }, { start: 0, end: 4 }, { start: 3, end: 5 }, { start: 5, end: 6 }]), [
    { start: 0, end: 6 },
    { start: 9, end: 12 },
  ]);
  assert.deepEqual(merge([{ start: 4, end: 4 }]), []);
  assert.equal(size([{ start: 0, end: 6 }, { start: 9, end: 12 }]), 9);
  assert.equal(overlap([{ start: 0, end: 3 }], [{ start: 3, end: 5 }]), false);
  assert.equal(overlap([{ start: 0, end: 4 }], [{ start: 3, end: 5 }]), true);
});

test("random fragments come out ascending and disjoint, and cover the same places", () => {
  for (let round = 0; round < 300; round += 1) {
    const list = Array.from({ length: below(12) }, () => {
      const start = below(60);
      return { start, end: start + below(10) };
    });
    const covered = (fragments) => {
      const set = new Set();
      for (const { start, end } of fragments) for (let at = start; at < end; at += 1) set.add(at);
      return [...set].sort((a, b) => a - b);
    };
    const merged = merge(list);
    assert.deepEqual(covered(merged), covered(list));
    merged.forEach(({ start, end }, at) => {
      assert.ok(start < end);
      if (at) assert.ok(merged[at - 1].end < start);
    });
  }
});

test("the hash is the same without crypto.subtle", async () => {
  for (const text of ["", "abc", "a".repeat(55), "b".repeat(56), "c".repeat(64), "Україна 🇺🇦 ".repeat(999)]) {
    const expected = createHash("sha256").update(text).digest("hex");
    assert.equal(Buffer.from(digest(new TextEncoder().encode(text))).toString("hex"), expected);
    assert.equal(await sha256(text), expected);
  }
});
