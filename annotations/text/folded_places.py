"""Where in a text something stands that is looked for in its folded form: `fold()`, with a way back to every place."""

import unicodedata
from functools import lru_cache

from annotations.text.fold import fold

# Vowels and final consonants of Hangul that make one syllable with what stands before them.
_JAMO = range(0x1160, 0x1200)


def folded_places(text):
    """`(folded, places)`: the folded text (white space at its ends is left), and for each of its characters the
    `(start, end)` in `text` of what it was made of."""
    folded, places, start = [], [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _joins(text[end]):
            end += 1
        for char in _fold_piece(text[start:end]):
            if char == " " and folded and folded[-1] == " ":
                places[-1] = places[-1][0], end
            else:
                folded.append(char)
                places.append((start, end))
        if places:
            # Characters that nobody sees belong to what they stand behind.
            places[-1] = places[-1][0], end
        start = end
    return "".join(folded), places


def find_folded(text, words):
    """`[(start, end)]` in `text` of every place where one of `words`, which are folded, stands: in any case and
    spelling that `fold()` takes for the same, also across line breaks. Places may overlap."""
    if text.isascii() and not any(word.isascii() for word in words):
        return []
    folded = fold(text)
    wanted = [word for word in words if word in folded]
    if not wanted:
        return []
    folded, places = folded_places(text)
    found = []
    for word in wanted:
        at = folded.find(word)
        if at < 0:
            # Folded as a whole it is there: better too much than a word left.
            return [(0, len(text))]
        while at >= 0:
            found.append((places[at][0], places[at + len(word) - 1][1]))
            at = folded.find(word, at + 1)
    return found


@lru_cache(5_000)
def _fold_piece(piece):
    """A letter with its marks, folded; between digits, because `fold()` takes white space off the ends."""
    return fold(f"0{piece}0")[1:-1]


@lru_cache(5_000)
def _joins(char):
    """Whether a character may become one with what stands before it, or is dropped."""
    if char.isascii():
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first).startswith("M") or ord(first) in _JAMO or not _fold_piece(char)
