"""Which word of an old text is which word of a new one: a word diff that stays small on long texts.

Equal heads and tails are cut off first, then lines that occur once in each text are paired in order (as in patience
diff), and only what lies between them is diffed by words: rapidfuzz needs memory that grows with the square.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter

from rapidfuzz.distance import Indel

MAX_WORDS = 60_000  # a side at once; what is longer stays unaligned, and its anchors go to a person
MAX_CELLS = 10**9  # old words times new words: a bit each, 125 MB
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MIN_LINE = 3  # words; shorter lines repeat by chance
GONE = -1


class Tokens:
    """The words and signs of a text with their places; white space belongs to none."""

    def __init__(self, text: str, ids: dict[str, int]):
        self.text = text
        self.starts, self.ends, self.ids = array("l"), array("l"), array("l")
        for match in _TOKEN.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.ids.append(ids.setdefault(match[0], len(ids)))

    def __len__(self) -> int:
        return len(self.starts)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that `text[start:end]` touches, as a half-open range."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def lines(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The tokens from `begin` to `end` by lines, as half-open ranges."""
        found, first = [], begin
        for n in range(begin + 1, end):
            if "\n" in self.text[self.ends[n - 1] : self.starts[n]]:
                found.append((first, n))
                first = n
        if first < end:
            found.append((first, end))
        return found


class Alignment:
    """Old and new tokens, and `place[n]`: the new token that is old token `n`, or GONE. Ascending where placed."""

    def __init__(self, old_text: str, new_text: str):
        ids: dict[str, int] = {}
        self.old, self.new = Tokens(old_text, ids), Tokens(new_text, ids)
        self.place = array("l", [GONE]) * len(self.old)
        self._align(0, len(self.old), 0, len(self.new), by_lines=True)

    def _align(self, a: int, b: int, c: int, d: int, *, by_lines: bool) -> None:
        """Aligns old tokens a to b with new tokens c to d."""
        old, new = self.old.ids, self.new.ids
        while a < b and c < d and old[a] == new[c]:
            self.place[a] = c
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            self.place[b] = d
        if a == b or c == d:
            return
        if by_lines:
            for (from_a, to_b), (from_c, to_d) in self._gaps(a, b, c, d):
                self._align(from_a, to_b, from_c, to_d, by_lines=False)
        elif max(b - a, d - c) <= MAX_WORDS and (b - a) * (d - c) <= MAX_CELLS:
            for block in Indel.opcodes(old[a:b].tolist(), new[c:d].tolist()).as_matching_blocks():
                for n in range(block.size):
                    self.place[a + block.a + n] = c + block.b + n

    def _gaps(self, a: int, b: int, c: int, d: int):
        """Places the lines that both have once, and gives what lies between them."""
        pairs = _increasing(_unique_pairs(self.old, self.old.lines(a, b), self.new, self.new.lines(c, d)))
        for (first, after), (target, behind) in pairs:
            for n in range(after - first):
                self.place[first + n] = target + n
            yield (a, first), (c, target)
            a, c = after, behind
        yield (a, b), (c, d)


def _unique_pairs(old: Tokens, old_lines: list, new: Tokens, new_lines: list) -> list:
    """Lines of equal words that stand once in each, in the order of the old text."""
    old_keys = [old.ids[first:after].tobytes() for first, after in old_lines]
    new_keys = [new.ids[first:after].tobytes() for first, after in new_lines]
    old_counts, new_counts = Counter(old_keys), Counter(new_keys)
    where = {key: line for key, line in zip(new_keys, new_lines, strict=True) if new_counts[key] == 1}
    return [
        (line, where[key])
        for key, line in zip(old_keys, old_lines, strict=True)
        if key in where and old_counts[key] == 1 and line[1] - line[0] >= _MIN_LINE
    ]


def _increasing(pairs: list) -> list:
    """The longest part of the pairs whose new lines ascend, too (patience sorting)."""
    tops: list[int] = []
    top_pairs: list[int] = []
    before = [GONE] * len(pairs)
    for n, (_, (target, _)) in enumerate(pairs):
        pile = bisect_left(tops, target)
        before[n] = top_pairs[pile - 1] if pile else GONE
        if pile == len(tops):
            tops.append(target)
            top_pairs.append(n)
        else:
            tops[pile], top_pairs[pile] = target, n
    chain, n = [], top_pairs[-1] if top_pairs else GONE
    while n != GONE:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]
