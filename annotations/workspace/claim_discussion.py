"""What was said about a claim or a passage, as threads for the page; nothing that is held back from the reader."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.discussion.models import Comment, ReadComment
from annotations.projects.models import Membership
from annotations.rows.prepared import Prepared


class Thread:
    """`first` is its first comment, or None when that was deleted; `comments` are those that the reader sees."""

    def __init__(self, uid, first):
        self.uid, self.first, self.comments = uid, first, []
        self.removed = None

    @property
    def resolved(self):
        return self.first is not None and self.first.resolved_at is not None

    @property
    def unread(self):
        return sum(comment.unread for comment in self.comments)


def shown_to(comments, user):
    """Of a queryset of comments those that this person sees, with all that threads show of them, the oldest first."""
    return comments.visible_to(user).whole().select_related("deleted_by").order_by("pk")


# By the keys of the claim and of the reader.
_OF_CLAIM = Prepared(
    lambda claim, me: shown_to(Comment.objects.under(claim).select_related("verdict__reviewer"), me), int, int
)


def threads_of(rows, member, *, about):
    """The threads of what is `shown_to` a member, the oldest first; `about(comment)` says what one is about.

    Each thread gets `about`, and `removed` when its first comment was deleted and the reader may bring it back; each
    comment `unread`, `own` and `may_delete`. One query.
    """
    user = member.user
    may_delete = member.may("oversee")
    read = set(ReadComment.objects.filter(user=user, comment__in=rows).values_list("comment", flat=True))
    threads, removed = {}, {}
    for row in rows:
        row.own = row.author_id == user.pk
        row.may_delete = row.own or may_delete
        row.unread = not row.own and row.pk not in read and row.created_at >= member.created_at
        first = row.thread or row
        if row.deleted_at is not None:
            removed[row.uid] = row
            continue
        if first.uid not in threads:
            threads[first.uid] = Thread(first.uid, row if row.thread_id is None else None)
            threads[first.uid].about = about(row)
            threads[first.uid].span = row.span.uid if row.span_id else None
        threads[first.uid].comments.append(row)
    for thread in threads.values():
        lost = removed.get(thread.uid)
        if lost is not None and member.may("contribute") and (lost.deleted_by_id == user.pk or may_delete):
            thread.removed = lost
    return list(threads.values())


def discussion_of(claim, member, *, evidence, passages):
    """The threads of a claim; `evidence` and `passages` are what the page shows, with their numbers and quotes."""
    numbers = {row.pk: row.number for row in evidence}
    quotes = {row.span_id: " … ".join(row.quotes) for row in passages}

    def about(comment):
        if comment.evidence_id is not None:
            number = numbers.get(comment.evidence_id)
            return _("On source %s") % number if number else _("On a source that was deleted")
        if comment.verdict_id is not None:
            return _("On the verdict of %s") % comment.verdict.reviewer.shown_name
        if comment.span_id is not None:
            quote = quotes.get(comment.span_id)
            return _("On “%s”") % Truncator(quote).chars(60) if quote else _("On a passage")
        return None

    return threads_of(_OF_CLAIM.all(claim.pk, member.user_id), member, about=about)


def who_can_be_named(member):
    """`{username: name}` of the members, for whoever may comment; empty for others."""
    if not member.may("contribute"):
        return {}
    members = Membership.objects.filter(project=member.project).order_by("user__username")
    return {name: full or name for name, full in members.values_list("user__username", "user__name")}
