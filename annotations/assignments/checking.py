"""What the worker does with open work: an "I'm on it" ends two hours after the last work, what nobody
touches goes back.

The desk's setting `return_after` says after how many days; 0 means never.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.accounts.actions import machine
from annotations.assignments.actions import ON_IT, end, schedule
from annotations.assignments.models import Assignment, Recusal
from annotations.changes.models import Change, ChangedClaim
from annotations.changes.record import Entry, record_all
from annotations.claims.states import CLOSED

Status = Assignment.Status


@transaction.atomic
def check_assignment(payload):
    """Ends the work that the job names, extends it or looks again later. A job from before an edit does nothing."""
    found = Assignment.objects.alive().loaded().select_related("project")
    assignment = (
        found.select_for_update(of=("self",))
        .filter(pk=payload["assignment"], revision=payload["revision"], status=Status.OPEN)
        .first()
    )
    if assignment is None:
        return
    entry = _decide(assignment, timezone.now())
    if entry is None:
        schedule(assignment)
    else:
        record_all([entry], project=assignment.project, actor=machine())


def _decide(assignment, now):
    """The entry of what happens to the work at this moment; None when it stays as it is."""
    if assignment.claim is not None and assignment.claim.status in CLOSED:
        return end(assignment, Status.DONE)
    if assignment.expires_at is None:
        days = assignment.project.setting("return_after")
        idle = days and last_work(assignment) + timedelta(days=days) <= now
        return end(assignment, Status.RETURNED) if idle else None
    if assignment.expires_at > now:
        return None
    until = last_work(assignment) + ON_IT
    if until <= now:
        return end(assignment, Status.EXPIRED)
    before = assignment.expires_at
    assignment.save_revision(expires_at=until)
    schedule(assignment)
    article = assignment.article and assignment.article.uid
    data = {
        "claim": assignment.claim and assignment.claim.uid,
        "assignee": assignment.assignee.username,
        "before": {"expires_at": before.isoformat()},
        "after": {"expires_at": until.isoformat()},
    }
    return Entry("extend", assignment, article, data=data)


def last_work(assignment):
    """When the assignee last did something to the claim or the article that the log knows of; at first the assignment.

    Drafts and presence are personal: they must not show in what others see.
    """
    done = (
        Change.objects.filter(
            project=assignment.project_id, actor=assignment.assignee.username, at__gt=assignment.created_at
        )
        .exclude(kind__in=(Assignment.kind, Recusal.kind))
        .order_by("-seq")
    )
    if assignment.claim is not None:
        uid = assignment.claim.uid
        named = ChangedClaim.objects.filter(project=assignment.project_id, claim=uid).values("seq")
        done = done.filter(Q(object=uid) | Q(seq__in=named) | Q(data__claim=uid))
    else:
        done = done.filter(article=assignment.article.uid)
    return max(done.values_list("at", flat=True).first() or assignment.created_at, _given(assignment))


def _given(assignment):
    """When the work was last given to its assignee."""
    given = Change.objects.filter(project=assignment.project_id, object=assignment.uid, verb__in=("assign", "reopen"))
    return given.order_by("-seq").values_list("at", flat=True).first() or assignment.created_at
