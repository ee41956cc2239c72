"""A text cut where highlights begin and end, and what stands around them. Offsets are code points, half-open."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from annotations.text.segments import sentences, snap_back, snap_on

# What is given of the text before and after a highlight: at most so many code points on a side.
AROUND = 280


@dataclass(frozen=True)
class Piece:
    """A piece of a text in which every code point lies in the same highlights: `keys`, the outermost first."""

    start: int
    end: int
    keys: tuple


def pieces(marks):
    """The marked text as disjoint pieces in order, for `marks` = `[(start, end, key)]`; what no mark covers is left
    out. The last key of a piece is that of its shortest mark, of two as short the later one."""
    edges = sorted({edge for start, end, _ in marks for edge in (start, end)})
    opening, closing = {}, {}
    for place, (start, end, key) in enumerate(marks):
        opening.setdefault(start, []).append((start - end, place, key))
        closing.setdefault(end, []).append((start - end, place, key))
    found, standing = [], set()
    for start, end in pairwise(edges):
        standing.difference_update(closing.get(start, ()))
        standing.update(opening.get(start, ()))
        if standing:
            # Sorted by length, the longest first: a negative number is a long mark.
            keys = tuple(key for _, _, key in sorted(standing, key=lambda each: each[:2]))
            found.append(Piece(start, end, keys))
    return found


class Cutter:
    """Cuts any stretch of the text by the same marks."""

    def __init__(self, marks):
        self.pieces = pieces(marks)
        self._ends = [piece.end for piece in self.pieces]

    def cut(self, start, end):
        """`[(start, end, piece or None)]`: the stretch whole and in order."""
        found, at = [], start
        for piece in self.pieces[bisect_right(self._ends, start) :]:
            if piece.start >= end or at >= end:
                break
            if at < piece.start:
                found.append((at, piece.start, None))
            at = min(piece.end, end)
            found.append((max(piece.start, start), at, piece))
        if at < end:
            found.append((at, end, None))
        return found

    def touches(self, start, end):
        """Whether anything between is marked."""
        place = bisect_right(self._ends, start)
        return start < end and place < len(self.pieces) and self.pieces[place].start < end


def around(text, blocks, marks, most=AROUND):
    """`[(block's index, start, end)]` in order: the marked text, with its own sentence and one more on each side as far
    as `most` code points reach; never beyond a block that is marked. Stretches that meet are one."""
    found = []
    starts = [block["start"] for block in blocks]
    for start, end, _ in sorted(marks, key=lambda mark: mark[:2]):
        for number in range(max(0, bisect_right(starts, start) - 1), len(blocks)):
            block = blocks[number]
            if block["start"] >= end:
                break
            if block["end"] <= start:
                continue
            known = sentences(text, block["start"], block["end"])
            first = _before(text, known, max(start, block["start"]), block["start"], most)
            last = _after(text, known, min(end, block["end"]), block["end"], most)
            found.append((number, first, last))
    return _joined(text, sorted(found))


def _before(text, known, at, bound, most):
    """Where the sentence before that of `at` begins, or its own, or the first whole word not too far away."""
    for begin in [first for first, _ in known if first <= at][-2:]:
        if at - begin <= most:
            return begin
    if at - most <= bound:
        return bound
    far = snap_on(text, at - most)
    words = [place for place in range(far, at) if text[place - 1].isspace()]
    return words[0] if words else far


def _after(text, known, at, bound, most):
    for end in [last for _, last in known if last >= at][1::-1]:
        if end - at <= most:
            return end
    if at + most >= bound:
        return bound
    far = snap_back(text, at + most)
    words = [place for place in range(far, at, -1) if text[place].isspace()]
    return words[0] if words else far


def _joined(text, stretches):
    joined = []
    for number, start, end in stretches:
        last = joined[-1] if joined else None
        if last and last[0] == number and not text[last[2] : start].strip():
            joined[-1] = (number, last[1], max(last[2], end))
        else:
            joined.append((number, start, end))
    return joined
