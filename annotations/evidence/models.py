"""Sources and evidence."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.files.models import StoredFile
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row, Searchable
from annotations.text.dates import surely_after


class Source(Row, Revised, Searchable):
    """A link, a file or a citation, once per project. `key` is what makes two the same: the normalised link, the
    file's SHA-256 or the folded citation, with its kind before it."""

    kind = "source"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sources")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=2100, editable=False)
    url = models.CharField(max_length=2000, null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="sources")
    citation = models.TextField(null=True)
    title = models.CharField(max_length=500, null=True)
    publisher = models.CharField(max_length=200, null=True)
    published_on = models.CharField(max_length=10, null=True)
    archive_url = models.CharField(max_length=2000, null=True)
    # Set by hand: both say what one of them, or a third, said first. It never points at one that points further.
    same_origin_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="source_uid_once"),
            models.CheckConstraint(
                condition=Q(same_origin_as__isnull=True) | ~Q(same_origin_as=models.F("id")),
                name="source_not_its_own_origin",
            ),
            models.UniqueConstraint(fields=["project", "key"], name="source_once"),
            models.CheckConstraint(
                condition=Q(url__isnull=False) | Q(file__isnull=False) | Q(citation__isnull=False),
                name="source_is_something",
            ),
        ]
        indexes = [models.Index(fields=["project", "id"], name="source_list")]

    @property
    def path(self):
        return f"sources/{self.uid}"


class Evidence(Row, Revised, Deletable):
    """What a source says about a claim. `position` orders the evidence of a claim, from 0."""

    kind = "evidence"

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        REFUTES = "refutes"
        CONTEXT = "context"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        INTERNAL = "internal"
        CONFIDENTIAL = "confidential"

    class Medium(models.TextChoices):
        """AVeriTeC's source media."""

        WEB_TEXT = "web-text"
        PDF = "pdf"
        WEB_TABLE = "web-table"
        VIDEO = "video"
        AUDIO = "audio"
        IMAGE = "image"
        METADATA = "metadata"
        OTHER = "other"

    class AnswerType(models.TextChoices):
        """AVeriTeC's kinds of answers."""

        EXTRACTIVE = "extractive"
        ABSTRACTIVE = "abstractive"
        BOOLEAN = "boolean"
        UNANSWERABLE = "unanswerable"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField(null=True)
    quote_language = models.CharField(max_length=35, null=True)
    quote_translation = models.TextField(null=True)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    medium = models.CharField(max_length=20, choices=Medium.choices, null=True)
    question = models.TextField(null=True)
    answer_type = models.CharField(max_length=20, choices=AnswerType.choices, null=True)
    archive_url = models.CharField(max_length=2000, null=True)
    note = models.TextField(null=True)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="evidence_uid_once"),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "refutes", "context"]), name="evidence_stance_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "internal", "confidential"]), name="evidence_visibility_known"
            ),
        ]
        indexes = [models.Index(fields=["claim", "position", "id"], name="evidence_of_claim")]

    @property
    def path(self):
        return f"evidence/{self.uid}"

    @property
    def after_claim(self):
        """Whether its source is dated after the claim was made: nobody could know it then."""
        return surely_after(self.source.published_on, self.claim.claimed_on)
