/**
 * *Choose passage*: picking words without a selection, for screen readers, whose virtual cursor moves
 * none. From and to by sentence, then by word; what comes out is read back before anything is done.
 */
/** Parts of lists and tables: nothing but their like may stand behind them. */
const ROWS = new Set(["TD", "TH", "DT", "DD", "LI"]);

export class Chooser {
  /** `onChoose(action, fragments)` with highlight, claim, link or add; `overlapping(fragments)` counts. */
  constructor(index, { onChoose, overlapping, canWrite }) {
    this.index = index;
    this.onChoose = onChoose;
    this.overlapping = overlapping;
    this.canWrite = canWrite;
  }

  /**
   * Puts a button behind every block, a few at a time while the page has nothing else to do. The buttons
   * have no text, so the article's text content stays the stored text; they are no tab stops either: a
   * virtual cursor meets them, everybody else has the command.
   */
  offer() {
    const later = globalThis.requestIdleCallback ?? ((fn) => setTimeout(() => fn({ timeRemaining: () => 5 }), 50));
    const first = node("button", "choose");
    first.type = "button";
    first.tabIndex = -1;
    const label = gettext("Choose passage in paragraph %s");
    let at = 0;
    const some = (idle) => {
      for (; at < this.index.blocks.length && idle.timeRemaining() > 2; at += 1) {
        const { element } = this.index.blocks[at];
        if (ROWS.has(element.tagName) || element === this.index.root) continue;
        const button = first.cloneNode();
        button.dataset.at = at;
        button.ariaLabel = label.replace("%s", at + 1);
        element.after(button);
      }
      if (at < this.index.blocks.length && this.index.root.isConnected) later(some);
    };
    later(some);
  }

  open(block, before = document.activeElement) {
    this.sentences = this.index.sentences(block);
    if (!this.sentences.length) return;
    this.before = before;
    this.build(block);
    document.body.append(this.dialog);
    this.fillWords(this.fromWord, this.fromSentence.value, "first");
    this.fillWords(this.toWord, this.toSentence.value, "last");
    this.readBack();
    this.dialog.showModal();
    this.fromSentence.focus();
  }

  build(block) {
    const dialog = node("dialog", "dialog chooser");
    dialog.setAttribute("aria-labelledby", "chooser-title");
    const title = node("h2", "", interpolate(gettext("Choose passage in paragraph %s"), [block + 1]));
    title.id = "chooser-title";
    this.fromSentence = this.list(gettext("From sentence"), this.sentences, 0);
    this.fromWord = this.list(gettext("From word"), [], 0);
    this.toSentence = this.list(gettext("To sentence"), this.sentences, 0);
    this.toWord = this.list(gettext("To word"), [], 0);
    this.result = node("output", "chooser-result said");
    this.result.setAttribute("aria-live", "polite");
    this.result.dir = "auto";
    const actions = node("div", "row");
    const names = this.canWrite
      ? [
          ["highlight", gettext("Highlight"), "button button-primary"],
          ["claim", gettext("New claim"), "button"],
          ["link", gettext("Link"), "button"],
          ["add", gettext("Add passage"), "button"],
          ["close", gettext("Cancel"), "button button-plain"],
        ]
      : [
          ["copy", gettext("Copy with source"), "button button-primary"],
          ["close", gettext("Cancel"), "button button-plain"],
        ];
    for (const [name, label, look] of names) {
      const button = node("button", look, label);
      button.type = "button";
      button.addEventListener("click", () => this.done(name));
      actions.append(button);
    }
    dialog.append(title, ...[this.fromSentence, this.fromWord, this.toSentence, this.toWord].map((list) => list.parentElement));
    dialog.append(this.result, actions);
    dialog.addEventListener("change", (event) => this.changed(event.target));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (this.before?.isConnected) this.before.focus({ preventScroll: true });
    });
    this.dialog = dialog;
  }

  list(label, places, chosen) {
    const field = node("label", "field");
    const select = node("select", "input");
    select.append(...this.options(places));
    if (places.length) select.selectedIndex = chosen;
    field.append(node("span", "field-label", label), select);
    return select;
  }

  options(places) {
    return places.map(({ start, end }, at) => {
      const text = this.index.quote(start, end);
      const option = new Option(`${at + 1}. ${short(text)}`, String(at));
      option.dir = "auto";
      return option;
    });
  }

  wordsOf(sentence) {
    const { start, end } = this.sentences[sentence];
    const words = this.index.words(start, end);
    return words.length ? words : [{ start, end }];
  }

  fillWords(list, sentence, which) {
    const words = this.wordsOf(Number(sentence));
    list.replaceChildren(...this.options(words));
    list.selectedIndex = which === "first" ? 0 : words.length - 1;
  }

  changed(list) {
    const from = Number(this.fromSentence.value);
    if (list === this.fromSentence) {
      this.fillWords(this.fromWord, from, "first");
      if (Number(this.toSentence.value) < from) {
        this.toSentence.selectedIndex = from;
        this.fillWords(this.toWord, from, "last");
      }
    } else if (list === this.toSentence) {
      const to = Number(this.toSentence.value);
      this.fillWords(this.toWord, to, "last");
      if (to < from) {
        this.fromSentence.selectedIndex = to;
        this.fillWords(this.fromWord, to, "first");
      }
    }
    this.readBack();
  }

  /** The chosen passage. A whole sentence keeps its full stop and quotation marks. */
  fragment() {
    const [first, last] = [Number(this.fromSentence.value), Number(this.toSentence.value)];
    const [opening, closing] = [this.wordsOf(first), this.wordsOf(last)];
    const [from, to] = [Number(this.fromWord.value), Number(this.toWord.value)];
    const start = from === 0 ? this.sentences[first].start : opening[from].start;
    const end = to === closing.length - 1 ? this.sentences[last].end : closing[to].end;
    return end > start ? this.index.withQuote({ start, end }) : null;
  }

  readBack() {
    const fragment = this.fragment();
    for (const button of this.dialog.querySelectorAll("button:not(.button-plain)")) button.disabled = !fragment;
    if (!fragment) {
      this.result.textContent = gettext("The last word stands before the first. Choose a later one.");
      return;
    }
    const count = this.index.words(fragment.start, fragment.end).length;
    const over = this.overlapping([fragment]);
    this.result.textContent = [
      interpolate(ngettext("%s word", "%s words", count), [count]),
      `“${fragment.exact}”`,
      over
        ? interpolate(ngettext("%s highlight overlaps", "%s highlights overlap", over), [over])
        : gettext("no highlight overlaps"),
    ].join(", ");
  }

  done(name) {
    const fragment = this.fragment();
    this.dialog.close();
    if (name !== "close" && fragment) this.onChoose(name, [fragment]);
  }
}

function node(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function short(text) {
  const points = [...text.replace(/\s+/g, " ")];
  return points.length > 80 ? `${points.slice(0, 79).join("")}…` : points.join("");
}
