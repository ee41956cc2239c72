/**
 * Picking a passage: what is selected in the article, what was added to it before, what a form holds.
 *
 * Read on release (mouse) or when nothing has changed for 300 ms (touch, keyboard). The browser's own
 * selection may go when a form takes the focus; the passage stays until Esc, another selection, or
 * `clear()`.
 */
import { merge } from "../anchoring/fragments.js";

const PAUSE = 300;

export class Pick {
  constructor(index, area, { snap, onPress, onChange }) {
    this.index = index;
    this.area = area; // where a click counts as a click into the article
    this.snap = snap;
    this.onChange = onChange;
    this.current = [];
    this.added = [];
    this.held = null;
    this.dragging = false;
    this.stop = new AbortController();
    const on = (target, name, fn) => target.addEventListener(name, fn, { signal: this.stop.signal });
    on(document, "pointerdown", (event) => {
      this.dragging = event.pointerType === "mouse" && event.button === 0;
      this.pressed = this.dragging && index.root.contains(event.target);
      if (this.pressed) onPress(); // the bar of the last selection is not in the way of the next
    });
    const release = () => {
      if (!this.dragging) return;
      this.dragging = false;
      this.later(0); // the browser settles the selection after the event
    };
    on(document, "pointerup", release);
    on(document, "pointercancel", release);
    on(window, "blur", release);
    on(document, "selectionchange", () => {
      if (!this.dragging) this.later(PAUSE);
    });
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), pause);
  }

  /** Reads now what was to be read in a moment: a key is pressed for what is selected, not for what was. */
  settle() {
    if (this.timer) this.read();
  }

  /** The whole passage: `[{start, end, exact}]`, or null. */
  fragments() {
    const all = merge([...this.added, ...this.current]);
    return all.length ? all.map((place) => this.index.withQuote(place)) : null;
  }

  /** What is painted as chosen: a form's passage, else the picked one. */
  painted() {
    return this.held ?? this.fragments() ?? [];
  }

  read() {
    clearTimeout(this.timer);
    this.timer = null;
    const selection = document.getSelection();
    const { index } = this;
    if (!selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const inside = (node) => node && index.root.contains(node);
    if (selection.isCollapsed) {
      if (this.area.contains(range.startContainer) && !isField(document.activeElement)) this.set([]);
      return;
    }
    const whole = index.root.contains(document.activeElement) || this.area.contains(document.activeElement);
    if (!inside(selection.anchorNode) && !inside(selection.focusNode) && !whole) return;
    const found = [];
    for (let at = 0; at < selection.rangeCount; at += 1) {
      found.push(...index.fromRange(selection.getRangeAt(at), { snap: this.snap() }));
    }
    this.set(merge(found), selection);
  }

  set(fragments, selection = null) {
    const same =
      fragments.length === this.current.length &&
      fragments.every((place, at) => place.start === this.current[at].start && place.end === this.current[at].end);
    this.current = fragments;
    this.backwards = Boolean(selection && isBackwards(selection));
    if (!same || this.pressed) this.onChange();
    this.pressed = false;
  }

  /** Keeps the current passage and goes on selecting: further fragments of one highlight. */
  add(fragments = this.current) {
    if (!fragments.length) return;
    this.steps = [...(this.steps ?? []), this.added];
    this.added = merge([...this.added, ...fragments]);
    this.current = [];
    document.getSelection().removeAllRanges();
    this.onChange();
  }

  /** One step back: the selection, then the passages added, the last one first. False when there is none. */
  back() {
    if (this.current.length) {
      this.current = [];
      document.getSelection().removeAllRanges();
    } else if (this.added.length) {
      this.added = this.steps.pop() ?? [];
    } else {
      return false;
    }
    this.onChange();
    return true;
  }

  hold(fragments) {
    this.held = fragments;
    this.onChange();
  }

  clear() {
    const selection = document.getSelection();
    if (selection.rangeCount && this.index.root.contains(selection.anchorNode)) selection.removeAllRanges();
    clearTimeout(this.timer);
    this.timer = null;
    const any = this.current.length || this.added.length || this.held;
    this.current = [];
    this.added = [];
    this.steps = [];
    this.held = null;
    if (any) this.onChange();
  }

  destroy() {
    clearTimeout(this.timer);
    this.stop.abort();
  }
}

const isField = (element) => Boolean(element?.matches?.("input, textarea, select, [contenteditable]"));

function isBackwards(selection) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (anchorNode === focusNode) return focusOffset < anchorOffset;
  return Boolean(anchorNode.compareDocumentPosition(focusNode) & Node.DOCUMENT_POSITION_PRECEDING);
}
