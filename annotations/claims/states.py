"""The table of a claim's states: which step may be taken by hand, and by whom (WORKFLOW).

A step names a permission of the one table and the guards that must hold; guards need rounds and decisions, so they
stand in `dossiers/guards.py`. What is not here is moved by the program: into `duplicate` by merging, into
`in_review`, `agreed`, `disputed` and `adjudicated` also by verdicts, reveals and decisions.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.errors import Conflict

S = Claim.Status


@dataclass(frozen=True)
class Step:
    """One step by hand. `guards` are names in `dossiers/guards.py`; `needs_reason`: it is told why."""

    permission: str
    guards: tuple[str, ...] = ()
    needs_reason: bool = False


TRIAGE = Step("oversee")
DECLINE = Step("oversee", needs_reason=True)
TAKE = Step("contribute")
# Back to before the work, as long as nobody has submitted a verdict.
UNTAKE = Step("contribute", ("no_round_opened",))
REOPEN = Step("oversee")
SIGN_OFF = Step("oversee", ("decided",))
BACK_TO_AGREED = Step("oversee", ("decided_by_agreement",))
BACK_TO_ADJUDICATED = Step("oversee", ("decided_otherwise",))

STEPS = {
    (S.NEW, S.ACCEPTED): TRIAGE,
    (S.NEW, S.DECLINED): DECLINE,
    (S.NEW, S.IN_REVIEW): TAKE,
    (S.ACCEPTED, S.NEW): TRIAGE,
    (S.ACCEPTED, S.DECLINED): DECLINE,
    (S.ACCEPTED, S.IN_REVIEW): TAKE,
    (S.DECLINED, S.NEW): Step("oversee", ("no_round_opened",)),
    (S.DECLINED, S.ACCEPTED): Step("oversee", ("no_round_opened",)),
    (S.DECLINED, S.IN_REVIEW): TRIAGE,
    (S.IN_REVIEW, S.NEW): UNTAKE,
    (S.IN_REVIEW, S.ACCEPTED): UNTAKE,
    (S.IN_REVIEW, S.DECLINED): DECLINE,
    (S.IN_REVIEW, S.AGREED): BACK_TO_AGREED,
    (S.IN_REVIEW, S.DISPUTED): Step("oversee", ("revealed_undecided",)),
    (S.IN_REVIEW, S.ADJUDICATED): BACK_TO_ADJUDICATED,
    (S.AGREED, S.IN_REVIEW): REOPEN,
    (S.AGREED, S.APPROVED): SIGN_OFF,
    (S.DISPUTED, S.IN_REVIEW): REOPEN,
    (S.ADJUDICATED, S.IN_REVIEW): REOPEN,
    (S.ADJUDICATED, S.APPROVED): SIGN_OFF,
    (S.APPROVED, S.IN_REVIEW): REOPEN,
    (S.APPROVED, S.AGREED): BACK_TO_AGREED,
    (S.APPROVED, S.ADJUDICATED): BACK_TO_ADJUDICATED,
}


def steps_from(status):
    """The steps out of a status, as {to: Step}, in the order of the table."""
    return {to: step for (source, to), step in STEPS.items() if source == status}


def refuse_duplicate(claim):
    """Raises `Conflict` when the claim was merged: links and evidence go to the one that was kept."""
    if claim.status == S.DUPLICATE:
        raise Conflict(_("This claim was merged into another. Use that one."), duplicate_of=claim.duplicate_of.uid)
