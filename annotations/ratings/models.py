"""Scales and the ratings on them."""

from django.db import models

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.ratings.querysets import ScaleQuerySet
from annotations.rows.models import Row


class RatingScale(Row):
    """One version of a desk's scale; the newest is current. Never changed."""

    kind = "ratings"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="scales")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()

    objects = ScaleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "version"], name="scale_version_once")]

    @property
    def path(self):
        return "ratings"


class Rating(models.Model):
    """A rating. `position` counts from 0 along the order, null outside it; `value` is its number in exports.

    `colour` is one of `COLOURS`, a design token; it is never a free colour.
    """

    COLOURS = ("true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "not-enough")

    scale = models.ForeignKey(RatingScale, on_delete=models.CASCADE, related_name="ratings")
    place = models.PositiveSmallIntegerField()
    slug = models.CharField(max_length=50)
    label = models.CharField(max_length=60)
    definition = models.CharField(max_length=500, blank=True, default="")
    colour = models.CharField(max_length=20)
    letter = models.CharField(max_length=3)
    position = models.SmallIntegerField(null=True)
    value = models.SmallIntegerField(null=True)
    claimreview = models.CharField(max_length=60, null=True)
    averitec = models.CharField(max_length=60, null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_slug_once"),
            models.UniqueConstraint(fields=["scale", "place"], name="rating_place_once"),
        ]

    def __str__(self):
        return self.slug
