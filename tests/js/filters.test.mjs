import assert from "node:assert/strict";
import { test } from "node:test";

import { countCards, isFiltering, noFilters, passes, readFilters, writeFilters } from "../../static/js/state/filters.js";

const span = (id, author, claims = [], more = {}) => ({ id, author, claims, checkable: true, fragments: [{ start: 0, end: 1 }], ...more });
const claim = (id, more = {}) => ({ id, author: "alice", status: "new", rating: null, round: null, ...more });
const cards = [
  { key: "1", kind: "claim", row: claim("c1", { rating: "false", status: "agreed" }), spans: [span("s1", "bob")] },
  { key: "2", kind: "claim", row: claim("c2", { status: "in_review", author: "bob", round: { blind: true, revealed_at: null, submitted: ["carol"], asked: ["carol"] } }), spans: [span("s2", "bob")] },
  { key: "3", kind: "span", row: span("s3", "alice"), spans: [span("s3", "alice")] },
  { key: "4", kind: "span", row: span("s4", "alice", [], { checkable: false }), spans: [span("s4", "alice", [], { checkable: false })] },
  { key: "5", kind: "claim", row: claim("c5"), spans: [span("s5", "carol")] },
];
const shown = (hash) => cards.filter((card) => passes(card, readFilters(hash), "alice")).map((card) => card.key).join("");

test("each filter lets through what it names", () => {
  assert.equal(shown(""), "12345");
  assert.equal(shown("#rating=false"), "1");
  assert.equal(shown("#rating=sealed"), "2");
  assert.equal(shown("#rating=false,unrated"), "15");
  assert.equal(shown("#status=new"), "5");
  assert.equal(shown("#unlinked=1"), "3");
  assert.equal(shown("#mine=1"), "1345");
  assert.equal(shown("#reviewer=carol"), "25");
  assert.equal(shown("#reviewer=bob&rating=sealed"), "2");
});

test("a card with a trainee's highlight that waits is found", () => {
  const waiting = { key: "6", kind: "span", row: span("s6", "eve", [], { accepted: false }), spans: [span("s6", "eve", [], { accepted: false })] };
  assert.deepEqual([...cards, waiting].filter((card) => passes(card, readFilters("#waiting=1"), "alice")).map((card) => card.key), ["6"]);
  assert.equal(countCards([...cards, waiting]).waiting, 1);
  assert.equal(isFiltering(readFilters("#waiting=1")), true);
});

test("filters come back from the address as they were written, and leave the rest alone", () => {
  const hash = writeFilters("#claim=abc", { ...noFilters(), rating: new Set(["sealed", "false"]), reviewer: "bob.k", mine: true });
  assert.equal(hash, "claim=abc&rating=false,sealed&reviewer=bob.k&mine=1");
  assert.equal(writeFilters(`#${hash}`, readFilters(`#${hash}`)), hash);
  assert.equal(writeFilters(`#${hash}`, noFilters()), "claim=abc");
});

test("an address that means nothing filters nothing", () => {
  assert.equal(isFiltering(readFilters("#&&=x%")), false);
});

test("counts stand for all cards", () => {
  const { rating, status, reviewer } = countCards(cards);
  assert.deepEqual(Object.fromEntries(rating), { false: 1, sealed: 1, unrated: 1 });
  assert.deepEqual(Object.fromEntries(status), { agreed: 1, in_review: 1, new: 1 });
  assert.deepEqual(Object.fromEntries(reviewer), { alice: 4, bob: 2, carol: 2 });
});
