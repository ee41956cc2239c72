import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.gettext = (text) => text;
globalThis.document = { documentElement: { lang: "en" } };
const { momentWords } = await import("../../static/js/panels/words.js");

test("a moment has its day when that is not today, and its year when that is not this one", () => {
  const now = new Date(2024, 10, 23, 17, 0);
  const shown = [new Date(2024, 10, 23, 9, 5), new Date(2024, 0, 26, 10, 42), new Date(2025, 0, 5, 9, 0), new Date(2023, 11, 31, 23, 59)];
  assert.deepEqual(shown.map((then) => momentWords(then, now)), ["09:05", "26 Jan, 10:42", "5 Jan 2025, 09:00", "31 Dec 2023, 23:59"]);
});
