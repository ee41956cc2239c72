"""Places in a text: fragments checked against it, the context stored beside them, and UTF-16 for the edge."""

import unicodedata
from itertools import pairwise

from . import segments
from .errors import FragmentsInvalid, FragmentsMismatch
from .sentences import Sentence

CONTEXT = 32  # code points of prefix and of suffix
MAX_FRAGMENTS = 100
FOUND_SHOWN = 1_000  # code points of what stands there instead, in an error


def check_fragments(text: str, fragments: list[dict]) -> list[dict]:
    """The fragments as stored, `[{start, end, exact, prefix, suffix}]`, with prefix and suffix from our text.

    They must be 1 to 100, ascending, disjoint and in range, else FragmentsInvalid; and `text[start:end] == exact`
    for each, else FragmentsMismatch. Both carry (JSON pointer, detail) pairs for every fragment that is wrong.
    """
    errors = _range_errors(len(text), fragments)
    if errors:
        raise FragmentsInvalid(errors)
    wrong = [
        (n, text[f["start"] : f["end"]]) for n, f in enumerate(fragments) if text[f["start"] : f["end"]] != f["exact"]
    ]
    if wrong:
        raise FragmentsMismatch(
            [(f"/fragments/{n}/exact", _mismatch(fragments[n]["exact"], found)) for n, found in wrong],
            found=wrong[0][1][:FOUND_SHOWN],
        )
    return [with_context(text, fragment["start"], fragment["end"]) for fragment in fragments]


def with_context(text: str, start: int, end: int) -> dict:
    """One fragment as stored: `{start, end, exact, prefix, suffix}`."""
    prefix, suffix = context(text, start, end)
    return {"start": start, "end": end, "exact": text[start:end], "prefix": prefix, "suffix": suffix}


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 32 code points before `start` and after `end`, cut at grapheme boundaries."""
    before = segments.snap_on(text, max(0, start - CONTEXT))
    after = segments.snap_back(text, min(len(text), end + CONTEXT))
    return text[min(before, start) : start], text[end : max(after, end)]


def utf16_length(text: str) -> int:
    """The length of the text in UTF-16 code units, as JavaScript counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def to_utf16(text: str, at: int) -> int:
    """The UTF-16 offset of the code point offset `at`."""
    return utf16_length(text[:at])


def from_utf16(text: str, at: int) -> int:
    """The code point offset of the UTF-16 offset `at`; one inside a surrogate pair counts as before the pair."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))


def _range_errors(length: int, fragments: list[dict]) -> list[tuple[str, str]]:
    if not fragments:
        return [("/fragments", "Give at least one fragment.")]
    if len(fragments) > MAX_FRAGMENTS:
        return [
            (
                "/fragments",
                Sentence(
                    "At most %(most)s fragments make one highlight; these are %(count)s.",
                    most=MAX_FRAGMENTS,
                    count=len(fragments),
                ),
            )
        ]
    errors = []
    for n, fragment in enumerate(fragments):
        start, end = fragment["start"], fragment["end"]
        if start < 0:
            errors.append((f"/fragments/{n}/start", "An offset cannot be below 0."))
        elif end <= start:
            errors.append(
                (f"/fragments/{n}/end", Sentence("The end must be greater than the start, %(start)s.", start=start))
            )
        elif end > length:
            errors.append((f"/fragments/{n}/end", Sentence("The text ends at %(length)s.", length=length)))
    if errors:
        return errors
    return [
        (
            f"/fragments/{n}/start",
            Sentence("Fragments go in ascending order without overlap; the one before ends at %(end)s.", end=a["end"]),
        )
        for n, (a, b) in enumerate(pairwise(fragments), start=1)
        if b["start"] < a["end"]
    ]


def _mismatch(exact: str, found: str) -> str:
    shown = found if len(found) <= 80 else found[:79] + "…"
    if unicodedata.normalize("NFC", exact) == found:
        return "This is the same text in another Unicode form. Send it as stored, in NFC."
    return Sentence("Other text stands there: “%(shown)s”. Offsets count Unicode code points.", shown=shown)
