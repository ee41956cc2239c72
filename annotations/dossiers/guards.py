"""What must hold before something is done to a claim: each needs more than the claim's own row."""

from django.utils.translation import gettext as _

from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim
from annotations.discussion.models import Comment
from annotations.evidence.models import Evidence
from annotations.verdicts.models import Decision, Round, Verdict


def worked_on_by_others(claim, actor):
    """Whether anybody but `actor` has linked, added evidence, commented, edited, moved, judged or decided this claim.

    Drafts do not count: they are nobody's business.
    """
    return (
        Appearance.objects.filter(claim=claim).exclude(author=actor).exists()
        or Evidence.objects.filter(claim=claim, deleted_at__isnull=True).exclude(author=actor).exists()
        or Comment.objects.alive().filter(claim=claim).visible_to(actor).exclude(author=actor).exists()
        or Verdict.objects.filter(claim=claim, status=Verdict.Status.SUBMITTED).exclude(reviewer=actor).exists()
        or Decision.objects.filter(claim=claim).exists()
        or Change.objects.filter(project=claim.project, object=claim.uid, kind=Claim.kind)
        .exclude(actor=actor.username)
        .exists()
    )


# Guards of steps by hand, named in `claims.states`: each gives what is missing, or None ------------------------------


def no_round_opened(claim):
    if Round.objects.filter(claim=claim, opened_at__isnull=False).exists():
        return _("Verdicts were submitted already, so the review goes on.")
    return None


def _current_method(claim):
    return Decision.objects.filter(claim=claim, superseded_at__isnull=True).values_list("method", flat=True).first()


def decided(claim):
    return None if _current_method(claim) else _("There is no desk rating yet.")


def decided_by_agreement(claim):
    if _current_method(claim) == Decision.Method.AGREEMENT:
        return None
    return _("The desk rating was not settled by agreement.")


def decided_otherwise(claim):
    if _current_method(claim) in (Decision.Method.VOTE, Decision.Method.ADJUDICATION):
        return None
    return _("There is no desk rating that an editor or a vote decided.")


def revealed_undecided(claim):
    if not Round.objects.filter(claim=claim, revealed_at__isnull=False).exists():
        return _("No round has been revealed.")
    if Round.objects.filter(claim=claim, revealed_at__isnull=True, opened_at__isnull=False).exists():
        return _("A round is still open.")
    return _("There is a desk rating already.") if _current_method(claim) else None


GUARDS = {
    guard.__name__: guard
    for guard in (no_round_opened, decided, decided_by_agreement, decided_otherwise, revealed_undecided)
}


def unmet(step, claim):
    """What is missing for a step of `claims.states`, as texts for people; empty when it may be taken."""
    return [text for name in step.guards if (text := GUARDS[name](claim))]
