"""By which rounds what somebody says is held back until the reveal."""

from django.db.models import Exists, OuterRef

from annotations.claims.models import Appearance
from annotations.verdicts.models import Round, Verdict


def sealed_rounds(actor):
    """The blind rounds that are not revealed and in which `actor` has submitted."""
    submitted = Verdict.objects.submitted().filter(reviewer=actor, round=OuterRef("pk"))
    return Round.objects.filter(Exists(submitted), blind=True, revealed_at__isnull=True)


def holding_passages(actor, spans):
    """Ids of those highlights (keys) on which what `actor` says is held back: because of any claim of theirs."""
    # For each claim on them: all that somebody has judged may be a hundred thousand.
    sealed = sealed_rounds(actor).filter(claim=OuterRef("claim"), claim__deleted_at__isnull=True)
    rows = Appearance.objects.filter(Exists(sealed), span__in=spans)
    return sorted(set(rows.values_list("span__uid", flat=True)))
