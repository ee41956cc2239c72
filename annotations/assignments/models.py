"""Assignments and recusals."""

from django.db import models
from django.db.models import F, Q

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.querysets import AssignmentQuerySet, RecusalQuerySet
from annotations.claims.models import Claim, Claimant
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row


class Assignment(Row, Revised, Deletable):
    """Somebody's work: on a claim, an article, or the blocks `first_block` to `last_block` of it, counted from 0 in
    the version of that number.

    With `expires_at` it is an "I'm on it": it ends by itself without work, and never keeps anybody else out.
    """

    kind = "assignment"

    class Status(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        RETURNED = "returned"
        EXPIRED = "expired"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assignments")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="assignments")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="assignments")
    first_block = models.PositiveIntegerField(null=True)
    last_block = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    ended_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="assignment_uid_once"),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, article__isnull=True) | Q(claim__isnull=True, article__isnull=False),
                name="assignment_claim_or_article",
            ),
            models.CheckConstraint(
                condition=Q(first_block__isnull=True, last_block__isnull=True)
                | Q(article__isnull=False, first_block__isnull=False, last_block__gte=F("first_block")),
                name="assignment_blocks_of_article",
            ),
            models.CheckConstraint(
                condition=Q(status="open", ended_at__isnull=True)
                | Q(status__in=["done", "returned", "expired"], ended_at__isnull=False),
                name="assignment_open_or_ended",
            ),
            models.UniqueConstraint(
                fields=["claim", "assignee"],
                condition=Q(claim__isnull=False, status="open", deleted_at__isnull=True, expires_at__isnull=True),
                name="assignment_of_claim_once",
            ),
            models.UniqueConstraint(
                fields=["claim", "assignee"],
                condition=Q(claim__isnull=False, status="open", deleted_at__isnull=True, expires_at__isnull=False),
                name="assignment_on_it_once",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "id"], name="assignment_list"),
            # What somebody has to do; what is late.
            models.Index(
                fields=["assignee", "due_on"],
                condition=Q(status="open", deleted_at__isnull=True),
                name="assignment_open",
            ),
        ]

    @property
    def path(self):
        return f"assignments/{self.uid}"

    @property
    def blocks(self):
        """`[first, last]`, or None for the whole article or a claim."""
        return None if self.first_block is None else [self.first_block, self.last_block]


class Recusal(Row):
    """A conflict of interest that somebody has declared: about a claim, or about whoever said things."""

    kind = "recusal"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="recusals")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recusals")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="recusals")
    claimant = models.ForeignKey(Claimant, on_delete=models.CASCADE, null=True, related_name="recusals")
    reason = models.TextField(blank=True, default="")

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="recusal_uid_once"),
            models.UniqueConstraint(
                fields=["user", "claim"], condition=Q(claim__isnull=False), name="recusal_of_claim_once"
            ),
            models.UniqueConstraint(
                fields=["user", "claimant"], condition=Q(claimant__isnull=False), name="recusal_of_claimant_once"
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, claimant__isnull=True) | Q(claim__isnull=True, claimant__isnull=False),
                name="recusal_claim_or_claimant",
            ),
        ]

    @property
    def path(self):
        return f"recusals/{self.uid}"
