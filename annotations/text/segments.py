"""Graphemes, words and sentences of a text, in code points: UAX #29, as `Intl.Segmenter` cuts them in the browser.

The twin of `static/js/anchoring/segments.js`; both are tested against `tests/cases/offsets.json`.
"""

from itertools import pairwise

import regex

_GRAPHEME = regex.compile(r"\X")
_WORD_BREAK = regex.compile(r"\b", regex.WORD)
_WORD_LIKE = regex.compile(r"[\p{L}\p{N}]")

# UAX #29, table 4. X is what rule SB5 ignores after any character.
_X = r"[\p{SB=EX}\p{SB=FO}]*+"
_TERM = regex.compile(
    rf"(?P<term>(?:[\p{{SB=AT}}\p{{SB=ST}}]{_X})++)(?P<close>(?:\p{{SB=CL}}{_X})*+)(?P<space>(?:\p{{SB=SP}}{_X})*+)"
    r"|(?P<separator>\r\n|\p{SB=SE}|\r|\n)"
)
_ATERM_LAST = regex.compile(rf"\p{{SB=AT}}{_X}$")
_LETTER_BEFORE = regex.compile(rf"[\p{{SB=UP}}\p{{SB=LO}}]{_X}$")
_LOWER_AHEAD = regex.compile(
    r"[^\p{SB=LE}\p{SB=UP}\p{SB=LO}\p{SB=SE}\r\n\p{SB=AT}\p{SB=ST}]*+\p{SB=LO}",
)
_CONTINUES = regex.compile(r"[\p{SB=SC}\p{SB=AT}\p{SB=ST}]")
_SEPARATOR = regex.compile(r"\r\n|\p{SB=SE}|\r|\n")
_UPPER = regex.compile(r"\p{SB=UP}")
_NUMERIC = regex.compile(r"\p{SB=NU}")


def graphemes(text: str) -> list[int]:
    """The offsets at which a grapheme cluster begins, ascending; the end of the text is not one of them."""
    return [match.start() for match in _GRAPHEME.finditer(text)]


def is_boundary(text: str, at: int) -> bool:
    """True when `at` does not cut a grapheme cluster; 0 and the end of the text never do."""
    if at <= 0 or at >= len(text):
        return True
    return _boundary_from(text, at) == at


def snap_back(text: str, at: int) -> int:
    """The nearest grapheme boundary at or before `at`."""
    at = max(0, min(at, len(text)))
    return at if at in (0, len(text)) else _boundary_from(text, at)


def snap_on(text: str, at: int) -> int:
    """The nearest grapheme boundary at or after `at`."""
    at = max(0, min(at, len(text)))
    back = snap_back(text, at)
    return at if back == at else _GRAPHEME.match(text, back).end()


def _boundary_from(text: str, at: int) -> int:
    """The last boundary at or before `at`, found by reading on from the nearest ASCII letter or line before it.

    Reading must begin at a sure boundary: a flag is told from its neighbour only by counting from the left.
    """
    begin = at - 1
    while begin > 0 and not (text[begin].isascii() and text[begin].isalnum()) and text[begin - 1] != "\n":
        begin -= 1
    while begin < at:
        match = _GRAPHEME.match(text, begin)
        if match is None or match.end() > at:
            return begin
        begin = match.end()
    return begin


def words(text: str) -> list[tuple[int, int]]:
    """The words of the text as (start, end): what stands between word boundaries and has a letter or a digit."""
    edges = [match.start() for match in _WORD_BREAK.finditer(text)]
    if not edges or edges[-1] != len(text):
        edges.append(len(text))
    return [(a, b) for a, b in pairwise(edges) if _WORD_LIKE.search(text, a, b)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as (start, end), white space around them left out.

    A line is never crossed: within one block pass its bounds. Rules SB3 to SB11 of UAX #29.
    """
    end = len(text) if end is None else end
    found = []
    begin = start
    for cut in [*_sentence_ends(text, start, end), end]:
        piece = text[begin:cut]
        stripped = piece.strip()
        if stripped:
            left = begin + len(piece) - len(piece.lstrip())
            found.append((left, left + len(stripped)))
        begin = cut
    return found


def _sentence_ends(text: str, start: int, end: int):
    for match in _TERM.finditer(text, start, end):
        cut = match.end()
        if match["separator"]:
            yield cut
            continue
        if cut >= end:
            return
        if _CONTINUES.match(text, cut, end):  # SB8a
            continue
        if _ATERM_LAST.search(match["term"]):
            plain = not match["close"] and not match["space"]
            if plain and _NUMERIC.match(text, cut, end):  # SB6
                continue
            if plain and _UPPER.match(text, cut, end) and _letter_then_stop(text, match):  # SB7
                continue
            if _LOWER_AHEAD.match(text, cut, end):  # SB8
                continue
        separator = _SEPARATOR.match(text, cut, end)  # SB9, SB10: a line's end goes with the sentence before it
        yield separator.end() if separator else cut


def _letter_then_stop(text: str, match) -> bool:
    """True for a single full stop right behind a letter, as in `U.S.A`."""
    single = len(regex.findall(r"[\p{SB=AT}\p{SB=ST}]", match["term"])) == 1
    return single and bool(_LETTER_BEFORE.search(text, max(0, match.start() - 8), match.start()))
