"""Complaints."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.projects.models import Project
from annotations.rows.models import Revised, Row
from annotations.rows.querysets import RowQuerySet


class ComplaintQuerySet(RowQuerySet):
    """Complaints of a desk."""

    def loaded(self):
        """With what `present()` needs, in one statement."""
        return self.select_related("claim", "sender", "answered_by", "confirmed_by")

    def waiting(self):
        """Those that are not closed: they wait for an answer, or for a second person."""
        return self.exclude(state="closed")


class Complaint(Row, Revised):
    """What somebody holds to be wrong in version `number` of a claim's fact-check.

    `name` and `contact` are whoever sent it, for the desk alone; they can be erased. It is answered by one person and
    confirmed by another: only then is it closed.
    """

    kind = "complaint"

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        CLOSED = "closed"

    class Outcome(models.TextChoices):
        CORRECTED = "corrected"
        PARTLY = "partly"
        UNFOUNDED = "unfounded"
        BESIDE = "beside"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="complaints")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="complaints")
    number = models.PositiveIntegerField()
    sentence = models.TextField(blank=True, default="")
    text = models.TextField()
    name = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    sender = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, null=True)
    answer = models.TextField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="complaint_uid_once"),
            models.CheckConstraint(condition=Q(state__in=["open", "answered", "closed"]), name="complaint_state_known"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_by__isnull=False, answer__isnull=False, outcome__isnull=False),
                name="complaint_answered_by_somebody",
            ),
            # Two people: the one who answers and a second one.
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(confirmed_by__isnull=False) & ~Q(confirmed_by=models.F("answered_by")),
                name="complaint_confirmed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["project", "state", "id"], name="complaint_by_state")]

    @property
    def path(self):
        return f"complaints/{self.uid}"
