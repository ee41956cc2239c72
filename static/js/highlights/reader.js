/**
 * The article side of the workspace: highlights, picking, the marking pass, the strip and the gutter.
 *
 * `root` is the element whose text content is the stored text. It carries `data-version`, `data-sha256`,
 * `data-length`, `lang` and `dir`; its parent (`.article`) is the frame for what is drawn beside the text,
 * `.reader-scroll` around it scrolls. An empty `<nav class="strip">` anywhere on the page becomes the strip.
 *
 * Events (`on(event, fn)`; `on…` options are the same):
 *   open [id]          a highlight was clicked or chosen
 *   select fragments   what is picked, or null
 *   cursor fragment    the marking pass moved, or null when it ended
 *   opened id          its card is open, or null
 *   near id            the highlight nearest to the reading line changed (scrolling, N)
 *   action {action, fragments, via}   highlight, claim, link, uncheckable; via "selection", "marking", "chooser"
 *   refused reason     the page does not show the stored text; nothing is drawn
 */
import { TextIndex } from "../anchoring/text-index.js";
import { createCommands } from "../state/commands.js";
import { Announcer } from "./announcer.js";
import { Display } from "./display.js";
import { OverlapMenu } from "./overlap-menu.js";
import { readerCommands } from "./reader-commands.js";
import { scrollTo } from "./scrolling.js";
import { Selecting } from "./selecting.js";
import { Shelf } from "./shelf.js";

const READING_LINE = 0.3; // share of the screen at which one reads

export function createReader(root, options = {}) {
  return new Reader(root, options);
}

class Reader {
  constructor(root, options) {
    const {
      spans = [],
      ratingOf = () => "unrated",
      settled = (span, rating) => Boolean(rating && typeof rating === "object"),
      describe = () => ({}),
      source = {},
      canWrite = true,
      strip = document.querySelector(".strip"),
      commands = null,
      announcer = null,
      isActive = null,
    } = options;
    Object.assign(this, { root, describe, source, canWrite });
    this.listeners = new Map();
    for (const [name, fn] of [["open", options.onOpen], ["select", options.onSelect], ["cursor", options.onCursor], ["action", options.onAction], ["near", options.onNear]]) {
      if (fn) this.on(name, fn);
    }
    this.scroller = root.closest(".reader-scroll") ?? document.scrollingElement;
    this.area = root.closest(".reader") ?? root.parentElement;
    this.index = new TextIndex(root);
    const { version } = root.dataset;
    this.shelf = new Shelf(this.index, { ratingOf, settled, version: version ? Number(version) : null });
    this.shelf.setAll(spans);
    this.display = new Display(this, strip);
    this.announcer = announcer ?? new Announcer();
    this.menu = new OverlapMenu(this.display.layer, {
      onOpen: (ids) => this.emit("open", ids),
      onPoint: (id) => this.display.hover(id),
    });
    this.selecting = new Selecting(this);
    this.marking = this.selecting.marking;
    this.stop = new AbortController();
    this.isActive = isActive ?? (() => this.hasFocus());
    this.listen();
    this.commands = commands ?? createCommands({ storage: null });
    this.commands.add(...readerCommands(this, { isActive: () => this.isActive(), canWrite }));
    if (!commands) this.quiet = this.commands.listen(document);
    this.ready = this.begin();
  }

  async begin() {
    const { sha256, length } = this.root.dataset;
    const reason = await this.index.difference({ sha256, length });
    if (reason) {
      this.refused = reason;
      this.destroy();
      this.announcer.error(gettext("This page does not show the stored text, so no highlights are drawn. Load it again."));
      this.display.refuse();
      this.emit("refused", reason);
      return false;
    }
    this.display.start();
    this.tellNear();
    this.selecting.chooser.offer();
    return true;
  }

  listen() {
    const on = (target, name, fn, more = {}) => target.addEventListener(name, fn, { signal: this.stop.signal, ...more });
    on(this.root, "click", (event) => this.clicked(event));
    on(this.root, "pointermove", (event) => this.pointed(event), { passive: true });
    on(this.root, "pointerleave", () => this.display.hover(null), { passive: true });
    on(this.scroller === document.scrollingElement ? document : this.scroller, "scroll", () => this.frame("scroll", () => this.scrolled()), { passive: true });
    on(document, "keydown", (event) => {
      if (this.hasFocus() && this.selecting.caret.key(event)) event.preventDefault();
    }, { capture: true });
  }

  /** Once a frame at most, by name. */
  frame(name, fn) {
    this.frames ??= new Set();
    if (this.frames.has(name)) return;
    this.frames.add(name);
    requestAnimationFrame(() => {
      this.frames.delete(name);
      if (!this.stop.signal.aborted) fn();
    });
  }

  hasFocus() {
    const focused = document.activeElement;
    return !focused || focused === document.body || (this.area.contains(focused) && !this.menu.element?.contains(focused)) || Boolean(focused.closest?.(".cards"));
  }

  on(name, fn) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(fn);
    return () => this.listeners.get(name).delete(fn);
  }

  emit(name, value) {
    for (const fn of this.listeners.get(name) ?? []) fn(value);
  }

  // Highlights ---------------------------------------------------------------

  setSpans(spans) {
    this.shelf.setAll(spans);
    this.display.changed();
  }

  /** Adds or replaces one; `fresh` (a colleague's, just made) pulses once. */
  putSpan(span, { fresh = false } = {}) {
    this.shelf.put(span);
    this.display.changed();
    if (fresh) this.display.pulse(span.id);
  }

  dropSpan(id) {
    if (this.currentId === id) this.currentId = null;
    this.shelf.drop(id);
    this.display.changed();
  }

  /** Looks again at ratings: after a claim, a round or a decision changed. */
  refresh(ids = null) {
    for (const { span } of [...this.shelf.items.values()]) if (!ids || ids.includes(span.id)) this.shelf.put(span);
    this.display.changed();
  }

  setFilter(filter) {
    this.shelf.setFilter(filter);
    this.display.changed();
  }

  /** Paints one as open (its card is), or none. */
  open(id) {
    this.shelf.open(id);
    this.currentId = id ?? this.currentId;
    this.display.changed({ strip: false });
    this.emit("opened", id);
  }

  scrollTo(id) {
    const item = this.shelf.items.get(id);
    if (!item) return false;
    this.scrollToPoint(item.start);
    return true;
  }

  scrollToPoint(point) {
    const rect = this.index.toRange(point, Math.min(point + 1, this.index.length)).getBoundingClientRect();
    const view = this.display.view();
    scrollTo(this.scroller, this.scroller.scrollTop + rect.top - view.top - view.height * READING_LINE);
  }

  /** The highlight nearest to the reading line, or null. */
  visibleSpan() {
    return this.shelf.nearest(this.display.readingPoint(READING_LINE))?.id ?? null;
  }

  scrolled() {
    this.display.scrolled();
    this.tellNear();
  }

  tellNear() {
    const near = this.visibleSpan();
    if (near === this.near) return;
    this.near = near;
    this.emit("near", near);
  }

  /** N and Shift+N: the highlight after or before the current one; it is shown, not opened. */
  step(by) {
    const item = this.shelf.beside(this.currentId, this.display.readingPoint(READING_LINE), by);
    if (!item) {
      this.announcer.say(by > 0 ? gettext("No highlight after this one") : gettext("No highlight before this one"));
      return null;
    }
    this.currentId = item.id;
    this.display.hover(item.id);
    this.keepInView(this.index.toRange(item.start, item.end).getBoundingClientRect());
    this.announcer.say(this.display.noteOf(item));
    this.near = item.id;
    this.emit("near", item.id);
    return item.id;
  }

  canOpen() {
    const focused = document.activeElement;
    return (focused === this.scroller || focused === document.body) && this.shelf.items.has(this.currentId);
  }

  openCurrent() {
    this.emit("open", [this.currentId]);
  }

  // Picking and marking: see selecting.js ----------------------------------------

  /** What is picked, `[{start, end, exact}]`, or null. */
  selection() {
    return this.selecting.pick.fragments();
  }

  clearSelection() {
    this.selecting.pick.clear();
  }

  /** Keeps a passage painted while a form is open; null lets it go. */
  holdSelection(fragments) {
    this.selecting.pick.hold(fragments);
  }

  clicked(event) {
    const chooser = event.target.closest(".choose");
    if (chooser) {
      this.selecting.choose(Number(chooser.dataset.at), chooser);
      return;
    }
    if (event.target.closest("a[href]") || !document.getSelection().isCollapsed || event.detail > 1) return;
    const point = this.index.pointUnder(event.clientX, event.clientY);
    const found = point === null ? [] : this.shelf.at(point);
    if (found.length) this.offer(found, { x: event.clientX, y: event.clientY });
  }

  /** One opens at once; several are listed, shortest first. */
  offer(items, at) {
    if (items.length === 1) {
      this.currentId = items[0].id;
      this.emit("open", [items[0].id]);
      return;
    }
    const rows = [...items].sort((a, b) => a.size - b.size).map((item) => this.display.rowOf(item));
    this.menu.open(rows, at);
  }

  pointed(event) {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const { clientX, clientY } = event;
    this.frame("point", () => {
      const point = this.index.pointUnder(clientX, clientY);
      this.display.hover(point === null ? null : (this.shelf.at(point)[0]?.id ?? null));
    });
  }

  /** Scrolls no more than needed to keep a place between an eighth and three quarters of the screen. */
  keepInView(rect) {
    const view = this.display.view();
    const [high, low] = [view.top + view.height * 0.125, view.top + view.height * 0.75];
    if (rect.top >= high && rect.bottom <= low) return;
    const by = rect.top < high || rect.height > low - high ? rect.top - high : rect.bottom - low;
    scrollTo(this.scroller, this.scroller.scrollTop + by);
  }

  // Other people, marks, leaving ----------------------------------------------

  /** Who is here: `[{name, initials, tone, fragments, offset}]`; what they have selected is framed in their colour, with the name. */
  setPeople(people) {
    this.display.setPeople(people);
  }

  /** Who is on it: `[{name, until, first, last}]`, first and last block, in the margin. */
  setWork(work) {
    this.display.setWork(work);
  }

  marks() {
    return this.display.marksMode;
  }

  /** false, true (real marks for assistive technology) or "text" (and their ratings written out). */
  showMarks(mode) {
    this.display.showMarks(mode);
  }

  toggleSummaries() {
    const { announcer } = this;
    announcer.setSummaries(!announcer.summaries);
    announcer.say(announcer.summaries ? gettext("What colleagues do is said, every 20 seconds at most") : gettext("What colleagues do is not said"));
  }

  focus() {
    this.scroller.focus({ preventScroll: true });
  }

  destroy() {
    this.stop.abort();
    this.quiet?.();
    this.selecting.destroy();
    this.display.destroy();
  }
}
