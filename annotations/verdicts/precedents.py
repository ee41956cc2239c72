"""How the desk has rated the like: decided claims that say nearly the same, or by the same claimant."""

from django.db.models import Prefetch

from annotations.claims.models import Claim
from annotations.claims.similar import find_similar
from annotations.verdicts.models import Decision

# Of two claims that say the same in other words; below it are claims that merely share a subject.
PRIOR_FLOOR = 0.45
CASES = 5  # so many of the same claimant's are shown
ENOUGH = 3  # from so many of them on, what they were rated is usual


def priors_of(claim):
    """Claims of the desk that say nearly the same and were settled: at most five, most alike first.

    Each has `shown_rating` (of the scale it was decided on), its desk rating. Nothing sealed can be in it.
    """
    settled = Claim.objects.alive().filter(project=claim.project_id, rating__isnull=False).exclude(pk=claim.pk)
    scores = dict(find_similar(settled, claim.text, limit=5, floor=PRIOR_FLOOR))
    current = Decision.objects.filter(superseded_at=None).select_related("rating")
    rows = list(Claim.objects.filter(pk__in=scores).prefetch_related(Prefetch("decisions", current, to_attr="current")))
    for row in rows:
        row.shown_rating = row.current[0].rating if row.current else None
    return sorted(rows, key=lambda row: (-scores[row.pk], -row.pk))


def cases_of(claim, priors):
    """How the desk has rated the like: `priors`, which say nearly the same, then the newest of the same claimant.

    Each has `shown_rating` and `alike`, whether it says nearly the same. Decided claims alone: nothing sealed.
    """
    rows = [row for row in priors if row.shown_rating]
    for row in rows:
        row.alike = True
    if claim.claimant_id is None:
        return rows
    said = Claim.objects.alive().filter(claimant=claim.claimant_id, rating__isnull=False)
    said = said.exclude(status=Claim.Status.DUPLICATE).exclude(pk__in=[claim.pk, *(row.pk for row in rows)])
    said = said.order_by("-decided_at", "-pk")[:CASES]
    current = Decision.objects.filter(superseded_at=None).select_related("rating")
    for row in said.prefetch_related(Prefetch("decisions", current, to_attr="current")):
        if row.current:
            row.shown_rating, row.alike = row.current[0].rating, False
            rows.append(row)
    return rows


def usual_ratings(cases):
    """The slugs of the ratings that are usual in such cases: those of claims that say nearly the same, else those of
    the same claimant once there are three; empty where nothing is usual yet."""
    alike = {row.shown_rating.slug for row in cases if row.alike}
    if alike:
        return sorted(alike)
    return sorted({row.shown_rating.slug for row in cases}) if len(cases) >= ENOUGH else []


def is_unusual(claim, slug):
    """Whether the rating is another than those that the desk gives in such cases; False where nothing is usual yet."""
    usual = usual_ratings(cases_of(claim, priors_of(claim)))
    return bool(usual) and slug not in usual
