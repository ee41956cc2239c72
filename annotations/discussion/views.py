"""`P/claims/{id}/comments`, `P/spans/{id}/comments`, `P/comments/{id}`, and what I have not read."""

from django.db.models import Count
from django.utils.translation import gettext as _

from annotations.claims.models import Appearance, Claim
from annotations.discussion import actions
from annotations.discussion.models import Comment
from annotations.discussion.present import present
from annotations.discussion.serializers import (
    CommentEdit,
    CommentInput,
    CommentOutput,
    ReadInput,
    SpanCommentInput,
    UnreadOutput,
)
from annotations.errors import Invalid
from annotations.evidence.models import Evidence
from annotations.rest.views import ApiView
from annotations.spans.models import Span
from annotations.verdicts.models import Verdict


class Threads(ApiView):
    """An address of a discussion: finds what comments are about, and what they answer."""

    def find_parent(self, uid, among):
        if uid is None:
            return None
        found = among.alive().visible_to(self.request.user).whole().filter(uid=uid).first()
        if found is None:
            raise Invalid(("/parent", _("There is no such comment in this discussion.")))
        return found

    def make(self, fields, **about):
        made = actions.comment(
            project=self.project, actor=self.request.user, text=fields["text"], uid=fields.get("id"), **about
        )
        made = Comment.objects.whole().get(pk=made.pk)
        return self.one(present(made), made.revision, status=201, location=made.path)

    def listed_comments(self, comments):
        seen = comments.alive().visible_to(self.request.user).whole()
        return self.many(seen, lambda rows: [present(row) for row in rows])


class ClaimComments(Threads):
    """The discussion of a claim. Whoever has submitted in a sealed review is heard when it is revealed."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": CommentInput}
    gives = {"GET": [CommentOutput], "POST": CommentOutput}

    def get(self, request, slug, uid):
        claim = Claim.objects.find(self.project, uid)
        return self.listed_comments(Comment.objects.under(claim))

    def post(self, request, slug, uid):
        fields = self.read(CommentInput)
        claim = Claim.objects.find(self.project, uid)
        claim.project = self.project
        parent = self.find_parent(fields.get("parent"), Comment.objects.under(claim))
        about = fields.get("about")
        if about is None and parent is None:
            raise Invalid(("/about", _("Say what the comment is about: a claim, span, evidence or verdict.")))
        if parent is not None:
            if about is not None and about != present(parent)["about"]:
                raise Invalid(("/about", _("An answer is about what its thread is about.")))
            return self.make(fields, parent=parent)
        return self.make(fields, claim=claim, **self.find_about(claim, about))

    def find_about(self, claim, about):
        """`{type: row}` of what the comment is about; nothing for the claim itself."""
        kind, uid = about["type"], about["id"]
        if kind == "claim":
            if uid == claim.uid:
                return {}
            found = None
        elif kind == "span":
            linked = Appearance.objects.filter(claim=claim, span__uid=uid).values("span")
            found = Span.objects.alive().filter(pk__in=linked).select_related("article").first()
        elif kind == "evidence":
            found = Evidence.objects.alive().filter(claim=claim, uid=uid).first()
        else:
            found = Verdict.objects.submitted().filter(claim=claim, uid=uid).visible_to(self.request.user).first()
        if found is None:
            raise Invalid(("/about/id", _("There is no such thing on this claim.")))
        return {kind: found}


class SpanComments(Threads):
    """What was said about a highlight, on whichever claim; a POST comments on the highlight alone."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": SpanCommentInput}
    gives = {"GET": [CommentOutput], "POST": CommentOutput}

    def get(self, request, slug, uid):
        span = Span.objects.find(self.project, uid)
        return self.listed_comments(Comment.objects.filter(span=span))

    def post(self, request, slug, uid):
        fields = self.read(SpanCommentInput)
        span = Span.objects.select_related("article").find(self.project, uid)
        span.project = self.project
        parent = self.find_parent(fields.get("parent"), Comment.objects.filter(span=span))
        return self.make(fields, span=span, parent=parent)


class OneComment(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": CommentEdit}
    gives = {"GET": CommentOutput, "PATCH": CommentOutput}
    matches = ("PATCH", "DELETE")

    def find(self, uid):
        comment = Comment.objects.visible_to(self.request.user).whole().find(self.project, uid)
        actions.refuse_gone(comment)
        comment.project = self.project
        return comment

    def get(self, request, slug, uid):
        comment = self.find(uid)
        return self.one(present(comment), comment.revision)

    def patch(self, request, slug, uid):
        fields = self.read(CommentEdit, partial=True)
        comment = self.find(uid)
        if "resolved" in fields and comment.thread_id is not None:
            raise Invalid(("/resolved", _("Resolve the first comment of the thread.")))
        self.need_match(comment.revision, lambda: present(comment))
        if "text" in fields:
            actions.edit_comment(comment=comment, actor=request.user, text=fields["text"])
        if "resolved" in fields:
            actions.resolve_thread(comment=comment, actor=request.user, resolved=fields["resolved"])
        return self.one(present(comment), comment.revision)

    def delete(self, request, slug, uid):
        comment = self.find(uid)
        self.need_match(comment.revision, lambda: present(comment))
        actions.delete_comment(comment=comment, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreComment(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": CommentOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        comment = Comment.objects.visible_to(request.user).whole().find_deleted(self.project, uid)
        actions.refuse_gone(comment)
        comment.project = self.project
        actions.restore_comment(comment=comment, actor=request.user, others=self.may("oversee"))
        return self.one(present(comment), comment.revision)


class UnreadComments(ApiView):
    """Comments that I have not read; a POST says which I have. Personal: in no log."""

    permissions = {"GET": "read", "POST": "read"}
    takes = {"POST": ReadInput}
    gives = {"GET": UnreadOutput, "POST": UnreadOutput}
    statuses = {"POST": 200}

    def get(self, request, slug):
        return self.one(self.count(), 1)

    def post(self, request, slug):
        actions.mark_read(member=self.member, uids=self.read(ReadInput)["comments"])
        return self.one(self.count(), 1)

    def count(self):
        unread = Comment.objects.unread_by(self.member)
        return {
            "claims": _by(unread.filter(claim__isnull=False, claim__deleted_at__isnull=True), "claim__uid"),
            "spans": _by(unread.filter(claim__isnull=True, span__deleted_at__isnull=True), "span__uid"),
        }


def _by(comments, name):
    counted = comments.order_by(name).values(name).annotate(count=Count("pk"))
    return dict(counted.values_list(name, "count"))
