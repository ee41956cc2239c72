/**
 * The transparent sheet over the article that holds what `::highlight()` cannot draw: gutter marks,
 * frames, flags, the caret, the selection bar. It scrolls with the text and is outside of it, so the
 * article's own DOM stays as it came.
 */
export class Layer {
  constructor(index) {
    this.index = index;
    this.frame = index.root.parentElement;
    const direction = mainDirection(index);
    if (getComputedStyle(this.frame).direction !== direction) this.frame.dir = direction;
    this.element = document.createElement("div");
    this.element.className = "reader-layer";
    this.frame.append(this.element);
    this.parts = new Map();
  }

  /** An element of the layer of its own, by name. */
  part(name) {
    if (!this.parts.has(name)) {
      const part = document.createElement("div");
      part.className = `layer-${name}`;
      this.element.append(part);
      this.parts.set(name, part);
    }
    return this.parts.get(name);
  }

  /** Reads once where the layer stands; `place(box)` then gives logical positions inside it. */
  origin() {
    const box = this.element.getBoundingClientRect();
    const rtl = getComputedStyle(this.element).direction === "rtl";
    return {
      width: box.width,
      height: box.height,
      screen: box,
      rtl,
      place: (rect) => ({
        block: rect.top - box.top,
        inline: rtl ? box.right - rect.right : rect.left - box.left,
        width: rect.width,
        height: rect.height,
      }),
    };
  }

  /** The boxes of a passage, one a line: `[{block, inline, width, height}]`. */
  lines(fragments, origin = this.origin()) {
    return fragments.flatMap(({ start, end }) =>
      joinLines([...this.index.toRange(start, end).getClientRects()].filter((rect) => rect.width > 0.5)).map(origin.place),
    );
  }

  /** Draws the boxes of several passages, replacing what the part showed: `[{fragments, className, flag?}]`. */
  frames(name, passages) {
    const origin = this.origin();
    const drawn = passages.map((passage) => ({ ...passage, boxes: this.lines(passage.fragments, origin) }));
    const nodes = drawn.flatMap(({ boxes, className, flag }) =>
      boxes.map((box, at) => {
        const node = setPlace(document.createElement("i"), box);
        node.className = className;
        if (flag && at === 0) {
          const tag = document.createElement("bdi");
          tag.className = "flag";
          tag.textContent = flag;
          node.append(tag);
        }
        return node;
      }),
    );
    this.part(name).replaceChildren(...nodes);
  }
}

/**
 * Which way most of the text runs. Each block has `dir="auto"`, which the article's own `dir="auto"` then
 * does not look into.
 */
function mainDirection(index) {
  let balance = 0;
  for (const { element, start, end } of index.blocks.slice(0, 12)) {
    balance += (getComputedStyle(element).direction === "rtl" ? 1 : -1) * (end - start);
  }
  return balance > 0 ? "rtl" : "ltr";
}

export function setPlace(node, { block, inline, width, height }) {
  if (block !== undefined) node.style.setProperty("inset-block-start", `${block}px`);
  if (inline !== undefined) node.style.setProperty("inset-inline-start", `${inline}px`);
  if (width !== undefined) node.style.setProperty("inline-size", `${width}px`);
  if (height !== undefined) node.style.setProperty("block-size", `${height}px`);
  return node;
}

/** Boxes of text nodes on one line, joined: a link or a bold word cuts a line into several. */
function joinLines(rects) {
  const lines = [];
  for (const rect of rects) {
    const last = lines[lines.length - 1];
    const middle = (rect.top + rect.bottom) / 2;
    if (last && middle > last.top && middle < last.bottom && rect.left <= last.right + 2 && rect.right >= last.left - 2) {
      last.left = Math.min(last.left, rect.left);
      last.right = Math.max(last.right, rect.right);
      last.top = Math.min(last.top, rect.top);
      last.bottom = Math.max(last.bottom, rect.bottom);
    } else {
      lines.push({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
    }
  }
  return lines.map((line) => ({ ...line, width: line.right - line.left, height: line.bottom - line.top }));
}
