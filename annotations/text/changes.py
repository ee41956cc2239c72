"""What changed between two texts, by words: for people to look over before and after a newer text is saved."""

import re
from dataclasses import dataclass

from .alignment import GONE, Alignment

SAME, LOST, ADDED = "same", "gone", "new"
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Changes:
    """`runs` are `(kind, text)` in reading order; those that are same or new make the new text, every character of it.

    `added` and `removed` count words; signs and white space are no words.
    """

    runs: list[tuple[str, str]]
    added: int
    removed: int

    @property
    def none(self) -> bool:
        """True when the texts are equal, or differ in white space alone."""
        return all(kind == SAME for kind, _ in self.runs)


def changes(old_text: str, new_text: str) -> Changes:
    """The changes from the old text to the new one."""
    alignment = Alignment(old_text, new_text)
    old, new, place = alignment.old, alignment.new, alignment.place
    pairs = [(n, target) for n, target in enumerate(place) if target != GONE]
    runs: list[tuple[str, str]] = []
    at = added = removed = 0
    a = c = 0  # the first tokens that are not told yet
    for b, d in [*pairs, (len(old), len(new))]:
        if a < b or c < d:
            # What was added stands where it begins; what is gone, where the next words are.
            cut = new.starts[c] if c < d else new.ends[c - 1] if c else 0
            runs.append((SAME, new_text[at:cut]))
            if a < b:
                runs.append((LOST, _between(old, a, b, lead=c == d)))
            if c < d:
                runs.append((ADDED, new_text[cut : new.ends[d - 1]]))
            at = new.ends[d - 1] if c < d else cut
            removed += _words(old, a, b)
            added += _words(new, c, d)
        a, c = b + 1, d + 1
    runs.append((SAME, new_text[at:]))
    return Changes([run for run in runs if run[1]], added, removed)


def _between(tokens, first: int, after: int, *, lead: bool) -> str:
    """The text of some tokens; with the white space before them when nothing stands in their place."""
    start = tokens.starts[first]
    if lead:
        start = tokens.ends[first - 1] if first else 0
    return tokens.text[start : tokens.ends[after - 1]]


def _words(tokens, first: int, after: int) -> int:
    return sum(1 for n in range(first, after) if _WORD.match(tokens.text[tokens.starts[n]]))


def excerpts(runs: list[tuple[str, str]], *, around: int = 120, most: int = 400) -> tuple[list[tuple[str, str]], int]:
    """`(runs, left out)`: what stayed the same cut down to `around` characters beside each change, as `skip` runs with
    no text; at most `most` changes, and how many more there are."""
    shown: list[tuple[str, str]] = []
    told = 0
    total = sum(1 for kind, _ in runs if kind != SAME)
    for n, (kind, text) in enumerate(runs):
        if kind != SAME:
            if told == most:
                shown.append(("skip", ""))
                break
            told += 1
            shown.append((kind, text))
            continue
        head = _head(text, around) if n else ""
        tail = _tail(text, around) if n < len(runs) - 1 else ""
        if n and n < len(runs) - 1 and len(head) + len(tail) >= len(text):
            shown.append((SAME, text))
            continue
        shown += [(SAME, head)] if head else []
        shown += [("skip", "")] if len(head) + len(tail) < len(text) else []
        shown += [(SAME, tail)] if tail else []
    return shown, total - told


def _head(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    space = max(text.rfind(" ", 0, size), text.rfind("\n", 0, size))
    return text[: space if space > 0 else size]


def _tail(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    cut = len(text) - size
    spaces = [found for found in (text.find(" ", cut), text.find("\n", cut)) if found != -1]
    return text[min(spaces) if spaces else cut :]
