"""Claims of the desk that say nearly the same: offered while somebody types, and as prior checks."""

import re
from collections import Counter
from itertools import pairwise

from annotations.claims.models import Claim
from annotations.text.fold import fold
from annotations.text.similar import rank

_WORD = re.compile(r"\w+")
# Two neighbouring words are rare even where each is common; single long words catch what was put in another order.
# *Measured* with 100,000 claims of common words on SQLite: 80 ms; scoring every claim that has any of them, 170 ms.
PAIRS, WORDS, SHORTEST = 4, 4, 3
NEWEST, CANDIDATES = 100, 100
FLOOR = 0.2


def parts_of(sentence):
    """What is looked for: the longest pairs of neighbouring words and the longest words of a sentence, folded."""
    folded = fold(sentence)
    words = [(match.start(), match.end()) for match in _WORD.finditer(folded)]
    pairs = {folded[one[0] : two[1]] for one, two in pairwise(words)}
    singles = {folded[start:end] for start, end in words if end - start >= SHORTEST}
    longest = [
        sorted(parts, key=lambda part: (-len(part), part))[:most] for parts, most in ((pairs, PAIRS), (singles, WORDS))
    ]
    # A quote would end the phrase; what stands in quotes is looked for as it is.
    return [part for part in longest[0] + longest[1] if '"' not in part]


def find_similar(claims, sentence, *, limit, floor=FLOOR):
    """Those of `claims` (a queryset) most like `sentence`, as `(key, score)` with scores 0 to 1, best first.

    At most two statements: the newest claims with each part of the sentence, then the texts of those with most parts.
    """
    hits = Counter(claims.exclude(status=Claim.Status.DUPLICATE).newest_of_each(parts_of(sentence), NEWEST))
    best = sorted(hits, key=lambda key: (-hits[key], -key))[:CANDIDATES]
    texts = Claim.objects.filter(pk__in=best).order_by("-pk").values_list("pk", "text")
    return rank(sentence, [(key, fold(text)) for key, text in texts], floor=floor, limit=limit)
