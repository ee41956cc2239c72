/**
 * Selecting by keyboard in text that cannot be edited: Shift+arrow does nothing there by itself. Built on
 * `Selection.modify`; the caret is drawn by us because the browser draws none.
 */
import { setPlace } from "./layer.js";

export class Caret {
  constructor(index, layer, { start, onMove }) {
    this.index = index;
    this.layer = layer;
    this.start = start;
    this.onMove = onMove;
    this.on = false;
    this.bar = document.createElement("i");
    this.bar.className = "reader-caret";
    this.bar.hidden = true;
    layer.part("caret").append(this.bar);
  }

  toggle() {
    if (this.on) return this.stop();
    this.on = true;
    const selection = document.getSelection();
    if (!selection.rangeCount || !this.index.root.contains(selection.focusNode)) {
      const range = this.index.toRange(this.start(), this.start());
      selection.setBaseAndExtent(range.startContainer, range.startOffset, range.startContainer, range.startOffset);
    }
    this.draw();
    return true;
  }

  stop() {
    if (!this.on) return false;
    this.on = false;
    this.bar.hidden = true;
    return true;
  }

  /** Moves or extends for an arrow, Home, End or Page key; false for any other key. */
  key(event) {
    if (!this.on || event.altKey || event.metaKey) return false;
    const move = MOVES[event.key]?.(event.ctrlKey);
    if (!move) return false;
    const selection = document.getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    for (let times = move.times ?? 1; times > 0; times -= 1) {
      selection.modify(event.shiftKey ? "extend" : "move", move.direction, move.by);
    }
    if (!this.index.root.contains(selection.focusNode)) {
      selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    }
    this.draw();
    return true;
  }

  draw() {
    if (!this.on) return;
    const { focusNode, focusOffset } = document.getSelection();
    if (!focusNode || !this.index.root.contains(focusNode)) return;
    const range = document.createRange();
    range.setStart(focusNode, focusOffset);
    range.collapse(true);
    const origin = this.layer.origin();
    const rect = range.getClientRects()[0] ?? this.beside(focusNode, focusOffset);
    if (!rect) return;
    const { block, inline, height } = origin.place(rect);
    setPlace(this.bar, { block, inline, height });
    this.bar.hidden = false;
    this.onMove(rect);
  }

  /** A collapsed range at an element, or between lines, has no box: take that of the next character. */
  beside(node, offset) {
    const at = this.index.pointAt(node, offset);
    const from = Math.min(at, this.index.length - 1);
    return this.index.toRange(from, from + 1).getClientRects()[0];
  }
}

const MOVES = {
  ArrowLeft: (word) => ({ direction: "left", by: word ? "word" : "character" }),
  ArrowRight: (word) => ({ direction: "right", by: word ? "word" : "character" }),
  ArrowUp: (block) => ({ direction: "backward", by: block ? "paragraph" : "line" }),
  ArrowDown: (block) => ({ direction: "forward", by: block ? "paragraph" : "line" }),
  Home: (all) => ({ direction: "backward", by: all ? "documentboundary" : "lineboundary" }),
  End: (all) => ({ direction: "forward", by: all ? "documentboundary" : "lineboundary" }),
  PageUp: () => ({ direction: "backward", by: "line", times: 12 }),
  PageDown: () => ({ direction: "forward", by: "line", times: 12 }),
};
