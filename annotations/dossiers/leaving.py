"""Somebody leaves a desk: their open work goes to somebody else or back to everybody, what they did stays theirs."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.assignments.actions import find_assignee, hand_over
from annotations.assignments.models import Assignment, Recusal
from annotations.errors import Invalid
from annotations.teams.actions import keep_an_admin, remove_member
from annotations.verdicts.models import Round
from annotations.verdicts.rounds import ask_instead, lock_newest

_also_handed = []


def on_leaving(entries_of):
    """Has whoever leaves hand over more: `entries_of(member, heir)` does it for what upper packages give people to do,
    and gives the entries for the log. Called from `AppConfig.ready()`.
    """
    _also_handed.append(entries_of)


def open_work(member):
    """`(assignments, rounds)` that are open and theirs: given to them, and rounds in which they are asked for a verdict
    that they have not submitted."""
    assignments = Assignment.objects.filter(project=member.project, assignee=member.user, status="open").shown()
    rounds = Round.objects.filter(
        project=member.project, asked=member.user, revealed_at__isnull=True, claim__deleted_at__isnull=True
    ).exclude(verdicts__in=member.user.verdicts.filter(status="submitted"))
    return assignments, rounds


@transaction.atomic(savepoint=False)
def leave_desk(*, member, actor, hand_to=None):
    """Takes a person off the desk. Their open work goes to `hand_to` (a username), else back to everybody.

    What that person cannot take (a declared conflict of interest, the same work already) goes back too. Raises
    `Conflict` for the last admin, `Invalid` at `/hand_to`.
    """
    heir = _find_heir(member, hand_to)
    keep_an_admin(member)
    assignments, rounds = open_work(member)
    entries = []
    for round in rounds.select_related("claim").order_by("pk"):
        round.claim.project = member.project
        locked = lock_newest(round.claim)
        if locked.pk == round.pk and locked.revealed_at is None:
            able = heir is not None and not Recusal.objects.about(locked.claim).filter(user=heir).exists()
            entries.append(ask_instead(locked, member.user, heir if able else None))
    for assignment in assignments.loaded().order_by("pk"):
        assignment.project = member.project
        entries.append(hand_over(assignment, heir))
    for entries_of in _also_handed:
        entries += entries_of(member, heir)
    remove_member(member=member, actor=actor, work=entries)


def _find_heir(member, username):
    if not username:
        return None
    try:
        heir = find_assignee(member.project, username)
    except Invalid as error:
        raise Invalid(*(("/hand_to", detail) for _pointer, detail in error.errors)) from None
    if heir.pk == member.user_id:
        raise Invalid(("/hand_to", _("Whoever leaves cannot take the work over.")))
    return heir
