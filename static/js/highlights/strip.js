/**
 * The article in miniature: its blocks, darker when everything on them is settled, a tick per highlight
 * in its line style, a frame round what is on the screen. Pressing or dragging goes there.
 *
 * It stands beside the article, or lies over it on a phone. Places are written as logical insets and colours
 * come by class: a custom property for each of several hundred pieces cost 15 ms more.
 */
import { icon } from "./icons.js";

const STEPS = 160; // ticks closer than this share of the article fall on one another
const LEAST = 1 / 120; // blocks smaller than this share are drawn with their neighbour

export class Strip {
  constructor(element, viewport, { goTo }) {
    this.element = element;
    this.viewport = viewport;
    this.goTo = goTo;
    element.classList.add("strip");
    element.replaceChildren();
    this.sum = document.createElement("p");
    this.sum.className = "strip-sum";
    this.map = document.createElement("div");
    this.map.className = "strip-map";
    this.map.setAttribute("aria-hidden", "true"); // the cards and N say the same in words
    this.blocks = document.createElement("div");
    this.ticks = document.createElement("div");
    this.people = document.createElement("div");
    this.lying = matchMedia("(max-width: 640px)");
    this.view = document.createElement("div");
    this.view.className = "strip-view";
    this.map.append(this.view, this.blocks, this.ticks, this.people);
    element.append(this.sum, this.map);
    this.listen();
  }

  listen() {
    const go = (event) => {
      const box = this.map.getBoundingClientRect();
      const lying = box.width > box.height;
      const rtl = getComputedStyle(this.map).direction === "rtl";
      const along = lying ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
      this.goTo(Math.min(1, Math.max(0, lying && rtl ? 1 - along : along)));
    };
    this.map.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      event.preventDefault();
      this.map.setPointerCapture(event.pointerId);
      go(event);
    });
    this.map.addEventListener("pointermove", (event) => {
      if (this.map.hasPointerCapture(event.pointerId)) go(event);
    });
  }

  /** Draws blocks and ticks for all shown highlights `[{start, look, settled}]`. */
  draw(items) {
    const { viewport } = this;
    const total = Math.max(1, viewport.size);
    const shares = items.map((item) => ({ item, at: viewport.heightOf(item.start) / total }));
    this.drawBlocks(items, total);
    const rows = new Map();
    for (const { item, at } of shares) {
      const row = Math.round(at * STEPS);
      const before = rows.get(row);
      if (!before || (item.look.rated && !before.item.look.rated)) rows.set(row, { item, at });
    }
    replace(
      this.ticks,
      [...rows.values()].map(({ item, at }) => ({
        className: item.look.rated ? `strip-tick tick-${item.look.token}` : "strip-tick",
        at: percent(at),
      })),
      this.axis,
    );
    const settled = items.filter((item) => item.settled).length;
    const number = document.createElement("b");
    const all = document.createElement("span");
    all.className = "quiet";
    all.textContent = `/${items.length}`;
    number.append(String(settled), all);
    this.sum.replaceChildren(number, gettext("settled"));
  }

  drawBlocks(items, total) {
    const { boxes, index } = this.viewport;
    const open = new Uint8Array(boxes.length); // 1: a settled highlight begins here, 2: one that is not
    for (const item of items) {
      const at = index.blockAt(item.start);
      open[at] |= item.settled ? 1 : 2;
    }
    const drawn = [];
    boxes.forEach(({ top, bottom }, at) => {
      const heading = /^H[1-6]$/.test(index.blocks[at].element.tagName);
      const kind = heading ? "head" : open[at] === 1 ? "done" : "plain";
      const last = drawn[drawn.length - 1];
      const beside = last && bottom <= last.bottom; // cells of one row
      const tiny = last && ((bottom - last.top) / total < LEAST || (last.kind === kind && (bottom - top) / total < LEAST));
      if (beside || tiny) {
        last.bottom = Math.max(last.bottom, bottom);
        if (last.kind === "head" && kind !== "head") last.kind = kind;
      } else {
        drawn.push({ kind, top, bottom });
      }
    });
    replace(
      this.blocks,
      drawn.map(({ kind, top, bottom }) => ({
        className: `strip-block strip-${kind}`,
        at: percent(top / total),
        to: percent(1 - bottom / total),
      })),
      this.axis,
    );
  }

  /** Moves the frame to what is on the screen. */
  scroll() {
    const { viewport } = this;
    const total = Math.max(1, viewport.size);
    const from = Math.min(1, Math.max(0, viewport.scrolled() / total));
    const to = Math.min(1, Math.max(from, (viewport.scrolled() + viewport.height) / total));
    stretch(this.view, this.axis, percent(from), percent(1 - to));
  }

  /** Along which the article runs here. */
  get axis() {
    return this.lying.matches ? "inline" : "block";
  }

  /** Who reads where: `[{name, initials, tone, offset}]`. */
  setPeople(people) {
    const total = Math.max(1, this.viewport.size);
    this.people.replaceChildren(
      ...people.map(({ name, initials, tone = "", offset }) => {
        const place = document.createElement("span");
        place.className = "strip-person";
        stretch(place, this.axis, percent(this.viewport.heightOf(offset) / total));
        const person = document.createElement("span");
        person.className = `person person-s ${tone}`;
        person.title = name;
        person.append(initials || icon("circle") || "");
        place.append(person);
        return place;
      }),
    );
  }
}

/** Makes `parent` show exactly these pieces; what it shows already is left alone. */
function replace(parent, pieces, axis) {
  const keyOf = ({ className, at, to = "" }) => `${axis} ${className} ${at} ${to}`;
  const wanted = new Map(pieces.map((piece) => [keyOf(piece), piece]));
  for (const element of [...parent.children]) if (!wanted.delete(element.dataset.key)) element.remove();
  for (const [key, { className, at, to }] of wanted) {
    const element = document.createElement("i");
    element.className = className;
    element.dataset.key = key;
    stretch(element, axis, at, to);
    parent.append(element);
  }
}

function stretch(element, axis, from, to) {
  const other = axis === "block" ? "inline" : "block";
  for (const side of ["start", "end"]) element.style.removeProperty(`inset-${other}-${side}`);
  element.style.setProperty(`inset-${axis}-start`, from);
  if (to !== undefined) element.style.setProperty(`inset-${axis}-end`, to);
}

const percent = (share) => `${(share * 100).toFixed(2)}%`;
