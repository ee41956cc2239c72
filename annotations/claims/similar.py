"""Claims of the desk that say nearly the same: offered while somebody types, and as prior checks."""

import re

from django.db.models import Case, IntegerField, Q, Value, When

from annotations.claims.models import Claim
from annotations.text.fold import fold
from annotations.text.similar import rank

_WORD = re.compile(r"\w+")
# The longest words tell most; with more of them the search costs more and finds the same.
WORDS, SHORTEST, CANDIDATES = 6, 3, 100
FLOOR = 0.2


def find_similar(claims, sentence, *, limit, floor=FLOOR):
    """Those of `claims` (a queryset) most like `sentence`, as `(key, score)` with scores 0 to 1, best first."""
    words = sorted({w for w in _WORD.findall(fold(sentence)) if len(w) >= SHORTEST}, key=lambda w: (-len(w), w))
    if not words:
        return []
    hits, some = Value(0, IntegerField()), Q()
    for word in words[:WORDS]:
        some |= Q(folded__contains=word)
        hits = hits + Case(When(folded__contains=word, then=1), default=0, output_field=IntegerField())
    candidates = claims.filter(some).exclude(status=Claim.Status.DUPLICATE).order_by(hits.desc(), "-pk")
    return rank(sentence, list(candidates.values_list("pk", "folded")[:CANDIDATES]), floor=floor, limit=limit)
