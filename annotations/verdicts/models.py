"""Rounds, verdicts and decisions."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.projects.models import Project
from annotations.ratings.models import Rating, RatingScale
from annotations.rows.models import Revised, Row
from annotations.verdicts.outcome import OUTCOMES
from annotations.verdicts.querysets import RoundQuerySet, VerdictQuerySet


class Round(Row):
    """A round of judging a claim. Round 1 is made with the claim and unlisted (`opened_at` null) until the first
    submission opens it; it takes the scale that is current then. `candidates` are the slugs of the ratings that the
    outcome leaves: the one that settled it, or two to pick from."""

    kind = "round"

    class Kind(models.TextChoices):
        REVIEW = "review"
        VOTE = "vote"

    class Judges(models.TextChoices):
        """Who may give a verdict, of those who may give any."""

        ANYONE = "anyone"
        ASKED = "asked"
        EDITORS = "editors"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rounds")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REVIEW)
    blind = models.BooleanField()
    required = models.PositiveSmallIntegerField()
    tolerance = models.PositiveSmallIntegerField()
    judges = models.CharField(max_length=10, choices=Judges.choices, default=Judges.ANYONE)
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.ManyToManyField(User, related_name="+")
    opened_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)
    revealed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # What it came to (`outcome.OUTCOMES`), written at the reveal; until then nothing here depends on a verdict.
    outcome = models.CharField(max_length=12, choices=[(name, name) for name in OUTCOMES], null=True)
    candidates = models.JSONField(default=list)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["project", "uid"], name="round_uid_once"),
            # One round of a claim is open for verdicts at a time.
            models.UniqueConstraint(fields=["claim"], condition=Q(revealed_at__isnull=True), name="round_open_once"),
            models.CheckConstraint(condition=Q(required__gte=1), name="round_needs_somebody"),
            models.CheckConstraint(condition=Q(judges__in=["anyone", "asked", "editors"]), name="round_judges_known"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(revealed_at__isnull=False), name="round_comes_to_nothing_sealed"
            ),
        ]
        indexes = [
            # Reviews that have begun and wait for verdicts: few, beside a first round for every claim.
            models.Index(
                fields=["project", "id"],
                condition=Q(revealed_at__isnull=True, opened_at__isnull=False),
                name="round_running",
            ),
            # The next claim that waits for a verdict.
            models.Index(fields=["project", "claim"], condition=Q(revealed_at__isnull=True), name="round_open"),
            # Reviews to decide.
            models.Index(
                fields=["project", "revealed_at"], condition=Q(revealed_at__isnull=False), name="round_revealed"
            ),
        ]

    @property
    def path(self):
        return f"claims/{self.claim.uid}/rounds/{self.number}"

    @property
    def open_to_all(self):
        """Whether every member sees its verdicts: after the reveal, or from the start when it is not blind."""
        return self.revealed_at is not None or not self.blind


class Verdict(Row, Revised):
    """One reviewer's verdict in one round. A draft is personal: it is in no log and changes nothing others see.
    `counts` is false for what a trainee submits, and for a guest's advice: it opens nothing, and stands in no sum.
    `basis_seq` is the head of the log when it was submitted."""

    kind = "verdict"

    class Status(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        WITHDRAWN = "withdrawn"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="verdicts")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="verdicts")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="verdicts")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+")
    explanation = models.TextField(default="")
    # Why it is rated otherwise than the desk has rated the like.
    departure = models.TextField(null=True)
    # Whether the desk had rated the like otherwise when this was submitted; null for a draft.
    unusual = models.BooleanField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    blind = models.BooleanField(default=True)
    counts = models.BooleanField(default=True)
    basis_seq = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="verdict_uid_once"),
            models.UniqueConstraint(
                fields=["round", "reviewer"], condition=~Q(status="withdrawn"), name="verdict_once_per_round"
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(rating__isnull=False, submitted_at__isnull=False),
                name="verdict_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=1, confidence__lte=5),
                name="verdict_confidence_in_range",
            ),
        ]
        indexes = [
            # One's own on a claim: SQLite keeps no statistics, and would read all that the person has ever given.
            models.Index(fields=["claim", "reviewer"], name="verdict_own"),
            # What somebody has begun to write.
            models.Index(fields=["reviewer"], condition=Q(status="draft"), name="verdict_draft"),
        ]

    @property
    def path(self):
        return f"claims/{self.claim.uid}/verdicts/{self.uid}"


class Decision(Row):
    """The desk's rating of a claim: added, never changed; one is current (`superseded_at` null). `number` counts the
    claim's decisions from 1, and is the revision in its ETag."""

    kind = "decision"

    class Method(models.TextChoices):
        AGREEMENT = "agreement"
        VOTE = "vote"
        ADJUDICATION = "adjudication"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    explanation = models.TextField(null=True)
    method = models.CharField(max_length=12, choices=Method.choices)
    dissent = models.TextField(null=True)
    known_as_of = models.CharField(max_length=10, null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="decision_uid_once"),
            models.UniqueConstraint(fields=["claim", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(superseded_at__isnull=True), name="decision_current_once"
            ),
        ]

    @property
    def path(self):
        return f"claims/{self.claim.uid}/decision"
