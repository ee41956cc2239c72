// A field that offers what the desk has already: a combobox over a search.

import { element } from "./element.js";

const PAUSE = 200;
let counter = 0;

/** Turns `input` into a combobox whose list hangs below it, in `host`.
 *
 * `search(text)` promises rows; `draw(row)` gives the children of an option; `take(row)` is called with the chosen one. `heading(text)` is the
 * line above. Below `least` characters nothing is asked. Focus stays in the field; arrows move, Enter takes what is marked, Escape closes only
 * the list. Where nothing is marked Enter means what it means in the form.
 */
export function attachFinder(input, host, { search, draw, take, heading = () => "", least = 2, label }) {
  counter += 1;
  const id = `finder-${counter}`;
  const told = element("span", { class: "visually-hidden", role: "status" });
  const list = element("div", { class: "menu finder-list", role: "listbox", id, "aria-label": label, hidden: true });
  host.append(list, told);
  let rows = [];
  let at = -1;
  let timer = null;
  let asked = 0;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    at = index;
    [...list.querySelectorAll("[role=option]")].forEach((option, number) => {
      option.classList.toggle("is-at", number === at);
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function show(text) {
    list.replaceChildren();
    if (!rows.length) {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      return;
    }
    const head = heading(text);
    if (head) list.append(element("p", { class: "palette-head label", role: "presentation" }, head));
    rows.forEach((row, index) => {
      // pointerdown, because the field loses the focus before a click arrives.
      const press = (event) => {
        event.preventDefault();
        choose(index);
      };
      list.append(element("div", { class: "menu-item", role: "option", id: `${id}-${index}`, "aria-selected": "false", on: { pointerdown: press } }, draw(row)));
    });
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = interpolate(ngettext("%s is offered below.", "%s are offered below.", rows.length), [rows.length]);
    mark(-1);
  }

  async function ask(text) {
    asked += 1;
    const mine = asked;
    try {
      const found = await search(text);
      if (mine !== asked || document.activeElement !== input) return;
      rows = found;
      show(text);
    } catch {
      // An offer that does not come is no reason to interrupt somebody who types.
      if (mine === asked) close();
    }
  }

  function choose(index) {
    const row = rows[index];
    close();
    take(row);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < least) {
      close();
      return;
    }
    timer = setTimeout(() => ask(text), PAUSE);
  });
  input.addEventListener("focus", () => {
    if (least === 0 && !input.value.trim()) ask("");
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      mark(at + step < 0 ? rows.length - 1 : (at + step) % rows.length);
    } else if (event.key === "Enter" && at >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choose(at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  return { close };
}
