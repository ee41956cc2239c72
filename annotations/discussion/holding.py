"""By which rounds what somebody says is held back until the reveal."""

from annotations.claims.models import Appearance
from annotations.verdicts.models import Round, Verdict


def sealed_rounds(actor):
    """The blind rounds that are not revealed and in which `actor` has submitted."""
    submitted = Verdict.objects.submitted().filter(reviewer=actor)
    return Round.objects.filter(blind=True, revealed_at__isnull=True, pk__in=submitted.values("round"))


def holding_passages(actor, spans):
    """Ids of those highlights (keys) on which what `actor` says is held back: because of any claim of theirs."""
    sealed = sealed_rounds(actor).filter(claim__deleted_at__isnull=True)
    rows = Appearance.objects.filter(span__in=spans, claim__in=sealed.values("claim"))
    return sorted(set(rows.values_list("span__uid", flat=True)))
