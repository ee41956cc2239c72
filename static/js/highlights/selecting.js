/**
 * Getting hold of a passage, in every way there is, and what is then done with it: selection and bar, the
 * caret, the sentence cursor of the marking pass, *Choose passage*.
 */
import { merge } from "../anchoring/fragments.js";
import { Caret } from "./caret.js";
import { Chooser } from "./chooser.js";
import { copyWithSource } from "./copy.js";
import { keep, kept } from "./kept.js";
import { Marking } from "./marking.js";
import { PickBar } from "./pick-bar.js";
import { Pick } from "./pick.js";

export class Selecting {
  constructor(reader) {
    const { index, display, scroller, area, canWrite } = reader;
    this.reader = reader;
    this.index = index;
    this.placing = false; // what is picked next is the new place of a highlight
    this.pick = new Pick(index, area, {
      snap: () => this.snap(),
      onPress: () => this.bar.hide(),
      onChange: () => this.picked(),
    });
    this.bar = new PickBar(display.layer, scroller, { canWrite, run: (name) => this.act(name) });
    this.marking = new Marking(index, { start: () => display.firstOnScreen(), onMove: (at) => this.cursorMoved(at) });
    this.caret = new Caret(index, display.layer, {
      start: () => this.marking.current()?.start ?? display.firstOnScreen(),
      onMove: (rect) => reader.keepInView(rect),
    });
    this.chooser = new Chooser(index, {
      canWrite,
      overlapping: (fragments) => reader.shelf.overlapping(fragments),
      onChoose: (name, fragments) => this.run(name, fragments, "chooser"),
    });
  }

  /** "graphemes" or "words": what the ends of a selection are moved to. */
  snap() {
    return kept("snap", "graphemes");
  }

  setSnap(unit) {
    keep("snap", unit);
    this.reader.announcer.say(unit === "words" ? gettext("Selecting whole words") : gettext("Selecting single characters"));
  }

  /** What an action would act on: the picked passages, and the cursor's when nothing is selected now. */
  passage() {
    this.pick.settle();
    const cursor = this.marking.current();
    if (this.pick.current.length || !cursor) return this.pick.fragments();
    return merge([...this.pick.added, cursor]).map((place) => this.index.withQuote(place));
  }

  act(name) {
    if (name === "next") {
      this.marking.next();
      return;
    }
    const fragments = this.passage();
    if (fragments) this.run(name, fragments, this.pick.current.length ? "selection" : "marking");
  }

  run(name, fragments, via) {
    if (name === "copy") copyWithSource(fragments, this.reader.source, this.reader.announcer);
    else if (name === "add") this.pick.add(fragments);
    else this.send(name, fragments, via);
  }

  /** Claim and link open a form, so the passage stays painted; the others are done at once. */
  send(action, fragments, via) {
    const form = via !== "marking" && (action === "claim" || action === "link");
    if (form) this.pick.hold(fragments);
    else this.pick.clear();
    this.reader.emit("action", { action, fragments, via });
  }

  picked() {
    const { reader, pick, bar, marking } = this;
    const fragments = pick.fragments();
    reader.display.show("mine", pick.painted());
    const shown = pick.held ? null : fragments;
    if (shown) {
      bar.show({ fragments: pick.current.length ? pick.current : shown, avoid: pick.added, count: shown.length }, this.placing ? "place" : "pick");
    } else if (marking.current() && !pick.held) {
      bar.show({ fragments: [marking.current()], avoid: [], count: 1 }, this.placing ? "place" : "cursor");
    } else {
      bar.hide();
    }
    const text = JSON.stringify(fragments);
    if (text === this.told) return;
    this.told = text;
    if (fragments) {
      const count = fragments.reduce((sum, { start, end }) => sum + this.index.words(start, end).length, 0);
      reader.announcer.say(interpolate(ngettext("%s word selected", "%s words selected", count), [count]));
    }
    reader.emit("select", fragments);
  }

  /** Begins or ends looking for the new place of a highlight: the bar offers that instead of what marks. */
  setPlacing(on) {
    this.placing = on;
    this.picked();
  }

  cursorMoved(fragment) {
    const { reader } = this;
    reader.display.cursor(fragment);
    if (fragment) {
      reader.keepInView(this.index.toRange(fragment.start, fragment.end).getBoundingClientRect());
      reader.announcer.say(fragment.exact);
    }
    this.picked();
    reader.emit("cursor", fragment);
  }

  /** *Choose passage* for a block, or for the one at the cursor or the top of the screen. */
  choose(block = null, before = undefined) {
    const at = block ?? this.index.blockAt(this.marking.current()?.start ?? this.reader.display.firstOnScreen());
    if (at >= 0) this.chooser.open(at, before);
  }

  toggleCaret() {
    const on = this.caret.toggle() && this.caret.on;
    if (on) this.reader.focus();
    this.reader.announcer.say(on ? gettext("Caret on: arrows move, Shift and arrows select") : gettext("Caret off"));
  }

  canGoBack() {
    const { pick, caret, marking, reader } = this;
    return reader.menu.isOpen || caret.on || pick.current.length > 0 || pick.added.length > 0 || Boolean(marking.place);
  }

  /** Exactly one level back: menu, selection, added passages, caret, marking pass. False when at the bottom. */
  back() {
    return this.reader.menu.close() || this.pick.back() || this.caret.stop() || this.marking.stop();
  }

  destroy() {
    this.pick.destroy();
    this.bar.destroy();
  }
}
