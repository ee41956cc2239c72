/**
 * The marking pass: a cursor that goes through the article sentence by sentence. Nothing opens while it
 * is on, and it stays where it is when something is done with its sentence.
 */
export class Marking {
  /** `start()` gives the code point at which a fresh cursor begins: the top of the screen. */
  constructor(index, { start, onMove }) {
    this.index = index;
    this.start = start;
    this.onMove = onMove;
    this.cuts = new Map(); // block -> sentences, cut when first needed
    this.place = null; // {first: [block, sentence], last: [block, sentence]}
  }

  sentencesOf(block) {
    if (!this.cuts.has(block)) this.cuts.set(block, this.index.sentences(block));
    return this.cuts.get(block);
  }

  /** The cursor's passage `{start, end, exact}`, or null. */
  current() {
    if (!this.place) return null;
    const start = this.sentence(this.place.first).start;
    const end = this.sentence(this.place.last).end;
    return this.index.withQuote({ start, end });
  }

  sentence([block, at]) {
    return this.sentencesOf(block)[at];
  }

  /** The sentence at a code point, or the next one after it: `[block, sentence]` or null. */
  at(point) {
    for (let block = this.index.blockAt(point); block < this.index.blocks.length; block += 1) {
      const found = this.sentencesOf(block).findIndex((sentence) => sentence.end > point);
      if (found >= 0) return [block, found];
    }
    return this.before([this.index.blocks.length, 0]);
  }

  after([block, at]) {
    if (at + 1 < this.sentencesOf(block).length) return [block, at + 1];
    for (let next = block + 1; next < this.index.blocks.length; next += 1) {
      if (this.sentencesOf(next).length) return [next, 0];
    }
    return null;
  }

  before([block, at]) {
    if (at > 0) return [block, at - 1];
    for (let next = block - 1; next >= 0; next -= 1) {
      const { length } = this.sentencesOf(next);
      if (length) return [next, length - 1];
    }
    return null;
  }

  next() {
    const place = this.place ? this.after(this.place.last) : this.at(this.start());
    return this.go(place);
  }

  previous() {
    const place = this.place ? this.before(this.place.first) : this.at(this.start());
    return this.go(place);
  }

  /** Puts the cursor on the sentence at a code point. */
  to(point) {
    return this.go(this.at(point));
  }

  go(place) {
    if (!place) return this.current();
    this.place = { first: place, last: place };
    return this.moved();
  }

  /** One more sentence at the end. */
  extend() {
    if (!this.place) return this.next();
    const last = this.after(this.place.last);
    if (last) this.place.last = last;
    return this.moved();
  }

  /** One sentence less at the end. */
  shrink() {
    if (this.place && String(this.place.first) !== String(this.place.last)) {
      this.place.last = this.before(this.place.last);
      return this.moved();
    }
    return this.current();
  }

  /** Leaves the pass; false when it was not on. */
  stop() {
    if (!this.place) return false;
    this.place = null;
    this.moved();
    return true;
  }

  moved() {
    const current = this.current();
    this.onMove(current);
    return current;
  }

  /** `{at, of}`: which sentence of how many, for "Sentence 9 of 46". Cuts the whole article. */
  count() {
    let at = 0;
    let of = 0;
    this.index.blocks.forEach((_, block) => {
      const { length } = this.sentencesOf(block);
      if (this.place && block === this.place.first[0]) at = of + this.place.first[1] + 1;
      of += length;
    });
    return { at, of };
  }
}
