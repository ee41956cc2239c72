"""Comments, and who has read them."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.discussion.querysets import CommentQuerySet
from annotations.evidence.models import Evidence
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row
from annotations.spans.models import Span
from annotations.verdicts.models import Round, Verdict


class Comment(Row, Revised, Deletable):
    """A remark on a claim, or on a span, a piece of evidence or a verdict that belongs to it.

    A comment on a highlight that no claim is linked to has no `claim`. `parent` is the comment that it answers,
    `thread` the first one of its thread; both null for that first one, which alone can be resolved. `mentions` are
    usernames. `held_by` is the blind round in which the author had submitted when they wrote it: until that is
    revealed, nobody else sees the comment.
    """

    kind = "comment"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="comments")
    span = models.ForeignKey(Span, on_delete=models.CASCADE, null=True, related_name="comments")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, related_name="comments")
    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, null=True, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    thread = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    text = models.TextField()
    mentions = models.JSONField(default=list)
    edited_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    held_by = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="held_comments")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="comment_uid_once"),
            models.CheckConstraint(
                condition=Q(claim__isnull=False) | Q(span__isnull=False), name="comment_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(span__isnull=True, evidence__isnull=True)
                | Q(span__isnull=True, verdict__isnull=True)
                | Q(evidence__isnull=True, verdict__isnull=True),
                name="comment_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(thread__isnull=True), name="comment_resolved_is_first"
            ),
        ]
        indexes = [models.Index(fields=["claim", "id"], name="comment_list")]

    @property
    def path(self):
        return f"comments/{self.uid}"

    @property
    def about(self):
        """`(type, row)` of what it is about."""
        for name in ("span", "evidence", "verdict"):
            if getattr(self, f"{name}_id") is not None:
                return name, getattr(self, name)
        return "claim", self.claim

    @property
    def held(self):
        """Whether only its author sees it yet; `held_by` and `verdict` must be
        loaded."""
        if self.held_by is None:
            return False
        withdrawn = self.verdict is not None and self.verdict.status == Verdict.Status.WITHDRAWN
        return withdrawn or not self.held_by.open_to_all


class ReadComment(models.Model):
    """Somebody has read a comment. Personal: in no log."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="readings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "comment"], name="comment_read_once")]

    def __str__(self):
        return f"{self.user_id} has read {self.comment_id}"
