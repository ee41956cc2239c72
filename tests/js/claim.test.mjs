import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.gettext = (text) => text;
globalThis.ngettext = (one, many, count) => (count === 1 ? one : many);
globalThis.interpolate = (text, values) => values.reduce((all, value) => all.replace("%s", value), text);

const { claimChanges, claimTexts } = await import("../../static/js/panels/claim-edit.js");
const { merge, mergeText } = await import("../../static/js/state/merge.js");
const { completeUrl } = await import("../../static/js/panels/source-field.js");
const { digitOf } = await import("../../static/js/panels/rating-keys.js");

const CLAIM = {
  text: "It rose.", claimant: { id: "c", name: "The council", type: "organization" }, claimed_on: "2023-05", location: null, topics: ["heat"], types: [], language: "en",
  priority: "normal", original_quote: null, source_url: null,
};

test("a merge asks only about what both changed, and changed differently", () => {
  const base = { a: "1", b: "1", c: "1", d: "1", e: "1" };
  const mine = { a: "1", b: "2", c: "1", d: "2", e: "2" };
  const theirs = { a: "1", b: "1", c: "3", d: "3", e: "2" };
  assert.deepEqual(merge(base, mine, theirs), { questions: ["d"], merged: { a: "1", b: "2", c: "3", e: "2" } });
});

test("a merge takes null and nothing for the same", () => {
  assert.deepEqual(merge({ a: null }, { a: "" }, { a: undefined }), { questions: [], merged: { a: "" } });
});

test("a text written by two holds both changes, for a person to look over", () => {
  assert.equal(mergeText("It rose by 34 per cent in May.", "It fell by 34 per cent in May.", "It rose by 34 per cent in June."), "It fell by 34 per cent in June.");
  assert.equal(mergeText("It rose.", "It fell.", "It sank."), "It sank. It fell.");
  assert.equal(mergeText("", "One line", "One line\nand another"), "One line\nand another");
  assert.equal(mergeText("a\nb", "c", "d\ne"), "d\ne\nc");
});

test("an unchanged claim sends nothing", () => {
  assert.deepEqual(claimChanges(claimTexts(CLAIM), claimTexts(CLAIM)), { body: {}, problems: {} });
});

test("only changed fields are sent, in the API's forms", () => {
  const values = { ...claimTexts(CLAIM), claimed_on: "12 May 2023", topics: "heat, tariffs; heat", claimant_type: "person", location: " Nordby ", language: "" };
  assert.deepEqual(claimChanges(values, claimTexts(CLAIM)), {
    body: { location: "Nordby", language: null, claimant: { name: "The council", type: "person" }, claimed_on: "2023-05-12", topics: ["heat", "tariffs"] },
    problems: {},
  });
});

test("a claim without a sentence and a date that is none are told", () => {
  const values = { ...claimTexts(CLAIM), text: "  ", claimed_on: "last year" };
  assert.deepEqual(Object.keys(claimChanges(values, claimTexts(CLAIM)).problems), ["text", "claimed_on"]);
});

test("nobody named takes the claimant off", () => {
  assert.deepEqual(claimChanges({ ...claimTexts(CLAIM), claimant: "" }, claimTexts(CLAIM)).body, { claimant: null });
});

test("an address without https:// is completed, words are not", () => {
  assert.equal(completeUrl(" council.example/minutes?p=1 "), "https://council.example/minutes?p=1");
  assert.equal(completeUrl("http://council.example"), "http://council.example");
  assert.equal(completeUrl("minutes of May"), "minutes of May");
  assert.equal(completeUrl(""), "");
});

test("digits are told by what is typed or by the place of the key", () => {
  const press = (key, code, more = {}) => digitOf({ key, code, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more });
  assert.equal(press("3", "Digit3"), 3);
  assert.equal(press("٣", "Digit3"), 3);
  assert.equal(press("&", "Digit1"), 1);
  assert.equal(press("7", "Numpad7"), 7);
  assert.equal(press("0", "Digit0"), null);
  assert.equal(press("a", "KeyA"), null);
  assert.equal(press("3", "Digit3", { ctrlKey: true }), null);
  assert.equal(press("3", "Digit3", { isComposing: true }), null);
});
