/**
 * The highlights of the article: what each looks like, where it lies, which are shown.
 *
 * A span is taken only where its quote stands in this text: one anchored in another version has offsets
 * of another text, and a wrong place is worse than none. Those are in `unplaced`.
 */
import { size } from "../anchoring/fragments.js";
import { flatten, Intervals } from "./intervals.js";
import { lookOf, paintOf } from "./looks.js";

export class Shelf {
  constructor(index, { ratingOf, settled, version = null }) {
    this.index = index;
    this.ratingOf = ratingOf;
    this.settled = settled;
    this.version = version;
    this.items = new Map();
    this.unplaced = new Set();
    this.intervals = new Intervals(); // of those shown
    this.filter = null;
    this.openId = null;
    this.order = null;
  }

  setAll(spans) {
    this.items.clear();
    this.unplaced.clear();
    this.intervals.clear();
    this.order = null;
    for (const span of spans) this.put(span);
  }

  put(span) {
    this.drop(span.id);
    const { fragments } = span;
    const here = this.version === null || span.version === undefined || span.version === this.version;
    if (!here || !fragments?.length || !fragments.every((place) => this.stands(place))) {
      this.unplaced.add(span.id);
      return;
    }
    const rating = this.ratingOf(span);
    const item = {
      id: span.id,
      span,
      fragments,
      start: fragments[0].start,
      end: fragments[fragments.length - 1].end,
      size: size(fragments),
      look: lookOf(span, rating),
      settled: this.settled(span, rating),
      open: span.id === this.openId,
    };
    this.items.set(span.id, item);
    if (this.passes(item)) this.intervals.set(span.id, fragments);
  }

  stands({ start, end, exact }) {
    return start >= 0 && start < end && end <= this.index.length && (exact === undefined || this.index.quote(start, end) === exact);
  }

  drop(id) {
    this.unplaced.delete(id);
    if (!this.items.delete(id)) return;
    this.intervals.delete(id);
    this.order = null;
  }

  passes(item) {
    this.order = null;
    return !this.filter || Boolean(this.filter(item.span));
  }

  setFilter(filter) {
    this.filter = filter;
    this.intervals.clear();
    for (const item of this.items.values()) if (this.passes(item)) this.intervals.set(item.id, item.fragments);
  }

  open(id) {
    const before = this.items.get(this.openId);
    if (before) before.open = false;
    this.openId = id;
    const item = this.items.get(id);
    if (item) item.open = true;
  }

  /** Those shown, in reading order: by start, the longer first. */
  inOrder() {
    this.order ??= [...this.intervals.entries.keys()]
      .map((id) => this.items.get(id))
      .sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
    return this.order;
  }

  /** Those that cover a code point, shortest first. */
  at(point) {
    return this.intervals
      .at(point)
      .map((id) => this.items.get(id))
      .sort((a, b) => a.size - b.size || a.start - b.start);
  }

  /** Those that begin between two code points. */
  startingIn({ start, end }) {
    return this.inOrder().filter((item) => item.start >= start && item.start < end);
  }

  /** How many share a character with a passage. */
  overlapping(fragments) {
    const ids = new Set();
    for (const { start, end } of fragments) for (const piece of this.intervals.between(start, end)) ids.add(piece.key);
    return ids.size;
  }

  /** What to paint between two code points: `[{start, end, keys, tint, line}]`. */
  pieces({ start, end }) {
    return flatten(this.intervals.between(start, end)).map((piece) => ({
      ...piece,
      ...paintOf(piece.keys.map((id) => this.items.get(id))),
    }));
  }

  /** The shown highlight that begins nearest to a code point, or null. */
  nearest(point) {
    let best = null;
    for (const item of this.inOrder()) {
      if (!best || Math.abs(item.start - point) < Math.abs(best.start - point)) best = item;
      if (item.start > point) break;
    }
    return best;
  }

  /** The next shown highlight from `id` (or from a code point) forwards or backwards; null at the end. */
  beside(id, point, step) {
    const order = this.inOrder();
    const at = order.findIndex((item) => item.id === id);
    if (at >= 0) return order[at + step] ?? null;
    if (step > 0) return order.find((item) => item.start >= point) ?? null;
    return order.findLast((item) => item.start < point) ?? null;
  }
}
