/**
 * The list that opens on a click into overlapping highlights: shortest first, each with its quote and
 * claim. Tab and the arrows cycle, Enter opens, Esc closes and gives the focus back.
 */
import { chip } from "./icons.js";
import { setPlace } from "./layer.js";

export class OverlapMenu {
  constructor(layer, { onOpen, onPoint }) {
    this.layer = layer;
    this.onOpen = onOpen;
    this.onPoint = onPoint; // (id | null): the one with focus is painted
    this.element = null;
  }

  get isOpen() {
    return Boolean(this.element);
  }

  /** `items`: `[{id, quote, claim, look}]`; `at`: `{x, y}` on the screen, or an element. */
  open(items, at) {
    this.close({ focus: false });
    this.before = document.activeElement;
    const menu = document.createElement("div");
    menu.className = "menu menu-narrow reader-menu";
    menu.setAttribute("role", "menu");
    menu.setAttribute(
      "aria-label",
      interpolate(ngettext("%s highlight here", "%s highlights here", items.length), [items.length]),
    );
    menu.append(...items.map((item) => this.row(item)));
    menu.addEventListener("keydown", (event) => this.key(event));
    menu.addEventListener("focusin", (event) => this.onPoint(event.target.dataset.span ?? null));
    menu.addEventListener("click", (event) => {
      const id = event.target.closest("[data-span]")?.dataset.span;
      if (id) this.choose(id);
    });
    this.away = new AbortController();
    document.addEventListener(
      "pointerdown",
      (event) => {
        if (!menu.contains(event.target)) this.close({ focus: false });
      },
      { signal: this.away.signal },
    );
    this.element = menu;
    this.layer.part("menu").append(menu);
    this.place(at);
    menu.firstElementChild.focus({ preventScroll: true });
  }

  row({ id, quote, claim, look }) {
    const row = document.createElement("button");
    row.type = "button";
    row.className = "reader-menu-item";
    row.setAttribute("role", "menuitem");
    row.tabIndex = -1;
    row.dataset.span = id;
    const said = document.createElement("bdi");
    said.className = "said reader-menu-quote";
    said.textContent = `“${quote}”`;
    const rating = document.createElement("span");
    rating.className = "rating";
    const label = document.createElement("span");
    label.className = look.rated ? "" : "rating-plain";
    label.textContent = look.label;
    rating.append(chip(look), label);
    row.append(said, rating);
    if (claim) {
      const sentence = document.createElement("bdi");
      sentence.className = "small soft reader-menu-claim";
      sentence.textContent = claim;
      row.append(sentence);
    }
    return row;
  }

  place(at) {
    const origin = this.layer.origin();
    const rect =
      at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y + 12 };
    const { block, inline } = origin.place({ ...plain(rect), width: 0, height: 0 });
    const own = this.element.getBoundingClientRect();
    const height = rect.bottom - rect.top;
    const below = block + height + 4;
    const fits = rect.bottom + own.height + 8 < innerHeight;
    setPlace(this.element, {
      block: fits ? below : Math.max(0, block - own.height - 4),
      inline: Math.max(0, Math.min(inline, origin.width - own.width)),
    });
  }

  key(event) {
    const rows = [...this.element.children];
    const at = rows.indexOf(document.activeElement);
    const go = (next) => rows[(next + rows.length) % rows.length].focus({ preventScroll: true });
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown" || (event.key === "Tab" && !event.shiftKey)) go(at + 1);
    else if (event.key === "ArrowUp" || event.key === "Tab") go(at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.length - 1);
    else if (event.key === "Enter" || event.key === " ") this.choose(document.activeElement.dataset.span);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(id) {
    this.close();
    this.onOpen([id]);
  }

  close({ focus = true } = {}) {
    if (!this.element) return false;
    const had = this.element.contains(document.activeElement);
    this.away.abort();
    this.element.remove();
    this.element = null;
    this.onPoint(null);
    if (focus && had) this.before?.focus?.({ preventScroll: true });
    return true;
  }
}

const plain = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
