// A list under a text field, opened by what is typed at the caret; what is chosen goes into the text there.

import { element } from "./element.js";

let counter = 0;

/** Gives `{open(rows), close(), isOpen, say(words)}`.
 *
 * `draw(row)` are the children of a line, `take(row)` gives `[text, start]`: what to write from where up to the caret. `told(count)` are words for screen
 * readers when the list opens; `pick(event, rows)` the number of the row that a key means, null for most. */
export function attachCaretList(field, { label, draw, take, told, pick = () => null }) {
  counter += 1;
  const id = `caret-list-${counter}`;
  const list = element("div", { class: "menu inserter", role: "listbox", id, "aria-label": label, hidden: true });
  const status = element("span", { class: "visually-hidden", role: "status" });
  field.after(element("span", { class: "inserter-host" }, list, status));
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
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function open(found) {
    rows = found;
    if (!rows.length) {
      close();
      return;
    }
    const lineOf = (row, index) => {
      const chosen = (event) => {
        event.preventDefault();
        choose(index);
      };
      return element("div", { class: "menu-item inserter-item", role: "option", id: `${id}-${index}`, "aria-selected": "false", on: { pointerdown: chosen } }, ...draw(row));
    };
    list.replaceChildren(...rows.map(lineOf));
    if (list.hidden) status.textContent = told(rows.length);
    list.hidden = false;
    list.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-controls", id);
    mark(0);
  }

  function choose(index) {
    const [text, start] = take(rows[index]);
    close();
    field.focus();
    field.setRangeText(text, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picked = pick(event, rows);
    if (step) {
      event.preventDefault();
      mark(at + step);
    } else if (picked !== null) {
      event.preventDefault();
      choose(picked);
    } else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choose(at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
  });

  return {
    open, close,
    get isOpen() {
      return !list.hidden;
    },
    say: (words) => (status.textContent = words),
  };
}
