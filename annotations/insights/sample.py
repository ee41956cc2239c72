"""A random sample of fact-checks, the same for everybody who draws it with the same seed."""

import random

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from annotations.publishing.addresses import address_of
from annotations.publishing.models import FactCheck, Publication
from annotations.rows.times import timestamp

SIZE = 10


def draw_sample(checks, seed):
    """`(how many checks there are, at most SIZE of them)`, the sample as `{id, publication_state, text, rating,
    published_at, url, sources, history}`. Which ones depends on `seed` and their number alone. At most four statements.

    What was withdrawn, or erased by redaction, is drawn like the others, and has no words.
    """
    count = checks.count()
    # 1 is the oldest; a seed that is written down lets anybody draw the same numbers again.
    numbers = sorted(random.Random(seed).sample(range(1, count + 1), min(SIZE, count)))
    if not numbers:
        return 0, []
    placed = checks.order_by().values("pk").annotate(place=Window(RowNumber(), order_by=F("pk").asc()))
    keys = [pk for pk, _place in placed.filter(place__in=numbers).values_list("pk", "place")]
    rows = list(FactCheck.objects.filter(pk__in=keys).select_related("current", "project").order_by("pk"))
    history = {row.claim_id: [] for row in rows}
    versions = Publication.objects.filter(claim__in=list(history)).order_by("number")
    for claim, *told in versions.values_list("claim", "number", "form", "published_at", "reason"):
        history[claim].append(told)
    return count, [_shown(row, history[row.claim_id]) for row in rows]


def _shown(row, history):
    # Of an erased one nothing is left, of a withdrawn one its notice.
    snapshot = row.current.snapshot or {}
    canonical, claim = snapshot.get("canonical_url"), snapshot.get("claim") or {}
    return {
        "id": row.uid,
        "publication_state": row.state,
        "text": claim.get("text"),
        "claimant": (claim.get("claimant") or {}).get("name"),
        "rating": (snapshot.get("rating") or {}).get("label") or row.rating,
        "published_at": timestamp(row.first_published_at),
        "url": address_of(row.project, row.uid, canonical),
        "sources": [
            {"title": each["title"] or each["citation"], "publisher": each["publisher"], "url": each["url"]}
            for each in snapshot.get("evidence", ())
        ],
        "history": [
            {"number": number, "kind": form, "at": timestamp(at), "reason": reason}
            for number, form, at, reason in history
        ],
    }
