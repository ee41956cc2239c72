// `[` in an explanation opens the list of the claim's sources; choosing one writes [2].

import { element, said } from "./element.js";
import { digitOf } from "./rating-keys.js";

let counter = 0;

/** `sources()` gives `[{number, title}]`. A button does the same for touch and for keyboards without `[`. */
export function attachInserter(field, sources) {
  counter += 1;
  const id = `inserter-${counter}`;
  const list = element("div", { class: "menu inserter", role: "listbox", id, "aria-label": gettext("Sources"), hidden: true });
  const told = element("span", { class: "visually-hidden", role: "status" });
  const press = (event) => {
    event.preventDefault();
    if (list.hidden) {
      field.focus();
      field.setRangeText("[", field.selectionStart, field.selectionEnd, "end");
      open();
    } else close();
  };
  const button = element("button", { type: "button", class: "text-button small inserter-button", on: { click: press } }, gettext("Insert a source"), " ", element("kbd", { class: "kbd", "aria-hidden": "true" }, "["));
  const box = element("span", { class: "inserter-host" }, list, told);
  field.after(box);
  field.closest("label").after(button);
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

  function open() {
    rows = sources();
    if (!rows.length) {
      told.textContent = gettext("No source yet. Add evidence first.");
      return;
    }
    list.replaceChildren(
      ...rows.map((row, index) => {
        const take = (event) => {
          event.preventDefault();
          insert(index);
        };
        return element("div", { class: "menu-item inserter-item", role: "option", id: `${id}-${index}`, "aria-selected": "false", on: { pointerdown: take } }, element("b", {}, `[${row.number}]`), said(row.title));
      }),
    );
    list.hidden = false;
    list.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-controls", id);
    told.textContent = interpolate(ngettext("%s source. Type its number, or choose with the arrows.", "%s sources. Type a number, or choose with the arrows.", rows.length), [rows.length]);
    mark(0);
  }

  function insert(index) {
    const end = field.selectionStart;
    const start = field.value[end - 1] === "[" ? end - 1 : end;
    close();
    field.focus();
    field.setRangeText(`[${rows[index].number}]`, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("input", (event) => {
    if (event.isComposing || event.inputType === undefined) return;
    if (event.data === "[") open();
    else if (!list.hidden) close();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = digitOf(event);
    if (step) {
      event.preventDefault();
      mark(at + step);
    } else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      insert(at);
    } else if (digit && rows.length < 10 && digit <= rows.length) {
      event.preventDefault();
      insert(digit - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}
