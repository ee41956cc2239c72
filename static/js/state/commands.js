// One registry of everything a person can do by name: shortcuts, the palette and the help read it.

const NAMED = { " ": "Space", Esc: "Escape" };
const CODES = {
  BracketLeft: "[", BracketRight: "]", Slash: "/", Period: ".", Comma: ",", Semicolon: ";", Quote: "'", Backslash: "\\", Minus: "-", Equal: "=", Backquote: "`",
};
const SHIFTED = { "/": "?", "[": "{", "]": "}", ".": ">", ",": "<", ";": ":", "'": '"', "\\": "|", "-": "_", "=": "+", "`": "~" };

/** The key as the Latin layout would give it: by what was typed, by the place of the key on other layouts. */
function keyOf(event) {
  const { key, code = "" } = event;
  if (key.length > 1) return NAMED[key] ?? key;
  if (NAMED[key]) return NAMED[key];
  // A letter of the Latin alphabet or a plain sign is what the person meant, wherever it lies.
  // With Alt, macOS types another sign for every letter.
  if (/^[\x21-\x7e]$/.test(key) && !event.altKey) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter) return letter[1].toLowerCase();
  const digit = /^Digit(\d)$/.exec(code);
  if (digit) return digit[1];
  if (CODES[code]) return event.shiftKey ? SHIFTED[CODES[code]] : CODES[code];
  return key.toLowerCase();
}

/** The combination an event stands for, such as `Ctrl+Enter`, `Shift+J`, `?`, `h`; null while a word is composed. */
export function combination(event) {
  if (event.isComposing || event.key === "Process" || event.key === "Dead" || event.keyCode === 229) return null;
  if (typeof event.key !== "string" || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return null;
  const key = keyOf(event);
  const letter = /^[a-z]$/.test(key);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  // A sign such as ? already says that Shift was down.
  if (event.shiftKey && (letter || key.length > 1)) parts.push("Shift");
  parts.push(letter && parts.length ? key.toUpperCase() : key);
  return parts.join("+");
}

/** The same combination however it was written: `shift+j`, `Shift+J`. */
export function normal(text) {
  if (text === "+") return text;
  const parts = text.split("+").map((part) => part.trim());
  const key = parts.pop();
  const has = (name) => parts.some((part) => part.toLowerCase() === name.toLowerCase());
  const mods = ["Ctrl", "Alt", "Shift"].filter((name) => has(name) || (name === "Ctrl" && (has("Meta") || has("Cmd"))));
  const letter = /^[a-z]$/i.test(key);
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return [...mods, letter && mods.length ? key.toUpperCase() : plain].join("+");
}

/** True where letters are text: nothing there may be taken for a shortcut. */
export function isTyping(target) {
  if (!target || !target.tagName) return false;
  if (target.isContentEditable) return true;
  if (target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return target.tagName === "INPUT" && !["checkbox", "radio", "button", "submit", "reset", "range", "file"].includes(target.type);
}

/** The registry.
 *
 * A command is `{id, name, keys: ["h"], group, when(), run(event), inFields}`: `when` says whether it may run now,
 * `inFields` that its keys (with Ctrl or Alt, or Escape) also work while typing. `setEnabled(false)` switches off
 * every key without Ctrl or Alt except Escape (WCAG 2.1.4); `remap(id, keys)` gives a command other keys. Both are kept in
 * `storage`. `handle(event)` runs what a key means, and says whether it did.
 */
export function createCommands({ username = "", storage = globalThis.localStorage } = {}) {
  const place = `fc:${username}::keys`;
  const commands = new Map();
  const listeners = new Set();
  let settings = { on: true, keys: {} };
  try {
    settings = { ...settings, ...JSON.parse(storage?.getItem(place) ?? "{}") };
  } catch {
    // Broken settings are no reason to lose the keyboard.
  }

  function keep() {
    try {
      storage?.setItem(place, JSON.stringify(settings));
    } catch {
      // Kept for this page only.
    }
    listeners.forEach((listener) => listener());
  }

  const keysOf = (id) => settings.keys[id] ?? commands.get(id)?.keys ?? [];
  const may = (command) => !command.when || Boolean(command.when());

  function add(...list) {
    for (const command of list) commands.set(command.id, { group: "", ...command, keys: (command.keys ?? []).map(normal) });
  }

  function at(combo, typing) {
    const bare = !/^(Ctrl|Alt)\+/.test(combo) && combo !== "Escape";
    if (bare && !settings.on) return null;
    for (const command of commands.values()) {
      if (typing && (!command.inFields || bare)) continue;
      if (keysOf(command.id).includes(combo) && may(command)) return command;
    }
    return null;
  }

  function handle(event) {
    if (event.defaultPrevented) return false;
    const combo = combination(event);
    if (!combo) return false;
    const command = at(combo, isTyping(event.target));
    if (!command) return false;
    // A held key repeats a move, never a deed.
    if (event.repeat && !command.repeats) {
      event.preventDefault();
      return true;
    }
    event.preventDefault();
    command.run(event);
    return true;
  }

  return {
    add,
    handle,
    keysOf,
    remove: (id) => commands.delete(id),
    get: (id) => commands.get(id) ?? null,
    list: () => [...commands.values()].map((command) => ({ ...command, keys: keysOf(command.id) })),
    available: () => [...commands.values()].filter(may).map((command) => ({ ...command, keys: keysOf(command.id) })),
    run(id, event) {
      const command = commands.get(id);
      if (!command || !may(command)) return false;
      command.run(event);
      return true;
    },
    /** The command that already has this combination, or null. */
    holder: (combo, except) => [...commands.values()].find((command) => command.id !== except && keysOf(command.id).includes(normal(combo))) ?? null,
    remap(id, keys) {
      settings = { ...settings, keys: { ...settings.keys, [id]: keys.map(normal) } };
      keep();
    },
    reset() {
      settings = { on: true, keys: {} };
      keep();
    },
    get enabled() {
      return settings.on;
    },
    setEnabled(on) {
      settings = { ...settings, on };
      keep();
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listen(target = document) {
      target.addEventListener("keydown", handle);
      return () => target.removeEventListener("keydown", handle);
    },
  };
}

/** A combination as it is written on the screen: `⇧J`, `Ctrl ↵`, `Esc`. */
export function keyLabel(combo) {
  const signs = { Enter: "↵", Escape: "Esc", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Delete: "Del", Backspace: "⌫" };
  const parts = combo.split("+");
  const key = parts.pop() || "+";
  const shown = signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return parts.map((part) => (part === "Shift" ? "⇧" : `${part} `)).join("") + shown;
}
