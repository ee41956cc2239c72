// `@` in a comment opens the list of colleagues; choosing one writes their username.

import { attachCaretList } from "./caret-list.js";
import { element, said } from "./element.js";

const MOST = 8;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The word behind an `@` that ends at `caret`: `{start, word}`, or null when there is none. */
export function mentionAt(text, caret) {
  const [found, word] = /(?<![\w@.-])@([\p{L}\p{M}\d._-]{0,64})$/u.exec(text.slice(0, caret)) ?? [];
  return found === undefined ? null : { start: caret - word.length - 1, word };
}

/** The people (`[[username, name]]`) whose username, or a part of whose name, begins with `word`; those named first come first. */
export function matching(people, word) {
  const wanted = plain(word);
  const rank = ([username, name]) => {
    if (plain(username).startsWith(wanted)) return 0;
    return plain(name).split(/[\s.-]+/).some((part) => part.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((row) => ({ row, at: rank(row) }))
    .filter(({ at }) => at < 2)
    .sort((one, other) => one.at - other.at)
    .slice(0, MOST)
    .map(({ row }) => row);
}

/** Wires a text field; `people()` gives `{username: name}`. */
export function attachMentions(field, people) {
  const list = attachCaretList(field, {
    label: gettext("Colleagues"),
    draw: ([username, name]) => [element("b", { dir: "ltr" }, `@${username}`), said(name === username ? "" : name)],
    take: ([username]) => [`@${username} `, mentionAt(field.value, field.selectionStart).start],
    told: (count) => interpolate(ngettext("%s colleague. Choose with the arrows.", "%s colleagues. Choose with the arrows.", count), [count]),
  });
  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const here = field.selectionStart === field.selectionEnd ? mentionAt(field.value, field.selectionStart) : null;
    list.open(here ? matching(Object.entries(people()), here.word) : []);
  });
}
