"""Conflicts of interest: declared by oneself, about a claim or about who said it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.assignments.actions import end
from annotations.assignments.models import Assignment, Recusal
from annotations.changes.record import Entry, record, record_all
from annotations.errors import Conflict, NotAllowed


@transaction.atomic(savepoint=False)
def recuse(*, project, actor, claim=None, claimant=None, reason="", uid=None):
    """The new recusal. Open work of the actor that it concerns goes back. Raises `Conflict` when it is there."""
    if Recusal.objects.filter(project=project, user=actor, claim=claim, claimant=claimant).exists():
        raise Conflict(_("You have declared this already."))
    uid = Recusal.objects.free_uid(project, uid)
    recusal = Recusal.objects.create(
        project=project, user=actor, claim=claim, claimant=claimant, reason=reason, **({"uid": uid} if uid else {})
    )
    concerned = Q(claim=claim) if claim else Q(claim__claimant=claimant) | Q(claim__claimant__merged=claimant)
    work = Assignment.objects.alive().loaded().filter(concerned, assignee=actor, status=Assignment.Status.OPEN)
    entries = [Entry("create", recusal, data=_told(recusal))]
    entries += [end(assignment, Assignment.Status.RETURNED) for assignment in work.order_by("pk").distinct()]
    record_all(entries, project=project, actor=actor)
    return recusal


@transaction.atomic(savepoint=False)
def take_back(*, recusal, actor, others):
    """Deletes a recusal for good: one's own, an editor anybody's."""
    if recusal.user_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else has declared this. They or an editor can take it back."))
    record("delete", recusal, project=recusal.project, actor=actor, data=_told(recusal))
    recusal.delete()


def _told(recusal):
    return {
        "claim": recusal.claim and recusal.claim.uid,
        "claimant": recusal.claimant and recusal.claimant.uid,
        "username": recusal.user.username,
        "reason": recusal.reason,
    }


def refuse_recused(claim, user):
    """Raises `Conflict` when the person has declared a conflict of interest about this claim."""
    if Recusal.objects.about(claim).filter(user=user).exists():
        raise Conflict(_("You have declared a conflict of interest about this claim. Take that back first."))
