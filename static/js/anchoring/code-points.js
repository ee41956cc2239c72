/**
 * Code points against UTF-16.
 *
 * The server counts Unicode code points (Python `str`), JavaScript counts UTF-16 units. They differ by
 * one for every character outside the basic plane, so a sorted list of those is all the table there is;
 * it is empty for most articles and conversion is free there.
 */
export class CodePoints {
  constructor(text) {
    this.units = text.length;
    this.pairs = [];
    if (/[\ud800-\udbff]/.test(text)) {
      for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(match.index);
    }
    this.length = this.units - this.pairs.length;
  }

  /** Code points before the UTF-16 offset; an offset inside a pair counts as after it. */
  fromUtf16(unit) {
    return unit - countBelow(this.pairs, unit);
  }

  /** The UTF-16 offset of a code point. */
  toUtf16(point) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] - middle < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }
}

/** How many numbers of a sorted list are smaller than `value`. */
export function countBelow(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
