"""Attempts to get an answer from whoever made a claim."""

from django.db import models
from django.db.models import F, Q

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.projects.models import Project
from annotations.rows.models import Revised, Row
from annotations.rows.querysets import RowQuerySet


class ReplyQuerySet(RowQuerySet):
    """Attempts of a project."""

    def waiting(self):
        """Those that nobody has answered."""
        return self.filter(answered_at__isnull=True, claim__deleted_at__isnull=True)

    def loaded(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related("claim", "author")


class Reply(Row, Revised):
    """One attempt: by which `channel` whoever said it was asked, until when, and what they answered. `quote_used` are
    the words of the answer that the fact-check quotes.

    An attempt is never deleted: that somebody was asked stays on record.
    """

    kind = "reply"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="replies")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=100)
    sent_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(null=True)
    quote_used = models.TextField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="reply_uid_once"),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gte=F("sent_at")), name="reply_deadline_after_asking"
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(answered_at__isnull=False), name="reply_answer_has_a_time"
            ),
        ]
        indexes = [
            # What is waited for, the next to be late first.
            models.Index(fields=["project", "deadline"], condition=Q(answered_at__isnull=True), name="reply_waiting"),
        ]

    @property
    def path(self):
        return f"claims/{self.claim.uid}/replies/{self.uid}"
