import assert from "node:assert/strict";
import { test } from "node:test";

import { isSheet, parseCells, spread } from "../../static/js/state/sheet.js";

test("cells are parted by tabs and line ends, as every spreadsheet gives them", () => {
  assert.deepEqual(parseCells("a\tb\r\nc\t\r\n"), [["a", "b"], ["c", ""]]);
  assert.deepEqual(parseCells("one"), [["one"]]);
  assert.deepEqual(parseCells("a\n\nb"), [["a"], [""], ["b"]]);
});

test("a quoted cell keeps its line ends as one space and its quotes once", () => {
  assert.deepEqual(parseCells('"He said ""no"".\nTwice."\tDahl\nnext\tBerg'), [['He said "no". Twice.', "Dahl"], ["next", "Berg"]]);
});

test("a quotation that begins a sentence stays a quotation", () => {
  assert.deepEqual(parseCells('"No" was the answer.\tDahl'), [['"No" was the answer.', "Dahl"]]);
});

test("one cell is pasted as text, several are spread", () => {
  assert.deepEqual([isSheet("one sentence"), isSheet("one\n"), isSheet("a\tb"), isSheet("a\nb")], [false, false, true, true]);
});

test("cells go across the columns and down the rows from where one stands", () => {
  const columns = ["text", "claimant", "claimed_on"];
  assert.deepEqual(spread([["a", "b"], ["c", "d"]], { row: 3, column: "claimant", columns }), [
    { row: 3, column: "claimant", value: "a" },
    { row: 3, column: "claimed_on", value: "b" },
    { row: 4, column: "claimant", value: "c" },
    { row: 4, column: "claimed_on", value: "d" },
  ]);
  assert.deepEqual(spread([["x", "y"]], { row: 0, column: "claimed_on", columns }), [{ row: 0, column: "claimed_on", value: "x" }]);
});

test("a copied head line is left out", () => {
  const given = spread([["claim", "Who said it"], ["It rained.", "Dahl"]], { row: 0, column: "text", columns: ["text", "claimant"], titles: ["Claim", "Who said it"] });
  assert.deepEqual(given.map((cell) => cell.value), ["It rained.", "Dahl"]);
});
