"""What can be done to attempts to get an answer. Each in one transaction, recorded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.record import record
from annotations.claims.states import refuse_duplicate
from annotations.errors import Invalid
from annotations.jobs.queue import enqueue
from annotations.replies.models import Reply
from annotations.rows.times import timestamp

DUE = "reply due"


@transaction.atomic(savepoint=False)
def ask(*, claim, actor, uid=None, sent_at=None, **values):
    """The new attempt; `values` are names of columns. Raises `Invalid` for times that cannot be, `Conflict` for a claim
    that was merged."""
    refuse_duplicate(claim)
    reply = Reply(
        project=claim.project,
        claim=claim,
        author=actor,
        sent_at=sent_at or timezone.now(),
        **values,
        **({"uid": uid} if (uid := Reply.objects.free_uid(claim.project, uid)) else {}),
    )
    if reply.answer is not None and reply.answered_at is None:
        reply.answered_at = timezone.now()
    _refuse_impossible(reply)
    reply.save(force_insert=True)
    schedule(reply)
    record("ask", reply, project=claim.project, actor=actor, data=_told(reply))
    return reply


@transaction.atomic(savepoint=False)
def edit_reply(*, reply, actor, **values):
    """Writes what changed: mostly the answer, which counts as received now unless `answered_at` says when. Raises
    `Stale`, and as `ask`."""
    if values.get("answer") is not None and values.get("answered_at") is None and reply.answered_at is None:
        values["answered_at"] = timezone.now()
    before = {name: getattr(reply, name) for name, value in values.items() if getattr(reply, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    answered = reply.answered_at is None and after.get("answered_at") is not None
    for name, value in after.items():
        setattr(reply, name, value)
    _refuse_impossible(reply)
    reply.save_revision(**after)
    schedule(reply)
    data = {"claim": reply.claim.uid, "before": _plain(before), "after": _plain(after)}
    record("answer" if answered else "edit", reply, project=reply.project, actor=actor, data=data)


def _refuse_impossible(reply):
    errors = []
    if reply.deadline is not None and reply.deadline < reply.sent_at:
        errors.append(("/deadline", _("The answer cannot be due before it was asked for.")))
    if reply.answered_at is not None and reply.answered_at < reply.sent_at:
        errors.append(("/answered_at", _("The answer cannot have come before it was asked for.")))
    if reply.answer is not None and reply.answered_at is None:
        errors.append(("/answered_at", _("Say when the answer came.")))
    if errors:
        raise Invalid(*errors)


def schedule(reply):
    """Has the worker tell, once the time is over, that nobody has answered; a later edit makes an older look void."""
    if reply.deadline is not None and reply.answered_at is None and reply.deadline > timezone.now():
        payload = {"reply": reply.pk, "revision": reply.revision}
        enqueue(DUE, payload, project=reply.project, after=reply.deadline - timezone.now())


def _told(reply):
    names = ("channel", "sent_at", "deadline", "answered_at", "answer", "quote_used")
    return {"claim": reply.claim.uid} | _plain({name: getattr(reply, name) for name in names})


def _plain(values):
    """Columns as the log keeps them."""
    return {name: timestamp(value) if hasattr(value, "tzinfo") else value for name, value in values.items()}
