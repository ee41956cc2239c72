"""Spans and their anchors."""

from django.db import models

from annotations.accounts.models import User
from annotations.articles.models import Article, ArticleVersion
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row


class Span(Row, Revised, Deletable):
    """A highlight. `checkable` is false for "not checkable"; `accepted` is false while a trainee's waits."""

    kind = "span"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="spans")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="spans")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")
    checkable = models.BooleanField(default=True)
    accepted = models.BooleanField(default=True)
    foreign = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "uid"], name="span_uid_once")]
        # All spans of an article, in creation order.
        indexes = [models.Index(fields=["article", "id"], name="span_list")]

    @property
    def path(self):
        return f"spans/{self.uid}"


class Anchor(models.Model):
    """Where a span lies in one version. `start`, `end` are the outer bounds in code points; `fragments` is a list of
    1 to 100 `{start, end, exact, prefix, suffix}`, ascending and disjoint, with `text[start:end] == exact`.

    Where the worker could not place it, `candidates` are up to five proposals `{fragments, score}` with score in
    percent, best first. `left`: a person said that the span stays with the older text. `placed_at`: when a person put
    it here; null for what was made here and for what the worker placed.
    """

    class State(models.TextChoices):
        ORIGINAL = "original"
        UNCHANGED = "unchanged"
        MOVED = "moved"
        CONFIRMED = "confirmed"
        PENDING = "pending"
        CHANGED = "changed"
        REMOVED = "removed"
        AMBIGUOUS = "ambiguous"

    PLACED = (State.ORIGINAL, State.UNCHANGED, State.MOVED, State.CONFIRMED)

    span = models.ForeignKey(Span, on_delete=models.CASCADE, related_name="anchors")
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="anchors")
    state = models.CharField(max_length=10, choices=State.choices)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    fragments = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    left = models.BooleanField(default=False)
    placed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["span", "version"], name="anchor_once"),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True) | models.Q(end__gt=models.F("start")),
                name="anchor_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(left=False) | ~models.Q(state__in=["original", "unchanged", "moved", "confirmed"]),
                name="anchor_left_is_not_placed",
            ),
        ]
        # "Somebody marked the same place", and the spans of a version in reading order.
        indexes = [models.Index(fields=["version", "start", "end"], name="anchor_place")]

    def __str__(self):
        return f"span {self.span_id} in version {self.version_id}: {self.start}–{self.end} {self.state}"

    @property
    def placed(self):
        return self.state in self.PLACED
