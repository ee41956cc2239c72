"""What can be done to assignments. Each in one transaction, recorded, with a check for later handed to the worker."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.articles.carrying import carry_from
from annotations.assignments.models import Assignment, Recusal
from annotations.changes.record import Entry, record
from annotations.claims.actions import keep_up
from annotations.claims.models import Claim
from annotations.errors import Conflict, Invalid, NotAllowed
from annotations.jobs.queue import enqueue
from annotations.projects.models import Membership
from annotations.projects.permissions import role_allows

Status = Assignment.Status
ON_IT = timedelta(hours=2)  # WORKSPACE: "I'm on it" expires after two hours without work
CHECK = "check assignment"
PACE = timedelta(hours=6)  # how often the worker looks whether work without an end of its own is still touched


def find_assignee(project, username):
    """The member of this name who may do work. Raises `Invalid` at `/assignee`."""
    member = Membership.objects.filter(project=project, user__username__iexact=username).select_related("user").first()
    if member is None or not role_allows(member.role, "contribute"):
        raise Invalid(("/assignee", _("%(name)s is no reviewer of this desk.") % {"name": username}))
    return member.user


@transaction.atomic(savepoint=False)
def assign(*, project, actor, assignee, others, claim=None, article=None, blocks=None, version=None, uid=None, **when):
    """The new assignment of `claim` (locked) or `article`. `others`: the actor may give work to other people.

    `when` has `due_on` and `expires_at`; with the second it is an "I'm on it". Given work moves a claim that waits to
    `in_review`. Raises `NotAllowed`, and `Conflict` for a person who has it already or has declared a conflict of
    interest.
    """
    _refuse_giving(actor, assignee, others)
    columns = _columns(article, blocks, version)
    _refuse_unfit(assignee, claim, article)
    fresh = Assignment(
        project=project,
        claim=claim,
        article=article,
        assignee=assignee,
        author=actor,
        **columns,
        **when,
        **({"uid": uid} if (uid := Assignment.objects.free_uid(project, uid)) else {}),
    )
    _refuse_twice(fresh)
    fresh.save(force_insert=True)
    schedule(fresh)
    data, claims = _told(fresh), []
    if claim is not None and fresh.expires_at is None and claim.status in (Claim.Status.NEW, Claim.Status.ACCEPTED):
        data |= {"before": {"status": claim.status}, "after": {"status": Claim.Status.IN_REVIEW}}
        keep_up(claim, status=Claim.Status.IN_REVIEW)
        claims = [claim.uid]
    record("assign", fresh, project=project, actor=actor, article=article and article.uid, claims=claims, data=data)
    return fresh


def _columns(article, blocks, version=None):
    """Blocks `[first, last]` of a version (at first the newest) as columns. Raises `Invalid` where there are none."""
    if blocks is None:
        return {"first_block": None, "last_block": None, "version": None}
    if article is None:
        raise Invalid(("/blocks", _("Only an article has blocks.")))
    number = version or article.version
    known = article.versions.filter(number=number).values_list("blocks", flat=True).first()
    if known is None:
        raise Invalid(("/version", _("The article has no such version.")))
    if blocks[1] >= len(known):
        raise Invalid(("/blocks", _("The article has %(count)s blocks, counted from 0.") % {"count": len(known)}))
    return {"first_block": blocks[0], "last_block": blocks[1], "version": number}


def _told(assignment):
    """What the log says about an assignment."""
    return {
        "claim": assignment.claim and assignment.claim.uid,
        "article": assignment.article and assignment.article.uid,
        "blocks": assignment.blocks,
        "version": assignment.version,
        "assignee": assignment.assignee.username,
        "due_on": assignment.due_on and assignment.due_on.isoformat(),
        "on_it": assignment.expires_at is not None,
    }


def _refuse_giving(actor, assignee, others):
    if assignee.pk != actor.pk and not others:
        raise NotAllowed(_("You can take work yourself; an editor gives it to others."))


def _refuse_unfit(assignee, claim, article):
    """Raises for work that is none, and for a person who declared a conflict of interest."""
    if claim is None:
        return
    if claim.status == Claim.Status.DUPLICATE:
        raise Conflict(_("This claim was merged into another. Use that one."), duplicate_of=claim.duplicate_of.uid)
    if claim.status == Claim.Status.DECLINED:
        raise Conflict(_("This claim was declined: it is not checked. An editor can take it up again."))
    if Recusal.objects.about(claim).filter(user=assignee).exists():
        raise Conflict(
            _("%(name)s has declared a conflict of interest about this claim.") % {"name": assignee.shown_name}
        )


def _refuse_twice(assignment):
    """Raises `Conflict` when the person has the same work already; waits for whoever gives them work just now."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=assignment.assignee_id)
    same = Assignment.objects.alive().filter(
        project=assignment.project_id,
        assignee=assignment.assignee_id,
        claim=assignment.claim_id,
        article=assignment.article_id,
        status=Status.OPEN,
        expires_at__isnull=assignment.expires_at is None,
    )
    if assignment.article_id:
        names = ("first_block", "last_block", "version")
        same = same.filter(**{name: getattr(assignment, name) for name in names})
    for other in same.exclude(pk=assignment.pk):
        if other.expires_at is None or other.expires_at > timezone.now():
            raise Conflict(_("They have this work already."), assignment=other.uid)
        # The worker has not come by yet.
        end(other, Status.EXPIRED)


@transaction.atomic(savepoint=False)
def edit_assignment(*, assignment, actor, others, status=None, **values):
    """Writes what changed. Reviewers change their own work, editors everybody's. Raises `Stale`, and as `assign`.

    `status` ends the work (`done`, `returned`) or opens it again.
    """
    if assignment.assignee_id != actor.pk and not others:
        raise NotAllowed(_("This work is somebody else's. An editor can change it."))
    if "assignee" in values:
        _refuse_giving(actor, values["assignee"], others)
    if "due_on" in values and assignment.author_id != actor.pk and not others:
        raise NotAllowed(_("An editor has set this date, and an editor can change it."))
    if "blocks" in values:
        values |= _columns(assignment.article, values.pop("blocks"), values.pop("version", None))
    if status is not None and status != assignment.status:
        values |= {"status": status, "ended_at": None if status == Status.OPEN else timezone.now()}
    before = {name: getattr(assignment, name) for name, value in values.items() if getattr(assignment, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(assignment, name, value)
    if assignment.status == Status.OPEN:
        _refuse_unfit(assignment.assignee, assignment.claim, assignment.article)
        _refuse_twice(assignment)
    assignment.save_revision(**after)
    schedule(assignment)
    verb = "assign" if "assignee" in after else VERBS.get(after.get("status"), "edit")
    shown = {"before": _plain(before), "after": _plain(after)}
    _record(verb, assignment, actor, shown)


# A step of the status as the log says it.
VERBS = {Status.OPEN: "reopen", Status.DONE: "finish", Status.RETURNED: "return", Status.EXPIRED: "expire"}


def _plain(values):
    """Columns as the log keeps them."""
    return {
        name: value.username if isinstance(value, User) else value if isinstance(value, int | None) else str(value)
        for name, value in values.items()
        if name != "ended_at"
    }


def _record(verb, assignment, actor, more=None):
    article = assignment.article and assignment.article.uid
    data = _told(assignment) | (more or {})
    record(verb, assignment, project=assignment.project, actor=actor, article=article, data=data)


@transaction.atomic(savepoint=False)
def delete_assignment(*, assignment, actor, others):
    """Takes the work away: one's own "I'm on it" or what one has given; an editor anybody's."""
    if assignment.author_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else has given this work. Give it back, or ask an editor."))
    assignment.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    _record("delete", assignment, actor)


@transaction.atomic(savepoint=False)
def restore_assignment(*, assignment, actor, others):
    """Brings a deleted assignment back. Raises `Conflict` when the person has the same work again."""
    if assignment.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    if assignment.status == Status.OPEN:
        _refuse_unfit(assignment.assignee, assignment.claim, assignment.article)
        _refuse_twice(assignment)
    assignment.save_revision(deleted_at=None, deleted_by=None)
    schedule(assignment)
    _record("restore", assignment, actor)


def schedule(assignment):
    """Has the worker look at open work again; a later edit makes an older look void. Blocks of an older version it
    carries over to the newest."""
    if assignment.status == Status.OPEN:
        after = PACE if assignment.expires_at is None else assignment.expires_at - timezone.now()
        payload = {"assignment": assignment.pk, "revision": assignment.revision}
        enqueue(CHECK, payload, project=assignment.project, after=max(after, timedelta(0)))
        if assignment.version is not None and assignment.version < assignment.article.version:
            carry_from(assignment.article.versions.get(number=assignment.version))


def end(assignment, status):
    """Ends open work, and gives the entry for the log; for actions that record something else with it."""
    assignment.save_revision(status=status, ended_at=timezone.now())
    article = assignment.article.uid if assignment.article_id else None
    return Entry(VERBS[status], assignment, article, data=_told(assignment))


def moved(assignment, version, blocks):
    """Puts open work on other blocks, those of a newer version, and gives the entry for the log."""
    columns = {"version": version, "first_block": blocks[0], "last_block": blocks[1]}
    before = {name: getattr(assignment, name) for name in columns}
    assignment.save_revision(**columns)
    schedule(assignment)
    data = _told(assignment) | {"before": before, "after": columns}
    return Entry("carry", assignment, assignment.article.uid, data=data)


def finish_work(claim, user=None):
    """Entries of the open work on a claim that ends with this: `user`'s, or everybody's. For actions above."""
    found = Assignment.objects.alive().loaded().filter(claim=claim, status=Status.OPEN)
    if user is not None:
        found = found.filter(assignee=user)
    return [end(assignment, Status.DONE) for assignment in found.order_by("pk")]


def hand_over(assignment, heir=None):
    """Gives the open work of somebody who leaves to `heir`, where they can take it, else back to everybody. Gives the
    entry for the log; for actions that record something else with it."""
    if assignment.expires_at is not None:
        return end(assignment, Status.EXPIRED)
    leaver = assignment.assignee
    if heir is None or not _takes(assignment, heir):
        return end(assignment, Status.RETURNED)
    assignment.save_revision(assignee=heir)
    schedule(assignment)
    article = assignment.article.uid if assignment.article_id else None
    shown = {"before": {"assignee": leaver.username}, "after": {"assignee": heir.username}}
    return Entry("assign", assignment, article, data=_told(assignment) | shown)


def _takes(assignment, heir):
    """Whether somebody can take over this work."""
    leaver, assignment.assignee = assignment.assignee, heir
    try:
        _refuse_unfit(heir, assignment.claim, assignment.article)
        _refuse_twice(assignment)
    except (Conflict, Invalid):
        assignment.assignee = leaver
        return False
    return True
