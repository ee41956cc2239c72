"""Verdicts of guests: as those of reviewers, for the one claim of their link, signed with what they have at stake."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.changes.record import record_all
from annotations.errors import Conflict, Invalid
from annotations.guests.actions import declare_interests
from annotations.guests.models import Guest
from annotations.verdicts.actions import put_verdict, unfinished, withdraw_verdict
from annotations.verdicts.models import Verdict


@transaction.atomic(savepoint=False)
def put_guest_verdict(*, guest, interests, status, **said):
    """The guest's verdict in the open round, a draft or submitted; it counts if their terms say so, and editors
    do not judge among themselves.

    `said` is as in `put_verdict`. Raises `Conflict` when the link has ended meanwhile, `Invalid` at `/interests` when
    they submit without a word about what they have at stake.
    """
    guest = _lock(guest)
    stated = bool((interests or "").strip())
    if status == Verdict.Status.SUBMITTED:
        errors = unfinished(said.get("rating"), said.get("explanation", ""))
        if not stated:
            errors.append(("/interests", _("Say what you have at stake in this, or that you have nothing.")))
        if errors:
            raise Invalid(*errors)
    entry = declare_interests(guest=guest, interests=interests) if stated else None
    verdict, _new = put_verdict(claim=guest.claim, actor=guest.user, status=status, trainee=not guest.counts, **said)
    if entry is not None:
        record_all([entry], project=guest.project, actor=guest.user)
    return verdict


@transaction.atomic(savepoint=False)
def withdraw_guest_verdict(*, guest):
    """Takes the guest's verdict back, as long as its round is not revealed. Raises as `withdraw_verdict`."""
    guest = _lock(guest)
    withdraw_verdict(claim=guest.claim, actor=guest.user)


def _lock(guest):
    """The guest, locked before the round is: an editor changes their terms in the same order."""
    locked = Guest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
    if not locked.is_open:
        raise Conflict(_("This link has ended."))
    locked.project, locked.user, locked.claim = guest.project, guest.user, guest.claim
    return locked
