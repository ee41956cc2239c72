"""What must hold before something is done to a claim: each needs more than the claim's own row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.assignments.models import Recusal
from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim
from annotations.discussion.models import Comment
from annotations.evidence.independence import count_independent
from annotations.evidence.models import Evidence
from annotations.replies.models import Reply
from annotations.verdicts.decisions import current_decision
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


# Guards of steps by hand, named in `claims.states`: each gives what is missing, or None. The first sentence of its
# docstring stands in docs/workflow.md. -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Deed:
    """Who wants to take a step: `second_factor` is whether they signed in with one, `waive` the gates ({name in the
    settings: reason}) in whose place they put a written exception."""

    actor: object
    second_factor: bool
    waive: dict = field(default_factory=dict)


def no_round_opened(claim, deed):
    """Nobody has submitted a verdict."""
    if Round.objects.filter(claim=claim, opened_at__isnull=False).exists():
        return _("Verdicts were submitted already, so the review goes on.")
    return None


def _current_method(claim):
    current = current_decision(claim)
    return current and current.method


def decided(claim, deed):
    """There is a desk rating."""
    return None if current_decision(claim) else _("There is no desk rating yet.")


def decided_by_agreement(claim, deed):
    """The desk rating was settled by agreement."""
    if _current_method(claim) == Decision.Method.AGREEMENT:
        return None
    return _("The desk rating was not settled by agreement.")


def decided_otherwise(claim, deed):
    """The desk rating was settled by an editor or a vote."""
    if _current_method(claim) in (Decision.Method.VOTE, Decision.Method.ADJUDICATION):
        return None
    return _("There is no desk rating that an editor or a vote decided.")


def revealed_undecided(claim, deed):
    """The verdicts are open, no other review is, and there is no desk rating."""
    if not Round.objects.filter(claim=claim, revealed_at__isnull=False).exists():
        return _("No round has been revealed.")
    if Round.objects.filter(claim=claim, revealed_at__isnull=True, opened_at__isnull=False).exists():
        return _("A round is still open.")
    return _("There is a desk rating already.") if current_decision(claim) else None


def impartial(claim, deed):
    """Whoever signs off has declared no conflict of interest."""
    if Recusal.objects.about(claim).filter(user=deed.actor).exists():
        return _("You have declared a conflict of interest about this claim. Take that back first.")
    return None


# The gates before signing off, as far as the desk has switched them on ------------------------------------------------


def enough_sources(claim, deed):
    """Gate `sources`: so many pieces of public evidence, from so many independent publishers; or a written
    exception."""
    wanted = claim.project.gates["sources"]
    if not wanted or deed.waive.get("sources"):
        return None
    rows = Evidence.objects.alive().filter(claim=claim).select_related("source__same_origin_as")
    items, publishers = count_independent(rows)
    if items < wanted:
        return _("Public evidence: %(wanted)d wanted, %(there)d there.") % {"wanted": wanted, "there": items}
    if publishers < wanted:
        return _("Evidence from %(wanted)d independent publishers is wanted, and it comes from %(there)d.") % {
            "wanted": wanted,
            "there": publishers,
        }
    return None


def claimant_asked(claim, deed):
    """Gate `right_of_reply`: whoever said it was asked; or a reason why not."""
    if not claim.project.gates["right_of_reply"] or deed.waive.get("right_of_reply"):
        return None
    if Reply.objects.filter(claim=claim).exists():
        return None
    return _("The person or organization has not been asked for a reply.")


def second_signature(claim, deed):
    """Gate `second_signature`: somebody else has put the desk rating in words; the sign-off is the second
    signature."""
    if not claim.project.gates["second_signature"]:
        return None
    current = current_decision(claim)
    if current is None or current.author.kind != User.Kind.PERSON:
        return _("Nobody has written why yet: that is the first signature.")
    if current.author_id == deed.actor.pk:
        return _("You have set the desk rating yourself: somebody else signs off.")
    return None


def two_factor(claim, deed):
    """Gate `two_factor`: whoever signs off has signed in with two factors."""
    if deed.second_factor or not claim.project.gates["two_factor"]:
        return None
    return _("This desk wants two-factor sign-in of whoever signs off. Set it up on your account.")


GUARDS = {
    guard.__name__: guard
    for guard in (
        no_round_opened,
        decided,
        decided_by_agreement,
        decided_otherwise,
        revealed_undecided,
        impartial,
        enough_sources,
        claimant_asked,
        second_signature,
        two_factor,
    )
}


def unmet(step, claim, deed):
    """What is missing for a step of `claims.states`, as texts for people; empty when it may be taken."""
    return list(unmet_by_guard(step, claim, deed).values())


def unmet_by_guard(step, claim, deed):
    """The same by the name of the guard."""
    return {name: text for name in step.guards if (text := GUARDS[name](claim, deed))}
