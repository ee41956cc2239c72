import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.gettext = (text) => text;
globalThis.ngettext = (one, many, count) => (count === 1 ? one : many);
globalThis.interpolate = (text, values) => values.reduce((done, value) => done.replace("%s", value), text);

const { claimBody, listOf, prefill } = await import("../../static/js/panels/claim-form.js");
const { readDate } = await import("../../static/js/panels/dates.js");
const { lateOnesFirst } = await import("../../static/js/panels/similar.js");
const { columns, placeOf, rowBody, sameValue } = await import("../../static/js/panels/table-columns.js");

test("dates are read as people write them, and never guessed", () => {
  const read = { "2024-01-24": "2024-01-24", "2024-1-4": "2024-01-04", "24.1.2024": "2024-01-24", "24/01/2024": "2024-01-24", "01.2024": "2024-01", 2023: "2023", "24 Jan 2024": "2024-01-24", "January 24, 2024": "2024-01-24", "March 2023": "2023-03", "٢٤.١.٢٠٢٤": "2024-01-24", "": null };
  for (const [typed, date] of Object.entries(read)) assert.equal(readDate(typed, "en"), date, typed);
  assert.equal(readDate("24 січня 2024", "uk"), "2024-01-24");
  assert.equal(readDate("24 січ. 2024", "uk"), "2024-01-24");
  for (const none of ["last year", "1/2/24", "2024-13", "30 Feb 2024", "31.4.2024", "2024-02-30"]) assert.equal(readDate(none, "en"), undefined, none);
});

test("a claim begins with the passage, the block's speaker and the article's defaults", () => {
  const article = { language: "en", published_on: "2024-01-23", defaults: { speaker: "Council", date: "2024-01-22", place: "Aldersund", topics: ["heating", "prices"] } };
  const version = { blocks: [{ start: 0, end: 10, speaker: "Dahl" }, { start: 10, end: 30 }] };
  assert.deepEqual(prefill([{ start: 2, end: 8, exact: " It rose.\n" }], { article, version }), {
    text: "It rose.", original_quote: "It rose.", claimant: "Dahl", claimed_on: "2024-01-22", location: "Aldersund", topics: "heating, prices", language: "en",
  });
  assert.equal(prefill([{ start: 12, end: 18, exact: "x" }], { article, version }).claimant, "Council");
  assert.equal(prefill([{ start: 12, end: 18, exact: "x" }], { article: { ...article, defaults: {} }, version: {} }).claimed_on, "2024-01-23");
});

test("the label of a turn is no part of the claim", () => {
  const version = { blocks: [{ start: 0, end: 20, speech: 6, speaker: "DAHL" }] };
  assert.equal(prefill([{ start: 0, end: 14, exact: "DAHL: It rose." }], { article: { defaults: {} }, version }).text, "It rose.");
});

test("what is typed becomes the body of the request, or problems at their fields", () => {
  assert.deepEqual(claimBody({ text: " It rose. ", claimant: "Dahl", claimed_on: "22 Jan 2024", location: "", topics: "a, b,a" }, { original_quote: "It rose by 34%.", language: "en" }), {
    problems: {}, body: { text: "It rose.", original_quote: "It rose by 34%.", language: "en", claimant: { name: "Dahl" }, claimed_on: "2024-01-22", topics: ["a", "b"] },
  });
  const { problems } = claimBody({ text: " ", claimed_on: "last year" });
  assert.deepEqual(Object.keys(problems), ["text", "claimed_on"]);
});

test("lists are words between commas of any script", () => {
  assert.deepEqual(listOf("war, prisoners; war، أسرى"), ["war", "prisoners", "أسرى"]);
});

test("what colleagues made in the last hour comes first, the newest on top", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  const row = (id, author, at) => ({ id, author, created_at: `2026-01-01T${at}:00Z` });
  const rows = [row("old", "bob", "08:00"), row("mine", "alice", "11:59"), row("late", "bob", "11:30"), row("later", "bob", "11:50")];
  assert.deepEqual(lateOnesFirst(rows, "alice", now).map(({ id }) => id), ["later", "late", "old", "mine"]);
});

test("a row of the table is read column by column", () => {
  const { body, problems } = rowBody({ text: "It  rose.", claimant: "Dahl", claimed_on: "22.1.2024", types: "number", priority: "High" }, columns());
  assert.deepEqual([body, problems], [{ text: "It rose.", claimant: { name: "Dahl" }, claimed_on: "2024-01-22", types: ["number"], priority: "high" }, {}]);
  assert.deepEqual(Object.keys(rowBody({ text: "", claimed_on: "x", priority: "?" }, columns()).problems), ["text", "claimed_on", "priority"]);
});

test("a problem of a batch knows its row and column", () => {
  assert.deepEqual(placeOf("/claims/3/claimant/name"), { row: 3, column: "claimant" });
  assert.deepEqual(placeOf("/claimed_on"), { row: null, column: "claimed_on" });
  assert.deepEqual(placeOf("/claims/0"), { row: 0, column: "text" });
});

test("values are compared as the API sees them", () => {
  assert.deepEqual([sameValue({ name: "A", id: "1" }, { name: "A" }), sameValue(null, undefined), sameValue(["a"], ["b"])], [true, true, false]);
});
