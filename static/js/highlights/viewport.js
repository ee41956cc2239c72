/**
 * Where the blocks of the article stand on the page, and which part of the text is near the screen.
 *
 * Blocks are measured together, once, and again when the article changes its size; scrolling reads one
 * number and does arithmetic.
 */
import { countBelow } from "../anchoring/code-points.js";

export class Viewport {
  constructor(index, scroller) {
    this.index = index;
    this.scroller = scroller;
    this.measure();
  }

  measure() {
    const origin = this.index.root.getBoundingClientRect();
    this.top = origin.top + this.scroller.scrollTop - this.scrollerTop();
    this.size = origin.height;
    this.width = origin.width;
    this.boxes = this.index.blocks.map(({ element }) => {
      const box = element.getBoundingClientRect();
      return { top: box.top - origin.top, bottom: box.bottom - origin.top };
    });
    this.height = this.scroller.clientHeight;
    this.look();
    let lowest = 0; // cells of a table stand beside each other: ends must not go back
    this.ends = this.boxes.map((box) => (lowest = Math.max(lowest, box.bottom)));
  }

  /** Has the article or the screen another size than when it was measured? */
  changed() {
    const { width, height } = this.index.root.getBoundingClientRect();
    return width !== this.width || height !== this.size || this.scroller.clientHeight !== this.height;
  }

  scrollerTop() {
    return this.isPage() ? 0 : this.scroller.getBoundingClientRect().top;
  }

  isPage() {
    return this.scroller === document.scrollingElement;
  }

  /** Reads how far it is scrolled: before anything is written, or the browser lays the page out twice. */
  look() {
    this.scrollTop = this.scroller.scrollTop;
  }

  /** The screen's upper edge, measured from the top of the article. */
  scrolled() {
    return this.scrollTop - this.top;
  }

  /** The code point that stands about `y` below the top of the article. */
  offsetAt(y) {
    const { blocks } = this.index;
    if (!blocks.length) return 0;
    const at = countBelow(this.ends, y);
    if (at >= blocks.length) return this.index.length;
    const { top, bottom } = this.boxes[at];
    const { start, end } = blocks[at];
    const share = bottom > top ? Math.min(1, Math.max(0, (y - top) / (bottom - top))) : 0;
    return Math.round(start + share * (end - start));
  }

  /** About how far below the top of the article a code point stands. */
  heightOf(offset) {
    const { blocks } = this.index;
    if (!blocks.length) return 0;
    const at = this.index.blockAt(offset);
    const { start, end } = blocks[at];
    const { top, bottom } = this.boxes[at];
    return top + (bottom - top) * Math.min(1, Math.max(0, (offset - start) / Math.max(1, end - start)));
  }

  /** The part of the text on the screen and `screens` beyond it on either side: `{start, end}`. */
  part(screens) {
    const slack = this.height * screens;
    const from = this.scrolled() - slack;
    const to = this.scrolled() + this.height + slack;
    return { start: this.edge(from, -1), end: this.edge(to, 1) };
  }

  /** Whole blocks, except in very long ones: there an estimate with room to spare. */
  edge(y, side) {
    const { blocks, length } = this.index;
    const at = Math.min(countBelow(this.ends, y), blocks.length - 1);
    if (at < 0) return side < 0 ? 0 : length;
    const { start, end } = blocks[at];
    if (end - start < 4000) return side < 0 ? start : Math.min(length, end + 1);
    const about = this.offsetAt(y) + side * 1500;
    return Math.min(Math.max(about, start), end);
  }
}
