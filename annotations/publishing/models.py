"""Publications, and the published claims as strangers find them."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.claims.models import Claim
from annotations.files.models import StoredFile
from annotations.projects.models import Project
from annotations.publishing.querysets import FactCheckQuerySet, PublicationQuerySet
from annotations.rows.models import Row, Searchable


class MediaAuthenticity(models.TextChoices):
    """What a picture or a recording is, as schema.org's MediaManipulationRatingEnumeration names it (release 30.0)."""

    DECONTEXTUALIZED = "DecontextualizedContent"
    EDITED = "EditedOrCroppedContent"
    ORIGINAL = "OriginalMediaContent"
    SATIRE = "SatireOrParodyContent"
    STAGED = "StagedContent"
    TRANSFORMED = "TransformedContent"


class Medium(models.TextChoices):
    """What a post shows."""

    VIDEO = "video"
    IMAGE = "image"
    AUDIO = "audio"


class Publication(Row):
    """One version of a claim's fact-check: never changed (`querysets`). `number` counts from 1 within the claim.

    `snapshot` is everything that became public, as JSON without floats; `hash` is SHA-256(salt ‖ JCS(snapshot)), as the
    log computes its digests. Redaction takes `snapshot` and `salt` away and leaves the hash. `scheduled`: it was made
    with an embargo, whether that is over or not; the claim's `publication_state` says whether it still waits. While it
    does, `published_at` lies ahead and there is no `FactCheck`.
    """

    kind = "publication"

    class Kind(models.TextChoices):
        FIRST = "first"
        CORRECTION = "correction"
        FIX = "fix"
        UPDATE = "update"
        VOID = "void"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="publications")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    # `kind` is the type's name in the log.
    form = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField(null=True)
    notice = models.TextField(null=True)
    canonical_url = models.CharField(max_length=2000, null=True)
    image = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True)
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    scheduled = models.BooleanField(default=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            # The versions of one claim in order, and its newest.
            models.UniqueConstraint(fields=["claim", "number"], name="publication_number_once"),
            models.UniqueConstraint(fields=["project", "uid"], name="publication_uid_once"),
            models.CheckConstraint(
                condition=Q(form__in=["first", "correction", "fix", "update", "void"]), name="publication_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(form="first", number=1) | (~Q(form="first") & Q(number__gt=1)),
                name="publication_first_is_first",
            ),
            models.CheckConstraint(
                condition=Q(form="first") | Q(reason__isnull=False), name="publication_correction_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(form="first") | Q(scheduled=False), name="publication_only_first_waits"),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=True, salt__isnull=True) | Q(snapshot__isnull=False, salt__isnull=False),
                name="publication_salt_with_snapshot",
            ),
        ]

    def save(self, *args, **kwargs):
        """As Django's, once: a publication is never changed."""
        if not self._state.adding:
            raise TypeError("A publication is never changed; a correction adds the next one")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """As Django's, for what waits and nobody has seen."""
        if not self.scheduled or FactCheck.objects.filter(claim=self.claim_id).exists():
            raise TypeError("What was published stays on record")
        return super().delete(*args, **kwargs)

    @property
    def path(self):
        return f"claims/{self.claim.uid}/publication"


class FactCheck(Row, Searchable):
    """A claim that is or was public, as strangers look for it: `current` is its newest version, `uid` the claim's id.

    What can be looked for stands beside the frozen snapshot: what the desk does to the claim meanwhile shows nowhere.
    `seq` is the change that made it what it is; `updated_at` the time of the current version. `articles` are those of
    which the current version quotes a passage.
    """

    kind = "factcheck"

    class State(models.TextChoices):
        LIVE = "live"
        CORRECTED = "corrected"
        VOID = "void"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="factchecks")
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="factcheck")
    current = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    rating = models.CharField(max_length=50)
    first_published_at = models.DateTimeField()
    seq = models.BigIntegerField()
    articles = models.ManyToManyField(Article, related_name="factchecks")

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="factcheck_uid_once"),
            models.CheckConstraint(condition=Q(state__in=["live", "corrected", "void"]), name="factcheck_state_known"),
        ]
        indexes = [
            # Lists in creation order, by rating, by time (feeds and `updated_after`), and what an export takes anew.
            models.Index(fields=["project", "id"], name="factcheck_list"),
            models.Index(fields=["project", "rating", "id"], name="factcheck_by_rating"),
            models.Index(fields=["project", "-updated_at"], name="factcheck_by_time"),
            models.Index(fields=["project", "seq"], name="factcheck_by_change"),
        ]

    @property
    def path(self):
        return f"claims/{self.uid}/publication"


class FactCheckAddress(models.Model):
    """An address by which a fact-check is found: its own, and those at which the claim was seen."""

    factcheck = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="addresses")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factcheck", "key"], name="factcheck_address_once"),
        ]
        # `?url=`: the digest of an address, so that a long one fits into an index.
        indexes = [models.Index(fields=["project", "key"], name="factcheck_by_address")]

    def __str__(self):
        return f"{self.factcheck_id}: {self.key}"
