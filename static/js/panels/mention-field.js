// `@` in a comment opens the list of colleagues; choosing one writes their username.

import { element, said } from "./element.js";

const MOST = 8;
let counter = 0;

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
  counter += 1;
  const id = `mentions-${counter}`;
  const list = element("div", { class: "menu inserter", role: "listbox", id, "aria-label": gettext("Colleagues"), hidden: true });
  const told = element("span", { class: "visually-hidden", role: "status" });
  field.after(element("span", { class: "inserter-host" }, list, told));
  field.setAttribute("aria-autocomplete", "list");
  let rows = [];
  let at = 0;

  function close() {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }

  function mark(index) {
    at = (index + rows.length) % rows.length;
    [...list.children].forEach((option, number) => {
      option.classList.toggle("is-at", number === at);
      option.setAttribute("aria-selected", String(number === at));
    });
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function look() {
    const here = field.selectionStart === field.selectionEnd ? mentionAt(field.value, field.selectionStart) : null;
    rows = here ? matching(Object.entries(people()), here.word) : [];
    if (!rows.length) {
      close();
      return;
    }
    list.replaceChildren(
      ...rows.map(([username, name], index) => {
        const take = (event) => {
          event.preventDefault();
          insert(index);
        };
        return element("div", { class: "menu-item inserter-item", role: "option", id: `${id}-${index}`, "aria-selected": "false", on: { pointerdown: take } }, element("b", { dir: "ltr" }, `@${username}`), said(name === username ? "" : name));
      }),
    );
    if (list.hidden) told.textContent = interpolate(ngettext("%s colleague. Choose with the arrows.", "%s colleagues. Choose with the arrows.", rows.length), [rows.length]);
    list.hidden = false;
    list.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-controls", id);
    mark(0);
  }

  function insert(index) {
    const { start } = mentionAt(field.value, field.selectionStart);
    close();
    field.focus();
    field.setRangeText(`@${rows[index][0]} `, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  field.addEventListener("input", (event) => {
    if (!event.isComposing) look();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      mark(at + step);
    } else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      insert(at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
  });
}
