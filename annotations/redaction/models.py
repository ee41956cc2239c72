"""Redactions: who asked for what to be taken away, and who confirmed it."""

from django.db import models
from django.db.models import F, Q

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.rows.models import Row


class Redaction(Row):
    """One redaction. `target` is `{"words": [text]}`, `{"object": {"type", "id"}}` or `{"change": number}`; of words,
    only how many there were is kept once they are gone. `result` counts what was erased, null before.

    Words never go into the log with it: it names this row.
    """

    kind = "redaction"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="redactions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    target = models.JSONField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="redaction_uid_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("author")), name="redaction_of_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=True), name="redaction_one_end"
            ),
        ]

    @property
    def path(self):
        return f"redactions/{self.uid}"

    @property
    def state(self):
        if self.confirmed_at:
            return "confirmed"
        return "withdrawn" if self.withdrawn_at else "pending"

    @property
    def words(self):
        """The words that are to be erased, while they are not."""
        words = self.target.get("words")
        return words if isinstance(words, list) else None
