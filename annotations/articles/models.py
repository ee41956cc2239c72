"""Articles and their immutable versions."""

from django.db import models

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row, Searchable


class Article(Row, Revised, Deletable, Searchable):
    """A captured article, post, speech or transcript. `version`, `length` (code points) and `sha256` are those of
    its newest version. Dates are ISO 8601, also `2023` and `2023-03`, which sort as text."""

    kind = "article"

    class Status(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        ARCHIVED = "archived"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="articles")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    source_url = models.CharField(max_length=2000, null=True)
    canonical_url = models.CharField(max_length=2000, null=True)
    publisher = models.CharField(max_length=200, null=True)
    byline = models.CharField(max_length=300, null=True)
    language = models.CharField(max_length=35, null=True)
    published_on = models.CharField(max_length=10, null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    defaults = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="article_uid_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "done", "archived"]), name="article_status_known"
            ),
        ]
        # Lists go through a project in creation order.
        indexes = [models.Index(fields=["project", "id"], name="article_list")]

    @property
    def path(self):
        return f"articles/{self.uid}"


class ArticleVersion(Row):
    """The text of an article as it was captured: immutable. `blocks` are offsets in code points into `text`.

    Redaction alone blacks words out: `sha256` stays that of the text as captured, `redacted_sha256` (null before) is of
    the text as it is now, of the same length.
    """

    kind = "version"

    class Source(models.TextChoices):
        TEXT = "text"
        MARKDOWN = "markdown"
        HTML = "html"
        FILE = "file"
        URL = "url"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    blocks = models.JSONField(default=list)
    length = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    redacted_sha256 = models.CharField(max_length=64, null=True)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["project", "uid"], name="version_uid_once"),
        ]
        # "The same text is here already."
        indexes = [models.Index(fields=["project", "sha256"], name="version_same_text")]

    @property
    def path(self):
        return f"articles/{self.article.uid}/versions/{self.number}"

    @property
    def shown_sha256(self):
        """The hash of the text as it is now."""
        return self.redacted_sha256 or self.sha256
