import assert from "node:assert/strict";
import { test } from "node:test";

import { combination, createCommands, keyLabel, normal } from "../../static/js/state/commands.js";
import { memoryStorage } from "./storage.mjs";

const press = (key, more = {}) => ({ key, code: "", preventDefault() { this.defaultPrevented = true; }, ...more });

test("letters count by what was typed, on other scripts by their place", () => {
  assert.equal(combination(press("j", { code: "KeyC" })), "j");
  assert.equal(combination(press("J", { code: "KeyJ", shiftKey: true })), "Shift+J");
  assert.equal(combination(press("о", { code: "KeyJ" })), "j");
  assert.equal(combination(press("О", { code: "KeyJ", shiftKey: true })), "Shift+J");
  assert.equal(combination(press("ت", { code: "KeyJ" })), "j");
  assert.equal(combination(press("х", { code: "BracketLeft" })), "[");
  assert.equal(combination(press("؟", { code: "Slash", shiftKey: true })), "?");
  assert.equal(combination(press("?", { code: "Slash", shiftKey: true })), "?");
  assert.equal(combination(press("я", { code: "KeyZ", ctrlKey: true })), "Ctrl+Z");
  assert.equal(combination(press("z", { code: "KeyZ", metaKey: true, shiftKey: true })), "Ctrl+Shift+Z");
  assert.equal(combination(press("Enter", { ctrlKey: true })), "Ctrl+Enter");
});

test("nothing counts while a word is composed or a modifier alone is down", () => {
  assert.equal(combination(press("j", { isComposing: true })), null);
  assert.equal(combination(press("Process")), null);
  assert.equal(combination(press("a", { keyCode: 229 })), null);
  assert.equal(combination(press("Shift", { shiftKey: true })), null);
});

test("combinations are the same however they are written", () => {
  assert.deepEqual(["shift+j", "J", "ctrl+enter", "cmd+z", "[", "+"].map(normal), ["Shift+J", "j", "Ctrl+enter", "Ctrl+Z", "[", "+"]);
  assert.deepEqual(["Shift+J", "Ctrl+Enter", "h", "Escape"].map(keyLabel), ["⇧J", "Ctrl ↵", "H", "Esc"]);
});

test("a key runs its command only when it may, and never while typing", () => {
  const ran = [];
  const commands = createCommands({ storage: memoryStorage() });
  let may = true;
  commands.add({ id: "highlight", name: "Highlight", keys: ["h"], when: () => may, run: () => ran.push("h") }, { id: "save", name: "Save", keys: ["Ctrl+Enter"], inFields: true, run: () => ran.push("save") });
  assert.equal(commands.handle(press("h")), true);
  may = false;
  assert.equal(commands.handle(press("h")), false);
  may = true;
  assert.equal(commands.handle(press("h", { target: { tagName: "TEXTAREA" } })), false);
  assert.equal(commands.handle(press("Enter", { ctrlKey: true, target: { tagName: "TEXTAREA" } })), true);
  assert.deepEqual(ran, ["h", "save"]);
});

test("the off switch leaves Escape and combinations with Ctrl, and is kept", () => {
  const storage = memoryStorage();
  const commands = createCommands({ username: "alice", storage });
  const ran = [];
  commands.add({ id: "j", name: "Next", keys: ["j"], run: () => ran.push("j") }, { id: "undo", name: "Undo", keys: ["Ctrl+Z"], run: () => ran.push("undo") }, { id: "back", name: "Back", keys: ["Escape"], run: () => ran.push("back") });
  commands.setEnabled(false);
  for (const event of [press("j"), press("z", { ctrlKey: true }), press("Escape")]) commands.handle(event);
  assert.deepEqual(ran, ["undo", "back"]);
  assert.equal(createCommands({ username: "alice", storage }).enabled, false);
  assert.equal(createCommands({ username: "bob", storage }).enabled, true);
});

test("a remapped command answers to its new key only, and the holder of a key is known", () => {
  const storage = memoryStorage();
  const commands = createCommands({ username: "alice", storage });
  const ran = [];
  commands.add({ id: "highlight", name: "Highlight", keys: ["h"], run: () => ran.push("h") });
  assert.equal(commands.holder("H").id, "highlight");
  commands.remap("highlight", ["shift+y"]);
  assert.equal(commands.handle(press("h")), false);
  assert.equal(commands.handle(press("Y", { code: "KeyY", shiftKey: true })), true);
  assert.deepEqual(commands.list()[0].keys, ["Shift+Y"]);
  commands.reset();
  assert.deepEqual(commands.keysOf("highlight"), ["h"]);
});

test("a held key repeats a move but no deed", () => {
  const ran = [];
  const commands = createCommands({ storage: memoryStorage() });
  commands.add({ id: "next", name: "Next", keys: ["j"], repeats: true, run: () => ran.push("j") }, { id: "mark", name: "Mark", keys: ["h"], run: () => ran.push("h") });
  commands.handle(press("j", { repeat: true }));
  assert.equal(commands.handle(press("h", { repeat: true })), true);
  assert.deepEqual(ran, ["j"]);
});
