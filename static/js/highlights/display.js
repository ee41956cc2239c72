/**
 * Everything the reader draws: paint in the text, marks in the gutter, the strip, frames.
 *
 * Only what is near the screen is registered and laid out. The drawn part reaches three screens beyond
 * the edges and is drawn anew when less than one is left (hysteresis), so that scrolling mostly draws nothing.
 */
import { Gutter } from "./gutter.js";
import { keep, kept } from "./kept.js";
import { Layer, setPlace } from "./layer.js";
import { Marks } from "./marks.js";
import { canPaint, Painter } from "./painter.js";
import { Strip } from "./strip.js";
import { Viewport } from "./viewport.js";

const AHEAD = 3;
const RESERVE = 1;
const PULSE = 600;

const MODES = { off: false, on: true, text: "text" };

const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Display {
  constructor(reader, strip) {
    this.reader = reader;
    this.index = reader.index;
    this.shelf = reader.shelf;
    this.layer = new Layer(this.index);
    this.stripElement = strip;
    this.extras = new Map();
    this.people = [];
    this.work = [];
    this.marksMode = false;
    this.started = false;
  }

  start() {
    this.painter = canPaint() ? new Painter(this.index) : null;
    this.viewport = new Viewport(this.index, this.reader.scroller);
    this.gutter = new Gutter(this.layer, {
      titleOf: (items) => this.titleOf(items),
      onPick: (ids, row) => this.reader.offer(ids.map((id) => this.shelf.items.get(id)), row),
    });
    if (this.stripElement) {
      this.strip = new Strip(this.stripElement, this.viewport, { goTo: (share) => this.goTo(share) });
    }
    this.started = true;
    this.resized = new ResizeObserver(() => this.reader.frame("resize", () => this.remeasure()));
    this.resized.observe(this.index.root);
    if (this.reader.scroller !== document.scrollingElement) this.resized.observe(this.reader.scroller);
    this.marksMode = MODES[kept("marks", "off")] || !this.painter;
    this.index.root.classList.toggle("marks-text", this.marksMode === "text");
    this.draw();
  }

  remeasure() {
    if (!this.viewport.changed()) return; // an observer also reports when it begins
    this.viewport.measure();
    this.drawn = null;
    this.stripStale = true;
    this.draw();
    for (const [group, fragments] of this.extras) this.show(group, fragments);
    this.cursor(this.cursorAt);
    this.setPeople(this.people);
    this.setWork(this.work);
    this.reader.selecting.caret.draw();
    this.reader.selecting.bar.refresh();
  }

  /** A highlight came, went or looks different: drawn with the next frame. */
  changed({ strip = true } = {}) {
    if (!this.started) return;
    this.stripStale ||= strip;
    this.drawn = null;
    this.reader.frame("draw", () => this.draw());
  }

  draw() {
    this.viewport.look();
    const part = this.viewport.part(AHEAD);
    this.drawn = part;
    if (this.marksMode) this.drawMarks();
    this.drawPart(part);
    if (this.strip && this.stripStale !== false) {
      this.strip.draw(this.shelf.inOrder());
      this.stripStale = false;
    }
    this.strip?.scroll();
  }

  drawPart(part) {
    if (!this.marksMode) this.painter?.draw(this.shelf.pieces(part));
    this.gutter.draw(this.shelf.startingIn(part));
  }

  scrolled() {
    if (!this.started) return;
    this.viewport.look();
    const near = this.viewport.part(RESERVE);
    if (!this.drawn || near.start < this.drawn.start || near.end > this.drawn.end) {
      this.drawn = this.viewport.part(AHEAD);
      this.drawPart(this.drawn);
    }
    this.strip?.scroll();
  }

  // Words ---------------------------------------------------------------------

  numberOf(item) {
    return this.shelf.inOrder().indexOf(item) + 1;
  }

  /** "12 · False", as marks and menus call it. */
  shortOf(item) {
    return `${this.numberOf(item)} · ${item.look.label}`;
  }

  noteOf(item) {
    const { claim } = this.reader.describe(item.span);
    return [`${this.numberOf(item)}. ${item.look.label}`, `“${this.quoteOf(item)}”`, claim].filter(Boolean).join(". ");
  }

  quoteOf(item) {
    return item.fragments.map(({ start, end }) => this.index.quote(start, end)).join(" […] ");
  }

  rowOf(item) {
    return { id: item.id, quote: this.quoteOf(item), claim: this.reader.describe(item.span).claim, look: item.look };
  }

  titleOf(items) {
    const labels = [...new Set(items.map((item) => item.look.label))].join(", ");
    if (items.length === 1) return labels;
    return interpolate(ngettext("%s, %s highlight", "%s, %s highlights", items.length), [labels, items.length]);
  }

  // Paint over the highlights ----------------------------------------------------

  /** `group`: hover, fresh, theirs, mine. */
  show(group, fragments) {
    this.extras.set(group, fragments);
    if (!this.started) return;
    if (this.painter) this.painter.show(group, fragments);
    else this.layer.frames(group, fragments.length ? [{ fragments, className: `frame-${group}` }] : []);
  }

  hover(id) {
    if (this.hovered === id) return;
    this.hovered = id;
    const item = this.shelf.items.get(id);
    this.index.root.classList.toggle("is-over", Boolean(item));
    this.show("hover", item ? item.fragments : []);
  }

  pulse(id) {
    const item = this.shelf.items.get(id);
    if (!item || still.matches) return;
    this.show("fresh", [...(this.extras.get("fresh") ?? []), ...item.fragments]);
    clearTimeout(this.pulsing);
    this.pulsing = setTimeout(() => this.show("fresh", []), PULSE);
  }

  cursor(fragment) {
    this.cursorAt = fragment;
    if (this.started) this.layer.frames("cursor", fragment ? [{ fragments: [fragment], className: "frame-cursor" }] : []);
  }

  setPeople(people) {
    this.people = people;
    if (!this.started) return;
    const placed = people.filter(({ fragments }) => fragments?.length);
    this.layer.frames("theirs", placed.map(({ name, tone = "", fragments }) => ({ fragments, flag: name, className: `frame-theirs ${tone}` })));
    const where = people.map((one) => ({ ...one, offset: one.fragments?.[0]?.start ?? one.offset ?? null }));
    this.strip?.setPeople(where.filter(({ offset }) => offset !== null));
  }

  setWork(work) {
    this.work = work;
    if (!this.started) return;
    const top = this.viewport.boxes.length ? this.index.root.getBoundingClientRect().top - this.layer.origin().screen.top : 0;
    const notes = work.flatMap(({ name, until, first, last }) => {
      const [from, to] = [this.viewport.boxes[first], this.viewport.boxes[last]];
      if (!from || !to) return [];
      const note = document.createElement("div");
      note.className = "on-it";
      const who = document.createElement("b");
      who.textContent = interpolate(gettext("%s is on it"), [name]);
      note.append(who, until ? interpolate(gettext("until %s"), [until]) : "");
      return [setPlace(note, { block: top + from.top, height: to.bottom - from.top })];
    });
    this.layer.part("work").replaceChildren(...notes);
  }

  // Marks -----------------------------------------------------------------------

  /** Real marks instead of paint; they stay on where the browser cannot paint. */
  showMarks(mode) {
    keep("marks", mode === true ? "on" : mode || "off");
    this.marksMode = mode || !this.painter;
    this.index.root.classList.toggle("marks-text", this.marksMode === "text");
    if (!this.started) return;
    if (this.marksMode) {
      this.painter?.draw([]);
    } else {
      this.marks?.destroy();
      this.marks = null;
      this.painter.clear();
    }
    this.draw();
    this.showAgain();
  }

  drawMarks() {
    this.marks ??= new Marks(this.index);
    this.painter?.clear();
    const items = this.shelf.inOrder();
    this.marks.clear();
    const pieces = this.shelf.pieces({ start: 0, end: this.index.length }).map((piece) => ({
      ...piece,
      details: piece.keys,
      ends: piece.keys
        .map((id) => this.shelf.items.get(id))
        .filter((item) => item.end === piece.end)
        .map((item) => this.shortOf(item)),
    }));
    this.marks.draw(
      pieces,
      items.map((item) => ({ id: item.id, text: this.noteOf(item) })),
    );
    this.showAgain();
  }

  showAgain() {
    for (const [group, fragments] of this.extras) this.show(group, fragments);
  }

  // Places ------------------------------------------------------------------------

  /** Where the scroller stands on the screen: `{top, height}`. */
  view() {
    const { scroller } = this.reader;
    if (scroller === document.scrollingElement) return { top: 0, height: innerHeight };
    const { top, height } = scroller.getBoundingClientRect();
    return { top, height };
  }

  readingPoint(share) {
    if (!this.started) return 0;
    return this.viewport.offsetAt(this.viewport.scrolled() + this.viewport.height * share);
  }

  /** The first code point of the first block that begins on the screen (or fills it). */
  firstOnScreen() {
    if (!this.started) return 0;
    this.viewport.look();
    const { boxes } = this.viewport;
    const top = this.viewport.scrolled();
    const first = boxes.findIndex((box) => box.top >= top - 1 && box.top < top + this.viewport.height);
    return first >= 0 ? this.index.blocks[first].start : this.viewport.offsetAt(top);
  }

  goTo(share) {
    const { viewport, reader } = this;
    reader.scroller.scrollTo({ top: viewport.top + share * viewport.size - viewport.height / 2, behavior: "instant" });
  }

  /** The page does not show the stored text. */
  refuse() {
    const notice = document.createElement("p");
    notice.className = "problem reader-refused";
    notice.textContent = gettext("This page does not show the stored text, so no highlights are drawn. Load it again.");
    this.layer.frame.prepend(notice);
  }

  destroy() {
    clearTimeout(this.pulsing);
    this.resized?.disconnect();
    this.marks?.destroy();
    this.painter?.destroy();
    this.layer.element.remove();
  }
}
