"""Which rows an export holds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.changes.models import ChangedClaim
from annotations.claims.models import Claim
from annotations.publishing.models import FactCheck
from annotations.verdicts.models import Decision


@dataclass
class Selection:
    """What was asked for. `claims` are the desk's claims by the filters of the claims list, or None for all.

    `published`: only what is published, from its frozen snapshot. `internal`: evidence of every visibility. `after`:
    only rows that a change with a greater number altered, and those that ceased. `factchecks` and `takes` are those
    filters for what is published: a queryset of fact-checks or None, and what a frozen snapshot must be like.
    """

    claims: QuerySet | None = None
    published: bool = False
    internal: bool = False
    after: int | None = None
    factchecks: QuerySet | None = None
    takes: Callable = field(default=lambda snapshot: True)


def standing_claims(project):
    """The claims that have a row once they are decided: neither deleted nor merged into another."""
    return Claim.objects.alive().filter(project=project).exclude(status=Claim.Status.DUPLICATE)


def selected_decisions(project, selection):
    """The current decisions that have a row, or with `after` had one: then `shown` tells which."""
    decisions = Decision.objects.filter(project=project, superseded_at__isnull=True)
    if selection.after is None:
        standing = Q(claim__deleted_at__isnull=True) & ~Q(claim__status=Claim.Status.DUPLICATE)
        decisions = decisions.filter(standing)
        return decisions if selection.claims is None else decisions.filter(claim__in=selection.claims.values("pk"))
    changed = ChangedClaim.objects.filter(project=project, seq__gt=selection.after)
    shown = standing_claims(project).filter(pk=OuterRef("claim"))
    if selection.claims is not None:
        shown = shown.filter(pk__in=selection.claims.values("pk"))
    return decisions.filter(claim__uid__in=changed.values("claim")).annotate(shown=Exists(shown))


def selected_factchecks(project, selection):
    """The fact-checks that have a row of what is published, or with `after` had one: then `shown` tells which."""
    found = FactCheck.objects.filter(project=project)
    kept = FactCheck.objects.standing() if selection.factchecks is None else selection.factchecks.standing()
    if selection.after is None:
        return found.filter(pk__in=kept.values("pk")) if selection.factchecks is not None else found.standing()
    return found.filter(seq__gt=selection.after).annotate(shown=Exists(kept.filter(pk=OuterRef("pk"))))
