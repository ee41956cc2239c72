/**
 * Paints pieces of the article with the CSS Custom Highlight API: no element is added to the text.
 *
 * Groups are the names in looks.js with `fc-` in front; reader.css has a rule for each. Registering is
 * what costs, so what is already painted in the same place and group is left alone.
 */
import { GROUPS } from "./looks.js";

export const canPaint = () => typeof Highlight === "function" && Boolean(globalThis.CSS?.highlights);

export class Painter {
  constructor(index) {
    this.index = index;
    this.groups = new Map();
    this.pieces = new Map(); // "group/start/end" -> {group, range}
    this.extras = new Map(); // group -> [range]
    GROUPS.forEach((name, priority) => {
      const group = new Highlight();
      group.priority = priority;
      this.groups.set(name, group);
      CSS.highlights.set(`fc-${name}`, group);
    });
  }

  /** Paints exactly these pieces `[{start, end, tint, line}]` and nothing that was there before. */
  draw(pieces) {
    const wanted = new Map();
    for (const { start, end, tint, line } of pieces) {
      if (tint) wanted.set(`tint-${tint}/${start}/${end}`, { group: `tint-${tint}`, start, end });
      if (line) wanted.set(`line-${line}/${start}/${end}`, { group: `line-${line}`, start, end });
    }
    for (const [key, { group, range }] of this.pieces) {
      if (wanted.has(key)) continue;
      this.groups.get(group).delete(range);
      this.pieces.delete(key);
    }
    for (const [key, { group, start, end }] of wanted) {
      if (this.pieces.has(key)) continue;
      const range = this.index.toRange(start, end);
      this.groups.get(group).add(range);
      this.pieces.set(key, { group, range });
    }
  }

  /** Replaces what one of the upper groups (hover, fresh, theirs, mine) shows. */
  show(group, fragments) {
    const before = this.extras.get(group) ?? [];
    if (!before.length && !fragments.length) return;
    const highlight = this.groups.get(group);
    for (const range of before) highlight.delete(range);
    const ranges = fragments.map(({ start, end }) => this.index.toRange(start, end));
    for (const range of ranges) highlight.add(range);
    this.extras.set(group, ranges);
  }

  /** Forgets every range: the DOM under them was changed. */
  clear() {
    for (const group of this.groups.values()) group.clear();
    this.pieces.clear();
    this.extras.clear();
  }

  destroy() {
    for (const name of this.groups.keys()) CSS.highlights.delete(`fc-${name}`);
  }
}
