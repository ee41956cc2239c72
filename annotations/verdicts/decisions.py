"""Adding a decision to a claim: by an editor, or by the rule when a round settles by itself."""

from django.utils import timezone

from annotations.assignments.actions import finish_work
from annotations.changes.record import Entry
from annotations.claims.actions import keep_up
from annotations.claims.models import Claim
from annotations.verdicts.models import Decision


def current_decision(claim):
    """The claim's current decision with what `present_decision` needs; None when there is none."""
    return (
        Decision.objects.filter(claim=claim, superseded_at__isnull=True)
        .select_related("claim", "round", "author", "rating__scale")
        .first()
    )


def today():
    """The day as which a rating is known when nobody says another: what is found later did not count."""
    return timezone.localdate().isoformat()


def add_decision(*, round, author, current, rating, method, known_as_of, explanation=None, dissent=None):
    """`(decision, entries)`: the desk rating from now on, and what the log says about it. The claim of the locked
    `round` moves to where the method leads; `current`, the one before, stays on record; open work on the claim ends."""
    claim, now = round.claim, timezone.now()
    if current is not None:
        Decision.objects.filter(pk=current.pk).update(superseded_at=now)
    decision = Decision.objects.create(
        project=claim.project,
        claim=claim,
        round=round,
        author=author,
        number=current.number + 1 if current else 1,
        rating=rating,
        explanation=explanation,
        method=method,
        dissent=dissent,
        known_as_of=known_as_of,
        created_at=now,
        updated_at=now,
    )
    agreed = method == Decision.Method.AGREEMENT
    status = Claim.Status.AGREED if agreed else Claim.Status.ADJUDICATED
    before = {"status": claim.status, "rating": claim.rating}
    keep_up(claim, status=status, rating=rating.slug, decided_at=now)
    after = {"status": status, "rating": rating.slug}
    data = {"claim": claim.uid, "round": round.number, "method": method, "before": before, "after": after}
    return decision, [Entry("decide", decision, claims=[claim.uid], data=data), *finish_work(claim)]
