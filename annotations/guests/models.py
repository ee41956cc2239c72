"""Guests of a desk: who is asked about one claim, on which terms."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.projects.models import Project
from annotations.rows.models import Deletable, Revised, Row
from annotations.rows.querysets import RowQuerySet

GOOD_FOR = timedelta(days=14)


def in_two_weeks():
    return timezone.now() + GOOD_FOR


class GuestQuerySet(RowQuerySet):
    """Guests of a project."""

    def loaded(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related("claim", "user", "author", "deleted_by")


class Guest(Row, Revised, Deletable):
    """Somebody from outside who sees one claim by a link and may give a verdict on it, signed with name and interests.

    `user` is the row that the verdict and the log name; nobody signs in as it. `counts`: what they submit counts in the
    round, else it is advice. `internal`: they see internal evidence too, confidential never. Only the link's digest is
    kept. A revoked one (`deleted_at`) stays, because what they have said stays.
    """

    kind = "guest"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="guests")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="guests")
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="guest")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True, default="")
    affiliation = models.CharField(max_length=200, null=True)
    interests = models.TextField(null=True)
    declared_at = models.DateTimeField(null=True)
    counts = models.BooleanField(default=True)
    internal = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(default=in_two_weeks)
    opened_at = models.DateTimeField(null=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="guest_uid_once"),
            models.CheckConstraint(
                condition=Q(declared_at__isnull=True) | Q(interests__isnull=False), name="guest_declares_something"
            ),
        ]

    @property
    def path(self):
        return f"guests/{self.uid}"

    @property
    def is_open(self):
        """Whether the link still works."""
        return self.deleted_at is None and self.expires_at > timezone.now()

    @property
    def state(self):
        """`invited`, `opened` (the link was followed), `expired` or `revoked`."""
        if self.deleted_at is not None:
            return "revoked"
        if not self.is_open:
            return "expired"
        return "opened" if self.opened_at else "invited"

    @staticmethod
    def new_secret():
        """A fresh secret: 43 URL-safe characters, 256 bits."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(secret):
        # A plain hash is enough: the secret is random, nobody can guess it from a list.
        return hashlib.sha256(secret.encode()).hexdigest()
