"""Krippendorff's alpha for unitizing: how alike people mark passages of a continuous text.

Krippendorff, K. (2004): Content Analysis, 2nd edition, pp. 251–256 (observed and expected disagreement of a category);
(1995): On the reliability of unitizing contiguous data, Sociological Methodology 25, for where it comes from. Pure
Python, positions in code points. `marks` are, for one category and each observer, `[(start, end), …]` ascending and
disjoint (see `merged`), half-open.
"""

import random
from bisect import bisect_left
from itertools import accumulate, combinations

from annotations.insights.percentiles import RESAMPLES, SEED, percentiles


def merged(passages):
    """The passages of one observer, ascending, those that overlap as one: the measure knows each place once."""
    found = []
    for start, end in sorted(passages):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def observed(marks, length):
    """D_o of one category; 0 when all mark alike. Wants at least two observers."""
    people = len(marks)
    return 2 * differences(marks, 0, length) / (people * (people - 1) * length**2)


def differences(marks, start, end):
    """The sum of squared differences over all pairs of observers, each pair once, between `start` and `end`."""
    inside = [_within(each, start, end) for each in marks]
    return sum(_difference(one, other) for one, other in combinations(inside, 2))


def _within(passages, start, end):
    return [(max(a, start), min(b, end)) for a, b in passages if a < end and b > start]


def _difference(one, other):
    """Of two observers: passages that overlap differ by their ends, a passage that meets none by its whole length."""
    total = 0
    met = set()
    first = 0
    for a, b in one:
        alone = True
        while first < len(other) and other[first][1] <= a:
            first += 1
        for place in range(first, len(other)):
            c, d = other[place]
            if c >= b:
                break
            alone = False
            met.add(place)
            total += (a - c) ** 2 + (b - d) ** 2
        if alone:
            total += (b - a) ** 2
    return total + sum((d - c) ** 2 for place, (c, d) in enumerate(other) if place not in met)


def expected(marks, length):
    """D_e of one category: what would be seen if the same passages lay anywhere; None when nothing is marked."""
    gaps = [gap for each in marks for gap in gaps_of(each, length)]
    lengths = [end - start for each in marks for start, end in each]
    return expected_of(lengths, gaps, len(marks), length)


def gaps_of(passages, length):
    """The lengths of what one observer leaves between passages, before the first and after the last."""
    edges = [0, *(edge for passage in passages for edge in passage), length]
    return [edges[n + 1] - edges[n] for n in range(0, len(edges), 2) if edges[n + 1] > edges[n]]


def expected_of(lengths, gaps, people, length):
    """The same from the lengths of all passages and of all gaps."""
    if not lengths:
        return None
    gaps = sorted(gaps)
    after = [0, *accumulate(reversed(gaps))][::-1]  # after[n]: the sum of gaps[n:]
    total = 0.0
    for size in lengths:
        fits = bisect_left(gaps, size)
        room = after[fits] - (len(gaps) - fits) * (size - 1)
        total += (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    chances = people * length * (people * length - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * total / chances if chances > 0 else None


def alpha(categories, length):
    """`(alpha, D_o, D_e)` over categories, each a `marks`; alpha and D_e are None when nothing is marked."""
    seen = sum(observed(marks, length) for marks in categories)
    chance = sum(expected(marks, length) or 0.0 for marks in categories)
    return (1 - seen / chance if chance > 0 else None), seen, (chance or None)


def alpha_interval(categories, paragraphs):
    """`(low, high)`, 95 %, of alpha when the paragraphs `[(start, end), …]` are drawn with replacement and put behind
    each other; None with fewer than two, or where too many samples hold no passage at all.

    A passage over two paragraphs counts as two in the samples.
    """
    if len(paragraphs) < 2:
        return None
    parts = [_part(categories, start, end) for start, end in paragraphs]
    chance = random.Random(SEED)
    found = [_alpha_of(chance.choices(parts, k=len(parts)), categories) for _ in range(RESAMPLES)]
    return percentiles(found)


def _part(categories, start, end):
    """What a paragraph holds: (length, differences of each category, passages of each category and observer)."""
    marks = [[[(a - start, b - start) for a, b in _within(each, start, end)] for each in marks] for marks in categories]
    return end - start, [differences(each, 0, end - start) for each in marks], marks


def _alpha_of(parts, categories):
    length = sum(part[0] for part in parts)
    seen = chance = 0.0
    for number, marks in enumerate(categories):
        people = len(marks)
        seen += 2 * sum(part[1][number] for part in parts) / (people * (people - 1) * length**2)
        lengths, gaps = [], []
        for person in range(people):
            begun = 0  # what lies behind the last passage, over the ends of paragraphs
            for size, _, held in parts:
                at = 0
                for a, b in held[number][person]:
                    if begun + a - at:
                        gaps.append(begun + a - at)
                    lengths.append(b - a)
                    begun, at = 0, b
                begun += size - at
            if begun:
                gaps.append(begun)
        chance += expected_of(lengths, gaps, people, length) or 0.0
    return 1 - seen / chance if chance > 0 else None
