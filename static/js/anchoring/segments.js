/**
 * Graphemes, words and sentences of a text. All offsets here are UTF-16; TextIndex converts.
 */
const segmenters = new Map();

function segmenter(language, granularity) {
  const key = `${language}/${granularity}`;
  if (!segmenters.has(key)) {
    let made;
    try {
      made = new Intl.Segmenter(language || undefined, { granularity });
    } catch {
      made = new Intl.Segmenter(undefined, { granularity });
    }
    segmenters.set(key, made);
  }
  return segmenters.get(key);
}

/** A window round `at` that begins and ends where a cluster certainly does: at a line break, or far off. */
function windowAround(text, at) {
  const before = Math.max(text.lastIndexOf("\n", at - 1), 0);
  const after = text.indexOf("\n", at);
  const far = 1024;
  let start = Math.max(before, at - far);
  if (start > before && isLow(text.charCodeAt(start))) start -= 1;
  let end = after < 0 ? text.length : after;
  if (end > at + far) end = at + far;
  if (isLow(text.charCodeAt(end))) end += 1;
  return [start, end];
}

const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

function snapTo(text, at, language, granularity, down, wanted = () => true) {
  if (at <= 0 || at >= text.length) return at;
  const [start, end] = windowAround(text, at);
  const found = segmenter(language, granularity).segment(text.slice(start, end)).containing(at - start);
  if (!found || start + found.index === at || !wanted(found)) return at;
  return down ? start + found.index : start + found.index + found.segment.length;
}

/** `at`, moved down to the start of the grapheme cluster it lies in. */
export const graphemeStart = (text, at) => snapTo(text, at, "", "grapheme", true);

/** `at`, moved up to the end of the grapheme cluster it lies in. */
export const graphemeEnd = (text, at) => snapTo(text, at, "", "grapheme", false);

const wordLike = (found) => found.isWordLike;

/** `at`, moved down to the start of the word it lies in; unchanged outside words. */
export const wordStart = (text, at, language) => snapTo(text, at, language, "word", true, wordLike);

/** `at`, moved up to the end of the word it lies in; unchanged outside words. */
export const wordEnd = (text, at, language) => snapTo(text, at, language, "word", false, wordLike);

const SPACE = /\s/;

/** `[start, end]` without white space at either end; empty when nothing is left. */
export function trim(text, start, end) {
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return [start, end];
}

/** The words between two offsets: `[[start, end]]`, without punctuation and spaces. */
export function words(text, start, end, language) {
  const found = [];
  for (const part of segmenter(language, "word").segment(text.slice(start, end))) {
    if (part.isWordLike) found.push([start + part.index, start + part.index + part.segment.length]);
  }
  return found;
}

/** The sentences between two offsets by Unicode's rule: `[[start, end]]`, trimmed, ascending, disjoint. */
export function sentences(text, start, end, language) {
  const found = [];
  for (const part of segmenter(language, "sentence").segment(text.slice(start, end))) {
    const [left, right] = trim(text, start + part.index, start + part.index + part.segment.length);
    if (right > left) found.push([left, right]);
  }
  return found;
}

/**
 * Sentences as people read them. Unicode's rule ends one at every full stop before a capital; what ends in
 * a title, an initial or another common abbreviation is joined with what follows on the same line.
 */
export function joinAbbreviated(text, found) {
  const joined = [];
  for (const [start, end] of found) {
    const last = joined[joined.length - 1];
    if (last && !text.slice(last[1], start).includes("\n") && ABBREVIATED.test(text.slice(last[0], last[1]))) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

const ABBREVIATED = new RegExp(
  "(?:^|[\\s(\\u00ab\\u201c\"'])(?:" +
    "\\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gen|Gov|Col|Lt|Capt|Sgt|Rev|Hon|Jr|Sr|vs|No|Nos|Fig|ca|approx|" +
    "e\\.g|i\\.e|cf|al|U\\.S|U\\.K|U\\.N|" +
    "ім|м|вул|гр|ул|д-р|проф|ген|акад|" +
    "Nr|Hr|Fr|bzw|z\\.B|d\\.h|M|MM|Mme|Mlle|av|env" +
    ")\\.$",
  "u",
);
