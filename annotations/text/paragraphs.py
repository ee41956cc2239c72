"""Where the blocks of a text stand in a newer one."""

from bisect import bisect_right
from collections import Counter

from annotations.text.alignment import GONE, Alignment


class Paragraphs:
    """The blocks of an old text and of a new one, both as `blocks.py` has them."""

    def __init__(self, old_text: str, old_blocks: list[dict], new_text: str, new_blocks: list[dict]):
        self._alignment = Alignment(old_text, new_text)
        self._old = old_blocks
        self._starts = [block["start"] for block in new_blocks]

    def place(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and the last block in the new text of what were the blocks `first` to `last`; None when they are
        gone. A block is where at least half of its words went to."""
        places = [place for n in range(first, last + 1) if (place := self._place_one(n)) is not None]
        return (min(places), max(places)) if places else None

    def _place_one(self, number: int) -> int | None:
        old, new = self._alignment.old, self._alignment.new
        words = range(*old.covering(self._old[number]["start"], self._old[number]["end"]))
        targets = (self._alignment.place[word] for word in words)
        found = Counter(bisect_right(self._starts, new.starts[to]) - 1 for to in targets if to != GONE)
        if not found:
            return None
        place, count = found.most_common(1)[0]
        return place if 2 * count >= len(words) else None
