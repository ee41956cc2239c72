/**
 * The article as text: offsets in code points on one side, places in the DOM on the other.
 *
 * The text content of the article element *is* the stored text, block separators included. Outside this
 * folder nobody sees a UTF-16 offset.
 */
import { CodePoints, countBelow } from "./code-points.js";
import { graphemeEnd, graphemeStart, joinAbbreviated, sentences, trim, wordEnd, words, wordStart } from "./segments.js";
import { sha256 } from "./sha256.js";

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, pre, td, th, dt, dd, figcaption";

export class TextIndex {
  constructor(root) {
    this.root = root;
    this.language = root.closest("[lang]")?.lang ?? "";
    this.rebuild();
  }

  /** Reads the DOM again: after text nodes were split or joined. The text must be the same. */
  rebuild() {
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    const parts = [];
    this.nodes = [];
    this.starts = [];
    this.byNode = new Map();
    let offset = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.byNode.set(node, this.nodes.length);
      this.nodes.push(node);
      this.starts.push(offset);
      parts.push(node.data);
      offset += node.data.length;
    }
    this.text = parts.join("");
    this.points = new CodePoints(this.text);
    this.length = this.points.length;
    this.blocks = this.findBlocks();
  }

  /** The innermost blocks with text, in order: `[{element, start, end}]`, code points. */
  findBlocks() {
    const selector = this.root.querySelector("[data-block]") ? "[data-block]" : BLOCKS;
    const blocks = [];
    const known = new Map();
    let last = null;
    this.nodes.forEach((node, i) => {
      const parent = node.parentElement;
      if (!known.has(parent)) {
        const found = parent.closest(selector);
        known.set(parent, found && this.root.contains(found) ? found : null);
      }
      let element = known.get(parent);
      if (!element) {
        if (!node.data.trim()) return;
        element = parent;
      }
      const end = this.starts[i] + node.data.length;
      if (last?.element === element) last.end = end;
      else blocks.push((last = { element, start: this.starts[i], end }));
    });
    for (const block of blocks) {
      block.start = this.toCodePoints(block.start);
      block.end = this.toCodePoints(block.end);
    }
    this.blockStarts = blocks.map((block) => block.start);
    return blocks;
  }

  /** `null` when the page shows the stored text, else a word that says what differs. */
  async difference({ length, sha256: expected }) {
    if (length !== undefined && length !== null && Number(length) !== this.length) return "length";
    if (expected && (await sha256(this.text)) !== expected) return "sha256";
    return null;
  }

  toCodePoints(utf16) {
    return this.points.fromUtf16(utf16);
  }

  toUtf16(point) {
    return this.points.toUtf16(point);
  }

  /** The exact text between two code points. */
  quote(start, end) {
    return this.text.slice(this.toUtf16(start), this.toUtf16(end));
  }

  /** `{start, end}` with its `exact`. */
  withQuote({ start, end }) {
    return { start, end, exact: this.quote(start, end) };
  }

  /** The block a code point lies in (or the last before it): its position in `blocks`. */
  blockAt(point) {
    return Math.max(0, countBelow(this.blockStarts, point + 1) - 1);
  }

  /** The sentences of a block: `[{start, end}]`. The label of a transcript's turn, `DAHL:`, is in none of them. */
  sentences(block) {
    const { element, start: first, end } = this.blocks[block];
    const start = Math.max(first, Number(element.dataset.speech ?? first));
    if (start >= end) return [];
    return this.inPoints((...place) => joinAbbreviated(this.text, sentences(...place)), start, end);
  }

  /** The words between two code points: `[{start, end}]`. */
  words(start, end) {
    return this.inPoints(words, start, end);
  }

  inPoints(segment, start, end) {
    return segment(this.text, this.toUtf16(start), this.toUtf16(end), this.language).map(([from, to]) => ({
      start: this.toCodePoints(from),
      end: this.toCodePoints(to),
    }));
  }

  /**
   * What a DOM range covers of the article: `[{start, end, exact}]`, clipped to the article, trimmed, and
   * snapped to grapheme clusters (or `{snap: "words"}`). Empty when nothing is left.
   */
  fromRange(range, { snap = "graphemes" } = {}) {
    if (!range.intersectsNode(this.root)) return [];
    const from = this.root.contains(range.startContainer)
      ? this.offsetOf(range.startContainer, range.startOffset)
      : 0;
    const to = this.root.contains(range.endContainer)
      ? this.offsetOf(range.endContainer, range.endOffset)
      : this.text.length;
    let [start, end] = trim(this.text, from, to);
    if (start >= end) return [];
    if (snap === "words") {
      start = wordStart(this.text, start, this.language);
      end = wordEnd(this.text, end, this.language);
    }
    start = graphemeStart(this.text, start);
    end = graphemeEnd(this.text, end);
    return [{ start: this.toCodePoints(start), end: this.toCodePoints(end), exact: this.text.slice(start, end) }];
  }

  /** UTF-16 offset of a DOM position; `node` is a text node or an element of the article. */
  offsetOf(node, offset) {
    const known = this.byNode.get(node);
    if (known !== undefined) return this.starts[known] + offset;
    const probe = document.createRange();
    probe.setStart(node, offset);
    let low = 0;
    let high = this.nodes.length; // the first text node at or after the position
    while (low < high) {
      const middle = (low + high) >> 1;
      if (probe.comparePoint(this.nodes[middle], 0) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.nodes.length ? this.starts[low] : this.text.length;
  }

  /** Where words of an older text stand in this one: `fragments` as they are where they still stand so, else the nearest
   * equal words; null when one is missing or they are in another order. */
  whereNow(fragments) {
    let last = 0;
    const found = [];
    for (const { start, end, exact } of fragments) {
      let place = { start, end, exact };
      if (this.quote(start, end) !== exact) {
        const near = this.toUtf16(Math.min(start, this.length));
        const [before, after] = [this.text.lastIndexOf(exact, near), this.text.indexOf(exact, near)];
        const at = before < 0 || (after >= 0 && after - near < near - before) ? after : before;
        if (at < 0) return null;
        place = { start: this.toCodePoints(at), end: this.toCodePoints(at + exact.length), exact };
      }
      if (place.start < last) return null;
      last = place.end;
      found.push(place);
    }
    return found;
  }

  /** The code point at a DOM position of the article, or null elsewhere. */
  pointAt(node, offset) {
    return this.root.contains(node) ? this.toCodePoints(this.offsetOf(node, offset)) : null;
  }

  /** A DOM range over code points: it starts and ends inside text nodes. */
  toRange(start, end) {
    const range = document.createRange();
    range.setStart(...this.locate(this.toUtf16(start), false));
    range.setEnd(...this.locate(this.toUtf16(end), true));
    return range;
  }

  /** DOM position of a UTF-16 offset; an end stays in the node it closes. */
  locate(offset, isEnd) {
    const node = Math.max(0, countBelow(this.starts, isEnd ? offset : offset + 1) - 1);
    return [this.nodes[node], Math.min(offset - this.starts[node], this.nodes[node].data.length)];
  }

  /**
   * The code point whose character is painted under a point of the screen, or null.
   * The browser's caret snaps to the nearer edge, so both neighbours are probed.
   */
  pointUnder(x, y) {
    const caret = caretAt(x, y);
    const known = caret && this.byNode.get(caret.node);
    if (known === undefined || known === null) return null;
    const probe = document.createRange();
    for (const at of [caret.offset, caret.offset - 1]) {
      if (at < 0 || at >= caret.node.data.length) continue;
      probe.setStart(caret.node, at);
      probe.setEnd(caret.node, at + 1);
      for (const box of probe.getClientRects()) {
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) {
          return this.toCodePoints(this.starts[known] + at);
        }
      }
    }
    return null;
  }
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
