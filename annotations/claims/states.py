"""The table of a claim's states: which step may be taken by hand, and by whom (WORKFLOW).

A step names a permission of the one table and the guards that must hold; guards need rounds and decisions, so they
stand in `dossiers/guards.py`. What the program moves by itself stands in `MOVES`. docs/workflow.md is drawn from both
by `manage.py draw_states`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.errors import Conflict

S = Claim.Status
# In these nobody works on a claim or judges it.
CLOSED = (S.DECLINED, S.DUPLICATE)


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
# The gates: each asks the desk's settings whether it is switched on.
# Of these a written exception takes the place: {name in the settings: guard}.
WAIVABLE = {"sources": "enough_sources", "right_of_reply": "claimant_asked"}
GATES = ("enough_sources", "claimant_asked", "second_signature", "two_factor")
SIGN_OFF = Step("oversee", ("decided", "impartial", *GATES))
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


@dataclass(frozen=True)
class Move:
    """A step that the program takes by itself: from any of `sources`, because of `why`."""

    sources: tuple[str, ...]
    to: str
    why: str


JUDGED = (S.IN_REVIEW, S.AGREED, S.DISPUTED, S.ADJUDICATED, S.APPROVED)
MOVES = (
    Move((S.NEW, S.ACCEPTED), S.IN_REVIEW, "somebody submits a verdict, or is given the work"),
    Move(JUDGED, S.IN_REVIEW, "an editor asks for another review, or calls a vote"),
    Move(JUDGED, S.AGREED, "the verdicts are opened and agree within the tolerance"),
    Move(JUDGED, S.ADJUDICATED, "a vote is opened, and more than half gave one rating"),
    Move(JUDGED, S.DISPUTED, "the verdicts are opened and settle nothing"),
    Move(JUDGED, S.AGREED, "an editor puts the desk rating by the method agreement"),
    Move(JUDGED, S.ADJUDICATED, "an editor puts the desk rating by another method"),
    Move(tuple(status for status in S if status != S.DUPLICATE), S.DUPLICATE, "an editor merges it into another claim"),
)


def steps_from(status):
    """The steps out of a status, as {to: Step}, in the order of the table."""
    return {to: step for (source, to), step in STEPS.items() if source == status}


def refuse_duplicate(claim):
    """Raises `Conflict` when the claim was merged: links and evidence go to the one that was kept."""
    if claim.status == S.DUPLICATE:
        raise Conflict(_("This claim was merged into another. Use that one."), duplicate_of=claim.duplicate_of.uid)
