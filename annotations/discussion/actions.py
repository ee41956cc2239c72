"""What can be done to comments. Each in one transaction, recorded.

Of a comment that is held back the log keeps who and when alone; what it says comes in at the reveal.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.record import Entry, record
from annotations.claims.states import refuse_duplicate
from annotations.discussion.holding import sealed_rounds
from annotations.discussion.mentions import find_mentions
from annotations.discussion.models import Comment, ReadComment
from annotations.errors import Conflict, Deleted, NotAllowed
from annotations.projects.models import Membership
from annotations.verdicts.rounds import lock_newest


@transaction.atomic(savepoint=False)
def comment(*, project, actor, text, claim=None, span=None, evidence=None, verdict=None, parent=None, uid=None):
    """The new comment on `claim`, or on the `span`, `evidence` or `verdict` that belongs to it; on a `span` alone when
    no claim is given. An answer to `parent` is about what its thread is about.

    Held back as long as the actor has submitted in an unrevealed blind round of the claim. Raises `Conflict` on a
    claim that was merged away.
    """
    thread = None
    if parent is not None:
        thread = parent.thread or parent
        span, evidence, verdict = thread.span, thread.evidence, thread.verdict
        claim = thread.claim
        if claim is not None:
            claim.project = project
    round_ = sealing(project, claim, span, actor)
    if round_ is None and thread is not None and thread.held:
        round_ = thread.held_by
    uid = Comment.objects.free_uid(project, uid)
    made = Comment.objects.create(
        project=project,
        author=actor,
        claim=claim,
        span=span,
        evidence=evidence,
        verdict=verdict,
        parent=parent,
        thread=thread,
        text=text,
        mentions=mentioned(project, text),
        held_by=round_,
        **({"uid": uid} if uid else {}),
    )
    _record("create", made, actor, told(made))
    return made


def sealing(project, claim, span, actor):
    """The blind round in which the actor has submitted and that is not revealed, locked; None when there is none.

    Of the claim; and of a comment on a passage, of any claim that is linked to it: what is said of a passage is said of
    all of them. The lock makes a reveal wait, so that it does not miss the comment.
    """
    claims = {} if claim is None else {claim.pk: claim}
    if span is not None:
        rounds = sealed_rounds(actor).filter(claim__appearances__span=span, claim__deleted_at__isnull=True)
        claims = {round_.claim_id: round_.claim for round_ in rounds.select_related("claim")} | claims
    found = []
    for _key, each in sorted(claims.items()):  # in one order, so that two comments never wait for each other
        each.project = project
        newest = lock_newest(each)
        if each is claim:
            refuse_duplicate(newest.claim)
        if sealed_rounds(actor).filter(pk=newest.pk).exists():
            found.insert(0 if each is claim else len(found), newest)
    return found[0] if found else None


def mentioned(project, text):
    """The usernames of the members whom a text names."""
    if "@" not in text:
        return []
    return find_mentions(text, Membership.objects.filter(project=project).values_list("user__username", flat=True))


@transaction.atomic(savepoint=False)
def edit_comment(*, comment, actor, text):
    """Writes another text. Raises `NotAllowed` for somebody else's comment, `Conflict` for one that others read
    already while the author's verdict is sealed: the new words might tell it."""
    if comment.author_id != actor.pk:
        raise NotAllowed(_("This comment is somebody else's. Answer it instead."))
    if text == comment.text:
        return
    if not comment.held and _claims_sealed(comment, actor).exists():
        raise Conflict(
            _("Your verdict is sealed until the reveal, and this comment is read by others. Write a new one instead.")
        )
    before = told(comment)
    comment.save_revision(text=text, mentions=mentioned(comment.project, text), edited_at=timezone.now())
    data = {} if comment.held else {**before, "before": {"text": before["text"]}, "after": {"text": text}}
    data.pop("text", None)
    _record("edit", comment, actor, data)


def _claims_sealed(comment, actor):
    """The rounds of the comment's claim, and of all claims of its passage, in which the actor's verdict is sealed."""
    of_claim = Q(claim=comment.claim_id) if comment.claim_id is not None else Q(pk=None)
    of_passage = Q(claim__appearances__span=comment.span_id) if comment.span_id is not None else Q(pk=None)
    return sealed_rounds(actor).filter(of_claim | of_passage)


@transaction.atomic(savepoint=False)
def resolve_thread(*, comment, actor, resolved):
    """Marks the thread that begins with `comment` as settled, or opens it again. Anybody may who may comment."""
    if resolved == (comment.resolved_at is not None):
        return
    now = timezone.now() if resolved else None
    comment.save_revision(resolved_at=now, resolved_by=actor if resolved else None)
    _record("resolve" if resolved else "reopen", comment, actor, told(comment))


@transaction.atomic(savepoint=False)
def delete_comment(*, comment, actor, others):
    """Marks the comment as deleted; answers to it stay. `others`: the actor may delete other people's."""
    if comment.author_id != actor.pk and not others:
        raise NotAllowed(_("This comment is somebody else's. An editor can delete it."))
    comment.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    _record("delete", comment, actor, told(comment))


@transaction.atomic(savepoint=False)
def restore_comment(*, comment, actor, others):
    """Brings a deleted comment back, in its old place."""
    if comment.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    comment.save_revision(deleted_at=None, deleted_by=None)
    _record("restore", comment, actor, told(comment))


def refuse_gone(comment):
    """Raises `Deleted` when the claim or the passage that the comment stands on is deleted."""
    if comment.claim is not None:
        if comment.claim.deleted_at is not None:
            raise Deleted()
    elif comment.span.deleted_at is not None:
        raise Deleted()


def reveal_held(round_):
    """The entries for the log of the comments that a reveal shows to everybody, oldest first.

    A comment on a passage goes on being held by another claim of it in which its author's verdict is sealed.
    """
    shown = []
    for row in Comment.objects.filter(held_by=round_).whole().order_by("pk"):
        other = _claims_sealed(row, row.author).filter(claim__deleted_at__isnull=True).first()
        if other is not None:
            Comment.objects.filter(pk=row.pk).update(held_by=other)
        elif row.deleted_at is None and not row.held:
            shown.append(Entry("reveal", row, _article(row), data=_told(row)))
    return shown


def told(comment):
    """What the log says about a comment; nothing as long as it is held back."""
    return {} if comment.held else _told(comment)


def _told(comment):
    kind, row = comment.about
    return {
        "claim": comment.claim.uid if comment.claim else None,
        "about": {"type": kind, "id": row.uid},
        "thread": (comment.thread or comment).uid,
        "text": comment.text,
        "mentions": comment.mentions,
    }


def _article(comment):
    return comment.span.article.uid if comment.span_id else None


def _record(verb, comment, actor, data):
    # No claim is named: a comment alters no row of verdicts.
    article = None if comment.held else _article(comment)
    record(verb, comment, project=comment.project, actor=actor, article=article, data=data)


def mark_read(*, member, uids):
    """Notes that the member has read these comments, as far as they see them."""
    unread = Comment.objects.unread_by(member).filter(uid__in=uids).values_list("pk", flat=True)
    rows = [ReadComment(user=member.user, comment_id=key) for key in unread]
    ReadComment.objects.bulk_create(rows, ignore_conflicts=True)
