"""How alike two sentences are, for offering similar claims: cheap, and the same in every script."""

import re

from .fold import fold

_WORD = re.compile(r"\w+")


def trigrams(folded: str) -> frozenset[str]:
    """The trigrams of a folded text as pg_trgm makes them: of each word, with two spaces before and one behind."""
    grams = set()
    for word in _WORD.findall(folded):
        padded = f"  {word} "
        grams.update(padded[n : n + 3] for n in range(len(padded) - 2))
    return frozenset(grams)


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of trigrams that both have (Jaccard), 0 to 1."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of `part` that `whole` has, 0 to 1: high while somebody is still typing the sentence."""
    return len(part & whole) / len(part) if part else 0.0


def rank(
    sentence: str, candidates: list[tuple[object, str]], *, floor: float = 0.2, limit: int = 5
) -> list[tuple[object, float]]:
    """The candidates, given as (key, folded text), most alike first, as (key, score); none under `floor`."""
    wanted = trigrams(fold(sentence))
    scored = []
    for key, folded in candidates:
        theirs = trigrams(folded)
        score = max(similarity(wanted, theirs), 0.7 * containment(wanted, theirs))
        if score >= floor:
            scored.append((key, score))
    scored.sort(key=lambda pair: -pair[1])
    return scored[:limit]
