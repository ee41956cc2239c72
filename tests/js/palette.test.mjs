import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.gettext = (text) => text;
const { fit, fitting } = await import("../../static/js/panels/palette.js");
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
