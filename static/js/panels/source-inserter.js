// `[` in an explanation opens the list of the claim's sources; choosing one writes [2].

import { attachCaretList } from "./caret-list.js";
import { element, said } from "./element.js";
import { digitOf } from "./rating-keys.js";

/** `sources()` gives `[{number, title}]`. A button does the same for touch and for keyboards without `[`. */
export function attachInserter(field, sources) {
  const list = attachCaretList(field, {
    label: gettext("Sources"),
    draw: (row) => [element("b", {}, `[${row.number}]`), said(row.title)],
    take(row) {
      const end = field.selectionStart;
      return [`[${row.number}]`, field.value[end - 1] === "[" ? end - 1 : end];
    },
    told: (count) => interpolate(ngettext("%s source. Type its number, or choose with the arrows.", "%s sources. Type a number, or choose with the arrows.", count), [count]),
    pick(event, rows) {
      const digit = digitOf(event);
      return digit && rows.length < 10 && digit <= rows.length ? digit - 1 : null;
    },
  });
  function open() {
    const rows = sources();
    list.open(rows);
    if (!rows.length) list.say(gettext("No source yet. Add evidence first."));
  }
  const press = (event) => {
    event.preventDefault();
    if (list.isOpen) {
      list.close();
      return;
    }
    field.focus();
    field.setRangeText("[", field.selectionStart, field.selectionEnd, "end");
    open();
  };
  field.closest("label").after(element("button", { type: "button", class: "text-button small inserter-button", on: { click: press } }, gettext("Insert a source"), " ", element("kbd", { class: "kbd", "aria-hidden": "true" }, "[")));
  field.addEventListener("input", (event) => {
    if (event.isComposing || event.inputType === undefined) return;
    if (event.data === "[") open();
    else if (list.isOpen) list.close();
  });
}
