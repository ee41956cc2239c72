import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.gettext = (text) => text;
const { fit, fitting } = await import("../../static/js/panels/palette.js");
const { paletteRows } = await import("../../static/js/panels/page.js");
const { placeCommands } = await import("../../static/js/panels/places.js");

test("a name fits best at its beginning, then at a word's, then anywhere", () => {
  assert.deepEqual(["New claim", "The new claim", "Renew", "Other"].map((name) => fit(name, "new")), [3, 2, 1, 0]);
  assert.equal(fit("Перейти до тверджень", "ТВЕРД"), 2);
  assert.equal(fit("anything", "  "), 1);
});

test("commands come best first, in their own order among equals", () => {
  const commands = ["Open claim", "Claims", "Merge claims", "Undo"].map((name) => ({ name }));
  assert.deepEqual(fitting(commands, "claim").map(({ name }) => name), ["Claims", "Open claim", "Merge claims"]);
  assert.deepEqual(fitting(commands, "").length, 4);
});

test("places of a desk lead into it, without a desk only to what needs none", () => {
  const gone = [];
  const commands = placeCommands("north", (href) => gone.push(href));
  commands.find(({ id }) => id === "new-article").run();
  assert.deepEqual(gone, ["/d/north/articles/new"]);
  assert.deepEqual(placeCommands("").map(({ id }) => id), ["go-desks", "go-account"]);
});

test("rows of the search become lines with a link", () => {
  const chip = { label: "False", letter: "F", colour: "false" };
  const rows = paletteRows(
    [
      { type: "claim", id: "c1", text: "Bread costs more.", claimant: { name: "The Minister" }, language: "en", chip },
      { type: "article", id: "a1", title: "Prices", publisher: "Courier", language: "uk" },
      { type: "source", id: "s1", title: null, citation: null, url: "https://example.org/" },
      { type: "factcheck", id: "c2", headline: "No, it does not", url: "https://desk.example/c2", language: null, chip },
    ],
    "north",
  );
  assert.deepEqual(rows, [
    { kind: "claim", title: "Bread costs more.", note: "The Minister", lang: "en", rating: chip, href: "/d/north/claims/c1" },
    { kind: "article", title: "Prices", note: "Courier", lang: "uk", rating: null, href: "/d/north/articles/a1" },
    { kind: "source", title: "https://example.org/", note: "", lang: null, rating: null, href: "/d/north/sources/s1" },
    { kind: "factcheck", title: "No, it does not", note: "", lang: null, rating: chip, href: "/d/north/claims/c2/publish" },
  ]);
});
