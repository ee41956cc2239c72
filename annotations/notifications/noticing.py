"""From the log to the people whom a change concerns. Runs in the worker, once for every change."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from annotations.assignments.models import Assignment
from annotations.claims.models import Claim
from annotations.complaints.models import Complaint
from annotations.discussion.models import Comment
from annotations.jobs.queue import enqueue
from annotations.leads.models import Lead
from annotations.notifications.actions import notify
from annotations.notifications.models import Event
from annotations.projects.models import Membership
from annotations.projects.permissions import Role, role_allows
from annotations.replies.models import Reply
from annotations.verdicts.models import Decision, Round, Verdict

FOLLOWER = "notifications"
DUE_SOON = "due soon"
MORNING = time(7)
OVERSEERS = [role for role in Role if role_allows(role, "oversee")]


def notice(project, change):
    """Notifies whom `change` concerns, but never who made it."""
    about = ABOUT.get(change.kind)
    if about is not None:
        about(project, change)


def _comment(project, change):
    if change.verb not in ("create", "edit", "restore", "reveal"):
        return
    comment = Comment.objects.alive().whole().filter(project=project, uid=change.object).first()
    # What is held back is nobody's business yet; its reveal comes as a change of its own.
    if comment is None or comment.held:
        return
    found = {"comment": comment, "claim": comment.claim, "actor": comment.author, "but": comment.author_id}
    named = notify(project, Event.MENTIONED, comment.uid, comment.mentions, **found)
    if change.verb == "edit" or comment.thread is None:
        return
    thread = Comment.objects.alive().filter(thread=comment.thread) | Comment.objects.filter(pk=comment.thread_id)
    talking = [each.author.username for each in thread.select_related("author", "held_by", "verdict") if not each.held]
    others = [name for name in dict.fromkeys(talking) if name not in named]
    notify(project, Event.REPLIED, comment.uid, others, **found)


def _round(project, change):
    round_ = Round.objects.filter(project=project, uid=change.object).select_related("claim").first()
    if round_ is None or round_.claim.deleted_at is not None:
        return
    found = {"round": round_, "claim": round_.claim}
    if change.verb in ("open", "edit") and round_.revealed_at is None:
        asked = round_.asked.values_list("username", flat=True)
        done = Verdict.objects.submitted().filter(round=round_).values_list("reviewer__username", flat=True)
        asked = [name for name in asked if name not in set(done)]
        notify(project, Event.ASSIGNED, f"{round_.uid}", asked, by=change.actor, **found)
    if change.verb == "reveal":
        given = Verdict.objects.submitted().filter(round=round_).values_list("reviewer__username", flat=True)
        asked = round_.asked.values_list("username", flat=True)
        notify(project, Event.REVEALED, round_.uid, [*given, *asked], by=change.actor, **found)


def _decision(project, change):
    decision = (
        Decision.objects.filter(project=project, uid=change.object).select_related("claim__author", "round").first()
    )
    if decision is None or decision.claim.deleted_at is not None:
        return
    claim: Claim = decision.claim
    judged = Verdict.objects.submitted().filter(claim=claim).values_list("reviewer__username", flat=True)
    working = Assignment.objects.alive().filter(claim=claim).values_list("assignee__username", flat=True)
    people = [claim.author.username, *judged, *working]
    if change.data.get("by_itself"):
        # The reveal has told everybody who had a part in the round.
        told = Verdict.objects.submitted().filter(round=decision.round_id).values_list("reviewer__username", flat=True)
        told = {*told, *decision.round.asked.values_list("username", flat=True)}
        people = [name for name in people if name not in told]
    notify(project, Event.DECIDED, decision.uid, people, by=change.actor, claim=claim)


def _assignment(project, change):
    found = Assignment.objects.alive().select_related("assignee", "claim", "article")
    assignment = found.filter(project=project, uid=change.object, status=Assignment.Status.OPEN).first()
    if assignment is None or assignment.expires_at is not None:  # "I'm on it" is what one has taken oneself
        return
    if change.verb in ("assign", "restore", "reopen"):
        about = {"assignment": assignment, "claim": assignment.claim, "article": assignment.article}
        key = f"{assignment.uid} {change.seq}"
        notify(project, Event.ASSIGNED, key, [assignment.assignee.username], by=change.actor, **about)
    if assignment.due_on is not None and change.verb in ("assign", "edit", "restore", "reopen"):
        _remind(project, assignment, told=change.verb == "assign")


def _publication(project, change):
    claim = Claim.objects.filter(project=project, uid=change.data.get("claim")).select_related("author").first()
    if claim is None or change.verb not in ("publish", "correct", "unschedule"):
        return
    what = "void" if change.data["kind"] == "void" else change.verb
    if change.verb == "unschedule":
        # The program took back what waited: whoever had set the time is told.
        who = [change.data["by"]] if change.data["because"] else []
        notify(project, Event.PUBLISHED, f"{change.object} {what}", who, claim=claim)
        return
    judged = Verdict.objects.submitted().filter(claim=claim).values_list("reviewer__username", flat=True)
    people = [claim.author.username, *judged, change.data["by"]]
    notify(project, Event.PUBLISHED, f"{change.object} {what}", people, by=change.actor, claim=claim)


def _lead(project, change):
    if change.verb != "assign":
        return
    lead = Lead.objects.filter(project=project, uid=change.object, status=Lead.Status.NEW).select_related("assignee")
    lead = lead.first()
    if lead is not None and lead.assignee is not None:
        key = f"{lead.uid} {change.seq}"
        notify(project, Event.ASSIGNED, key, [lead.assignee.username], by=change.actor, lead=lead)


def _complaint(project, change):
    """All who may answer hear that one came; when one has answered, the others who may confirm it."""
    if change.verb not in ("create", "answer"):
        return
    found = Complaint.objects.filter(project=project, uid=change.object).exclude(state=Complaint.State.CLOSED)
    found = found.select_related("claim").first()
    if found is None:
        return
    members = Membership.objects.filter(project=project, role__in=OVERSEERS)
    people = [name for name in members.values_list("user__username", flat=True) if name != change.actor]
    key = f"{found.uid} {change.seq} {change.verb}"
    notify(project, Event.COMPLAINT, key, people, by=change.actor, claim=found.claim)


ABOUT = {
    "comment": _comment,
    "round": _round,
    "decision": _decision,
    "publication": _publication,
    "assignment": _assignment,
    "lead": _lead,
    "complaint": _complaint,
}


def _remind(project, assignment, told):
    """Has the worker remind the assignee in the morning of the day before; not of what they were told just now."""
    morning = timezone.make_aware(datetime.combine(assignment.due_on - timedelta(days=1), MORNING))
    wait = morning - timezone.now()
    if wait < timedelta(0) and told:
        return
    payload = {"assignment": assignment.pk, "due_on": assignment.due_on.isoformat()}
    enqueue(DUE_SOON, payload, project=project, after=max(wait, timedelta(0)))


def remind(payload):
    """The job: tells the assignee that open work is due soon, unless it is done or due at another time by now."""
    assignment = (
        Assignment.objects.alive()
        .filter(pk=payload["assignment"], status=Assignment.Status.OPEN, due_on=payload["due_on"])
        .select_related("project", "assignee", "claim", "article")
        .first()
    )
    if assignment is None:
        return
    about = {"assignment": assignment, "claim": assignment.claim, "article": assignment.article}
    key = f"{assignment.uid} {payload['due_on']} {assignment.assignee.username}"
    notify(assignment.project, Event.DUE_SOON, key, [assignment.assignee.username], **about)


def remind_of_reply(payload):
    """The job: tells whoever has asked that the time for the answer is over, unless it came or was asked for anew."""
    reply = (
        Reply.objects.waiting()
        .filter(pk=payload["reply"], revision=payload["revision"])
        .select_related("project", "author", "claim")
        .first()
    )
    if reply is not None:
        key = f"{reply.uid} {reply.revision}"
        notify(reply.project, Event.DUE_SOON, key, [reply.author.username], claim=reply.claim)
