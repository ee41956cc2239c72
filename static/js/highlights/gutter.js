/**
 * The marks in the margin: for every line (on touch: for every 44 px) on which highlights near the screen begin, their letters (two
 * at most) and how many there are.
 */
import { chip } from "./icons.js";
import { setPlace } from "./layer.js";

// Under a finger: marks of lines that lie closer together are one, and it lists what begins there.
const TARGET = 44;

export class Gutter {
  constructor(layer, { onPick, titleOf }) {
    this.layer = layer;
    this.onPick = onPick;
    this.titleOf = titleOf;
    this.element = layer.part("gutter");
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", gettext("Highlights on screen"));
    this.rows = new Map(); // key -> element
    this.touch = matchMedia("(pointer: coarse), (max-width: 640px)");
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const row = event.target.closest("button");
      if (row) this.onPick(row.dataset.spans.split(" "), row);
    });
  }

  /** Draws marks for `[{id, start, look, open}]`; all reading first, then all writing. */
  draw(items) {
    const origin = this.layer.origin();
    const { index } = this.layer;
    const rows = [];
    const apart = this.touch.matches ? TARGET : 0;
    const sorted = [...items].sort((a, b) => a.start - b.start || b.size - a.size);
    for (const item of sorted) {
      const rect = index.toRange(item.start, Math.min(item.start + 1, index.length)).getClientRects()[0];
      if (!rect) continue;
      const block = rect.top - origin.screen.top;
      const middle = block + rect.height / 2;
      const row = rows.find((other) => Math.abs(other.middle - middle) < Math.max(rect.height * 0.6, apart));
      if (row) row.items.push(item);
      else rows.push({ block, middle, height: rect.height, items: [item] });
    }
    const kept = new Set();
    for (const row of rows) {
      const ids = row.items.map((item) => item.id).join(" ");
      const looks = distinct(row.items.map((item) => item.look)).slice(0, 2);
      const open = row.items.some((item) => item.open);
      const key = `${ids}|${looks.map((look) => look.token + look.letter).join()}|${open}`;
      kept.add(key);
      let element = this.rows.get(key);
      if (!element) {
        element = this.build(row, ids, looks, open);
        this.rows.set(key, element);
        this.element.append(element);
      }
      setPlace(element, { block: row.block, height: row.height });
    }
    for (const [key, element] of this.rows) {
      if (kept.has(key)) continue;
      element.remove();
      this.rows.delete(key);
    }
  }

  build(row, ids, looks, open) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gutter";
    button.tabIndex = -1; // N and the list of cards are the keyboard's way; three hundred stops are none
    button.dataset.spans = ids;
    const title = this.titleOf(row.items);
    button.title = title;
    button.setAttribute("aria-label", title);
    if (open) button.setAttribute("aria-current", "true");
    button.append(...looks.map(chip));
    if (row.items.length > looks.length) {
      const count = document.createElement("span");
      count.className = "gutter-count";
      count.textContent = row.items.length;
      button.append(count);
    }
    return button;
  }
}

function distinct(looks) {
  const seen = new Map();
  for (const look of looks) if (!seen.has(look.token + look.letter)) seen.set(look.token + look.letter, look);
  return [...seen.values()].sort((a, b) => b.rated - a.rated);
}
