/**
 * The bar of actions for a picked passage: under its last line, above its first when there is no room
 * below, never over it; on touch and on narrow screens a dock at the bottom, where the system's own menu
 * does not cover it.
 */
import { icon } from "./icons.js";
import { setPlace } from "./layer.js";

const GAP = 6;

const MARK = ["pick", "cursor"];

// `on`: for a selection, for the cursor of the marking pass, or while a highlight looks for its place in a newer text.
const ACTIONS = [
  { name: "place", key: "Enter", icon: "map-pin", label: () => gettext("Place it here"), short: () => gettext("Here"), on: ["place"] },
  { name: "highlight", key: "H", icon: "highlighter", label: () => gettext("Highlight"), on: MARK },
  { name: "claim", key: "C", icon: "plus", label: () => gettext("New claim"), short: () => gettext("Claim"), on: MARK },
  { name: "link", key: "L", icon: "link", label: () => gettext("Link"), on: MARK },
  { name: "add", key: "P", icon: "text-quote", label: () => gettext("Add passage"), short: () => gettext("Passage"), on: ["pick", "place"] },
  { name: "uncheckable", key: "X", icon: "circle-slash", label: () => gettext("Not checkable"), on: ["cursor"] },
  { name: "copy", icon: "copy", label: () => gettext("Copy with source"), short: () => gettext("Copy"), bare: true, on: ["pick"] },
  { name: "next", key: "J", icon: "arrow-down", label: () => gettext("Next"), on: ["cursor"] },
];

export class PickBar {
  constructor(layer, scroller, { canWrite, run }) {
    this.layer = layer;
    this.scroller = scroller;
    this.canWrite = canWrite;
    this.run = run;
    this.element = document.createElement("div");
    this.element.setAttribute("role", "toolbar");
    this.element.hidden = true;
    this.narrow = matchMedia("(pointer: coarse), (max-width: 640px)");
    this.stop = new AbortController();
    const on = (target, name, fn) => target.addEventListener(name, fn, { signal: this.stop.signal });
    on(this.narrow, "change", () => this.refresh());
    on(this.element, "mousedown", (event) => event.preventDefault()); // the selection stays
    on(this.element, "click", (event) => {
      const name = event.target.closest("button")?.dataset.action;
      if (name) this.run(name);
    });
    on(this.element, "keydown", (event) => this.step(event));
  }

  /** Arrow keys go through the buttons: one tab stop for the whole bar. */
  step(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (!steps[event.key]) return;
    const buttons = [...this.element.querySelectorAll("button")];
    const rtl = getComputedStyle(this.element).direction === "rtl" && /Left|Right/.test(event.key);
    const at = buttons.indexOf(document.activeElement) + steps[event.key] * (rtl ? -1 : 1);
    const next = buttons[(at + buttons.length) % buttons.length];
    buttons.forEach((button) => {
      button.tabIndex = button === next ? 0 : -1;
    });
    next.focus();
    event.preventDefault();
  }

  /** Shows the bar for `{fragments, count, avoid}`; `kind` is "pick", "cursor" (docked only) or "place". */
  show(passage, kind = "pick") {
    this.passage = passage;
    this.kind = kind;
    this.refresh();
  }

  hide() {
    this.passage = null;
    if (this.element.hidden) return;
    const focused = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.element.remove();
    if (focused) this.scroller.focus({ preventScroll: true });
  }

  refresh() {
    if (!this.passage) return;
    const docked = this.narrow.matches;
    if (this.kind === "cursor" && !docked) {
      this.hide();
      return;
    }
    this.build(docked);
    this.element.hidden = false;
    if (docked) this.dock();
    else this.place();
  }

  build(docked) {
    const signature = `${docked}/${this.kind}/${this.passage.count}`;
    this.element.className = docked ? "dock" : "pick";
    if (this.signature === signature) return;
    this.signature = signature;
    this.element.setAttribute(
      "aria-label",
      this.kind === "cursor" ? gettext("This sentence") : gettext("Selected passage"),
    );
    const wanted = ACTIONS.filter(({ on, name }) => on.includes(this.kind) && (this.canWrite || name === "copy"));
    const buttons = wanted.map((action, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = at ? -1 : 0;
      button.dataset.action = action.name;
      const picture = icon(action.icon);
      if (picture) button.append(picture);
      const label = action.label();
      if (docked) button.append((action.short ?? action.label)());
      else if (!action.bare) button.append(label);
      if (action.bare && !docked) button.title = label;
      if (action.bare || (docked && action.short)) button.setAttribute("aria-label", label);
      if (action.key) {
        button.setAttribute("aria-keyshortcuts", action.key);
        if (!docked) button.append(" ", keycap(action.key === "Enter" ? "↵" : action.key));
      }
      return button;
    });
    if (this.passage.count > 1) {
      const count = document.createElement("span");
      count.className = "pick-count";
      count.textContent = interpolate(ngettext("%s passage", "%s passages", this.passage.count), [this.passage.count]);
      buttons.unshift(count);
    }
    this.element.replaceChildren(...buttons);
  }

  dock() {
    const home = this.scroller.closest(".workspace-main") ?? document.body;
    if (this.element.parentElement !== home) home.append(this.element);
    for (const side of ["inset-block-start", "inset-inline-start"]) this.element.style.removeProperty(side);
  }

  /** Under the last line of what was selected last; see the top of this file. */
  place() {
    const { layer, passage } = this;
    const bar = layer.part("bar");
    if (this.element.parentElement !== bar) bar.append(this.element);
    const origin = layer.origin();
    const lines = layer.lines(passage.fragments, origin);
    if (!lines.length) return;
    const others = layer.lines(passage.avoid, origin);
    const own = this.element.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    const page = this.scroller === document.scrollingElement;
    const top = (page ? 0 : view.top) - origin.screen.top;
    const bottom = (page ? innerHeight : view.bottom) - origin.screen.top;
    const first = lines.reduce((a, b) => (b.block < a.block ? b : a));
    const last = lines.reduce((a, b) => (b.block + b.height > a.block + a.height ? b : a));
    const inline = Math.max(0, Math.min(last.inline, origin.width - own.width));
    const free = (block) =>
      block >= top &&
      block + own.height <= bottom &&
      ![...lines, ...others].some(
        (line) =>
          block < line.block + line.height &&
          block + own.height > line.block &&
          inline < line.inline + line.width &&
          inline + own.width > line.inline,
      );
    const below = last.block + last.height + GAP;
    const above = first.block - own.height - GAP;
    const floor = Math.max(0, ...others.map((line) => line.block + line.height)) + GAP;
    const block = [below, above, floor].find(free);
    if (block === undefined && last.block + last.height > bottom && first.block < top) {
      // The passage fills the screen: the bar takes a row of its own under the text.
      this.element.className = "pick pick-row";
      (this.scroller.parentElement ?? bar).append(this.element);
      for (const side of ["inset-block-start", "inset-inline-start"]) this.element.style.removeProperty(side);
      return;
    }
    setPlace(this.element, { block: block ?? below, inline });
  }

  destroy() {
    this.stop.abort();
    this.element.remove();
  }
}

export function keycap(key) {
  const cap = document.createElement("kbd");
  cap.className = "kbd";
  cap.setAttribute("aria-hidden", "true");
  cap.textContent = key;
  return cap;
}
