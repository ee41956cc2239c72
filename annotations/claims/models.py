"""Claimants, claims and appearances."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.claims.querysets import ClaimantQuerySet, ClaimQuerySet
from annotations.files.models import StoredFile
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row, Searchable
from annotations.spans.models import Span


class Claimant(Row, Revised, Searchable):
    """Who said it: a person or an organization, once per project; merging sets `merged_into`."""

    kind = "claimant"

    class Type(models.TextChoices):
        PERSON = "person"
        ORGANIZATION = "organization"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="claimants")
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300, editable=False)
    aliases = models.JSONField(default=list)
    type = models.CharField(max_length=12, choices=Type.choices, default=Type.PERSON)
    affiliation = models.CharField(max_length=300, null=True)
    country = models.CharField(max_length=100, null=True)
    url = models.CharField(max_length=2000, null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="claimant_uid_once"),
            models.UniqueConstraint(
                fields=["project", "type", "name_folded"],
                condition=Q(merged_into__isnull=True),
                name="claimant_name_once",
            ),
        ]
        indexes = [models.Index(fields=["project", "id"], name="claimant_list")]

    @property
    def path(self):
        return f"claimants/{self.uid}"


class Claim(Row, Revised, Deletable, Searchable):
    """One self-contained sentence that can be checked. `status` is the desk's work only; `rating` (a slug) and
    `decided_at` repeat the current decision so that lists filter without looking up. `topics_folded` is
    `|topic|topic|`, for the filter."""

    kind = "claim"

    class Status(models.TextChoices):
        NEW = "new"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        DUPLICATE = "duplicate"
        IN_REVIEW = "in_review"
        AGREED = "agreed"
        DISPUTED = "disputed"
        ADJUDICATED = "adjudicated"
        APPROVED = "approved"

    class Priority(models.TextChoices):
        LOW = "low"
        NORMAL = "normal"
        HIGH = "high"

    class PublicationState(models.TextChoices):
        NONE = "none"
        SCHEDULED = "scheduled"
        LIVE = "live"
        CORRECTED = "corrected"
        VOID = "void"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="claims")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    original_quote = models.TextField(null=True)
    language = models.CharField(max_length=35, null=True)
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, null=True, related_name="claims")
    claimed_on = models.CharField(max_length=10, null=True)
    location = models.CharField(max_length=300, null=True)
    source_url = models.CharField(max_length=2000, null=True)
    types = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    topics_folded = models.TextField(default="", editable=False)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NEW)
    declined_reason = models.TextField(null=True)
    # {gate: reason}: the written exceptions with which the claim was signed off last.
    waived = models.JSONField(default=dict)
    stale = models.BooleanField(default=False)
    publication_state = models.CharField(max_length=10, choices=PublicationState.choices, default=PublicationState.NONE)
    rating = models.CharField(max_length=50, null=True)
    decided_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="claim_uid_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "new",
                        "accepted",
                        "declined",
                        "duplicate",
                        "in_review",
                        "agreed",
                        "disputed",
                        "adjudicated",
                        "approved",
                    ]
                ),
                name="claim_status_known",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("id")), name="claim_not_its_own_twin"
            ),
        ]
        indexes = [
            # What needs another look.
            models.Index(
                fields=["project", "id"], condition=Q(stale=True, deleted_at__isnull=True), name="claim_stale"
            ),
            # Lists in creation order; lists and exports by status and by rating.
            models.Index(fields=["project", "id"], name="claim_list"),
            models.Index(fields=["project", "status", "id"], name="claim_by_status"),
            models.Index(fields=["project", "rating", "id"], name="claim_by_rating"),
            models.Index(fields=["project", "publication_state", "id"], name="claim_by_publication"),
            models.Index(fields=["project", "updated_at"], name="claim_by_update"),
            # All that reports count by: they need not read the texts in between.
            models.Index(
                fields=["project", "status", "rating", "claimant", "decided_at", "created_at", "deleted_at"],
                name="claim_reported",
            ),
            # The claims of a claimant in order, and how many there are, from the index alone.
            models.Index(fields=["claimant", "id"], condition=Q(deleted_at__isnull=True), name="claim_by_claimant"),
        ]

    @property
    def path(self):
        return f"claims/{self.uid}"


class Appearance(Row):
    """Where a claim was seen: a span of an article, or a post without an article. `at_seconds` into a recording."""

    kind = "appearance"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="appearances")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="appearances")
    span = models.ForeignKey(Span, on_delete=models.CASCADE, null=True, related_name="appearances")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=2000, null=True)
    platform = models.CharField(max_length=60, null=True)
    posted_at = models.CharField(max_length=32, null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    transcript = models.TextField(null=True)
    at_seconds = models.PositiveIntegerField(null=True)
    reach = models.PositiveBigIntegerField(null=True)
    archive_url = models.CharField(max_length=2000, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="appearance_uid_once"),
            models.UniqueConstraint(
                fields=["claim", "span"], condition=Q(span__isnull=False), name="appearance_link_once"
            ),
            models.CheckConstraint(
                condition=Q(span__isnull=True) | Q(url__isnull=True, platform__isnull=True, file__isnull=True),
                name="appearance_span_or_post",
            ),
        ]

    @property
    def path(self):
        return f"claims/{self.claim.uid}/appearances/{self.uid}"
