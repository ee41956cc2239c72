"""Leads, and each time that one was sent in."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from annotations.accounts.models import User
from annotations.claims.models import Appearance, Claim
from annotations.projects.models import Project
from annotations.rows.models import Revised, Row
from annotations.rows.querysets import RowQuerySet


class LeadQuerySet(RowQuerySet):
    """Leads of a project."""

    def loaded(self):
        """With what `present()` needs, in three statements."""
        rows = self.select_related("claim", "assignee", "merged_into")
        return rows.prefetch_related("sightings__sender", "merged__sightings__sender")


class Lead(Row, Revised):
    """A link or a text that was sent in. `link_key` and `text_key` are what makes two the same; `seen` counts how
    often it came, with what was merged into it. `made_claim`: accepting it made the claim, `appearance` is the post
    that accepting noted."""

    kind = "lead"

    class Status(models.TextChoices):
        NEW = "new"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        MERGED = "merged"

    Priority = Claim.Priority

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="leads")
    text = models.TextField(null=True)
    url = models.CharField(max_length=2000, null=True)
    link_key = models.CharField(max_length=2100, null=True, editable=False)
    text_key = models.CharField(max_length=64, null=True, editable=False)
    seen = models.PositiveIntegerField(default=1)
    last_seen_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
    priority = models.CharField(max_length=10, choices=Claim.Priority.choices, default=Claim.Priority.NORMAL)
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(null=True)
    claim = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, related_name="leads")
    made_claim = models.BooleanField(default=False)
    appearance = models.ForeignKey(Appearance, on_delete=models.SET_NULL, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    objects = LeadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="lead_uid_once"),
            models.UniqueConstraint(
                fields=["project", "link_key"], condition=Q(link_key__isnull=False), name="lead_link_once"
            ),
            models.UniqueConstraint(
                fields=["project", "text_key"],
                condition=Q(text_key__isnull=False, link_key__isnull=True),
                name="lead_text_once",
            ),
            models.CheckConstraint(condition=Q(text__isnull=False) | Q(url__isnull=False), name="lead_is_something"),
            models.CheckConstraint(
                condition=Q(status__in=["new", "accepted", "declined", "merged"]), name="lead_status_known"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="lead_not_its_own_twin"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "status", "id"], name="lead_by_status"),
            models.Index(fields=["project", "text_key"], name="lead_by_text"),
        ]

    @property
    def path(self):
        return f"leads/{self.uid}"

    @property
    def words(self):
        """What it is in one line: its text, else its link."""
        return self.text or self.url


class Sighting(models.Model):
    """One time that a lead was sent in, by whom and with what words. A lead keeps its first `MOST`."""

    MOST = 100

    class Channel(models.TextChoices):
        DESK = "desk"
        FORM = "form"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="sightings")
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sender = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(null=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"lead {self.lead_id} at {self.at}"
