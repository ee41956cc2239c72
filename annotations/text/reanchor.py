"""Highlights carried over to a new version of their text. A wrong place is worse than none.

Only what the word diff carries over whole, with neighbours that came along, is placed. Whatever had to be searched
for, is ambiguous, or reads differently now goes to a person, with candidates: old beside new.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from .alignment import GONE, Alignment
from .offsets import context, with_context

UNCHANGED, MOVED = "unchanged", "moved"  # placed
CHANGED, REMOVED, AMBIGUOUS = "changed", "removed", "ambiguous"  # a person decides
PLACED = (UNCHANGED, MOVED)

MAX_CANDIDATES = 5
_NEIGHBOURS = 8  # words on each side that should have come along
_LONG = 10  # words that are evidence enough by themselves
_ENOUGH, _SURE = 0.6, 0.75  # share of the neighbours that came along; or one side as it was
_MAX_SHIFT = 3  # words by which a neighbour may have moved against the quote
_OCCURRENCES = 200  # of one quote, looked at
_MARGIN = 0.15  # by which the context of the best of several equal quotes must win
_ALIKE = 80  # fuzz.ratio from which other words may be the quote, rewritten
_FUZZY_QUOTE, _FUZZY_TEXT = 1_000, 300_000  # code points; beyond, no search for rewritten quotes


@dataclass(frozen=True)
class Placement:
    """Where a highlight is in the new text.

    `fragments` as stored when `state` is one of PLACED, else None; then `candidates` may hold proposals, best first:
    `{fragments, score}` with score 0 to 1.
    """

    state: str
    fragments: list[dict] | None = None
    candidates: list[dict] = field(default_factory=list)


def reanchor(old_text: str, new_text: str, fragments: list[dict]) -> Placement:
    """The placement of one highlight; for several of the same texts make one Reanchoring."""
    return Reanchoring(old_text, new_text).place(fragments)


class Reanchoring:
    """One pair of texts, aligned once for all highlights."""

    def __init__(self, old_text: str, new_text: str):
        self.old, self.new = old_text, new_text
        self._alignment = None if old_text == new_text else Alignment(old_text, new_text)

    def place(self, fragments: list[dict]) -> Placement:
        """The placement of a highlight given as `[{start, end}]` in the old text."""
        spots = [(fragment["start"], fragment["end"]) for fragment in fragments]
        if self._alignment is None:
            return Placement(UNCHANGED, [with_context(self.new, *spot) for spot in spots])
        found = [self._place_one(*spot) for spot in spots]
        if all(state in PLACED for state, _ in found):
            places = [options[0][1:] for _, options in found]
            state = UNCHANGED if places == spots else MOVED
            return Placement(state, [with_context(self.new, *place) for place in places])
        return self._question(found)

    def _question(self, found: list) -> Placement:
        states = {state for state, _ in found}
        if states == {REMOVED}:
            return Placement(REMOVED)
        state = CHANGED if states <= {CHANGED, *PLACED} else AMBIGUOUS
        if len(found) == 1:
            proposals = [[option] for option in found[0][1]]
        else:
            best = sorted((options[0] for _, options in found if options), key=lambda option: option[1])
            disjoint = all(a[2] <= b[1] for a, b in pairwise(best))
            proposals = [best] if best and disjoint else []
        candidates = [
            {
                "fragments": [with_context(self.new, start, end) for _, start, end in proposal],
                "score": round(min(score for score, _, _ in proposal), 2),
            }
            for proposal in proposals
        ]
        return Placement(state, None, candidates[:MAX_CANDIDATES])

    def _place_one(self, start: int, end: int) -> tuple[str, list[tuple[float, int, int]]]:
        """The state of one fragment, and its places as (score, start, end): one when placed, else candidates."""
        exact = self.old[start:end]
        carried = self._carried(start, end)
        if (
            carried is not None
            and self.new[carried : carried + len(exact)] == exact
            and self._is_sure(start, end, carried)
        ):
            return MOVED, [(1.0, carried, carried + len(exact))]
        searched = self._search(start, end)
        if searched:
            return AMBIGUOUS, searched
        rewritten = self._rewritten(start, end)
        if rewritten:
            return CHANGED, [rewritten]
        return self._look_alike(exact)

    def _carried(self, start: int, end: int) -> int | None:
        """Where the diff puts the fragment's start, when it carried all its words over side by side."""
        place, old, new = self._alignment.place, self._alignment.old, self._alignment.new
        first, after = old.covering(start, end)
        if first >= after or place[first] == GONE:
            return None
        if any(place[n] != place[first] + n - first for n in range(first, after)):
            return None
        return max(0, new.starts[place[first]] + start - old.starts[first])

    def _is_sure(self, start: int, end: int, carried: int) -> bool:
        """True when the words around came along, and no equal quote could be meant instead."""
        exact = self.old[start:end]
        support = self._support(start, end)
        before, after = _occurrences(self.old, exact), _occurrences(self.new, exact)
        if len(before) == len(after) == 1:
            first, behind = self._alignment.old.covering(start, end)
            return support >= _ENOUGH or behind - first >= _LONG or self._has_whole_side(first, behind)
        if support < _SURE:
            return False
        if len(before) == len(after) and before.index(start) == after.index(carried):
            return True
        return self._wins(before, self.old, after, start, carried, len(exact))

    def _wins(self, before: list[int], old: str, after: list[int], start: int, carried: int, length: int) -> bool:
        """True when the context tells the place from every equal quote, in both texts and each way."""
        around_old, around_new = context(old, start, start + length), context(self.new, carried, carried + length)
        score = _alike(around_old, around_new)
        rivals = [_alike(around_old, context(self.new, at, at + length)) for at in after if at != carried]
        rivals += [_alike(around_new, context(old, at, at + length)) for at in before if at != start]
        return len(before) < _OCCURRENCES > len(after) and all(score >= rival + _MARGIN for rival in rivals)

    def _support(self, start: int, end: int) -> float:
        """The share of the words around the fragment that came along with it, 0 to 1; the text's ends count."""
        place, size = self._alignment.place, len(self._alignment.old)
        first, after = self._alignment.old.covering(start, end)
        came = asked = 0
        for n in [*range(first - _NEIGHBOURS, first), *range(after, after + _NEIGHBOURS)]:
            near = first if n < first else after - 1
            if not 0 <= n < size:
                # Beyond the old text: it came along when the new text ends there, too.
                target = place[near] + n - near
                if not 0 <= target < len(self._alignment.new):
                    came += 1
                asked += 1
                continue
            asked += 1
            if place[n] != GONE and abs((place[n] - place[near]) - (n - near)) <= _MAX_SHIFT:
                came += 1
        return came / asked

    def _has_whole_side(self, first: int, after: int) -> bool:
        """True when the words on one side came along just as they were, and the next one on the other side too.

        So it is where the sentence beside was rewritten. A quote that touches the rewritten words may have been cut.
        """
        place, size = self._alignment.place, len(self._alignment.old)

        def came(n: int) -> bool:
            return 0 <= n < size and place[n] == place[first] + n - first

        before = all(map(came, range(first - _NEIGHBOURS, first)))
        behind = all(map(came, range(after, after + _NEIGHBOURS)))
        return (before and came(after)) or (behind and came(first - 1))

    def _search(self, start: int, end: int) -> list[tuple[float, int, int]]:
        """The places in the new text that read exactly so, best context first."""
        around = context(self.old, start, end)
        length = end - start
        found = [
            (_alike(around, context(self.new, at, at + length)), at, at + length)
            for at in _occurrences(self.new, self.old[start:end])
        ]
        return sorted(found, key=lambda option: (-option[0], option[1]))[:MAX_CANDIDATES]

    def _rewritten(self, start: int, end: int) -> tuple[float, int, int] | None:
        """What stands now between the neighbours of the fragment that came along, if it still resembles it."""
        place, old, new = self._alignment.place, self._alignment.old, self._alignment.new
        first, after = old.covering(start, end)
        kept = [place[n] for n in range(first, after) if place[n] != GONE]
        left = next((place[n] + 1 for n in range(first - 1, max(-1, first - 4), -1) if place[n] != GONE), None)
        right = next((place[n] for n in range(after, min(len(old), after + 3)) if place[n] != GONE), None)
        if left is None:
            left = min(kept, default=None)
        if right is None:
            right = max(kept, default=-2) + 1
        if left is None or not left < right or right - left > 3 * (after - first) + 10:
            return None
        begin, stop = new.starts[left], new.ends[right - 1]
        score = fuzz.ratio(self.old[start:end], self.new[begin:stop]) / 100
        return (score, begin, stop) if kept or score >= _ALIKE / 200 else None

    def _look_alike(self, exact: str) -> tuple[str, list[tuple[float, int, int]]]:
        """Elsewhere in the text, words much like the quote: for a person to judge."""
        if 12 <= len(exact) <= _FUZZY_QUOTE and len(self.new) <= _FUZZY_TEXT:
            spot = fuzz.partial_ratio_alignment(exact, self.new, score_cutoff=_ALIKE)
            if spot and spot.dest_end > spot.dest_start:
                return AMBIGUOUS, [(spot.score / 100, spot.dest_start, spot.dest_end)]
        return REMOVED, []


def _occurrences(text: str, exact: str) -> list[int]:
    """Where the quote stands, overlapping ones too; the first 200."""
    found, at = [], text.find(exact)
    while at != -1 and len(found) < _OCCURRENCES:
        found.append(at)
        at = text.find(exact, at + 1)
    return found


def _alike(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike two contexts are, 0 to 1: the side next to the quote counts, edges of the text match each other."""
    scores = []
    for mine, theirs in zip(one, other, strict=True):
        scores.append(fuzz.ratio(mine, theirs) / 100 if mine or theirs else 1.0)
    return sum(scores) / 2
