"""Invitations to a desk."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.projects.permissions import Role
from annotations.rows.models import Row
from annotations.rows.querysets import RowQuerySet

GOOD_FOR = timedelta(days=7)


def in_seven_days():
    return timezone.now() + GOOD_FOR


class InvitationQuerySet(RowQuerySet):
    def open(self):
        """Those that can still be used."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(Row):
    """A way into a desk, once, for whoever has its secret. Only the secret's digest is kept.

    One that was withdrawn is no longer there; one that was used stays, and says by whom.
    """

    kind = "invitation"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=10, choices=Role.choices)
    trainee = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(default=in_seven_days)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="invitation_uid_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
            ),
        ]

    @property
    def path(self):
        return f"invitations/{self.uid}"

    @property
    def is_open(self):
        """Whether it can still be used."""
        return self.used_at is None and self.expires_at > timezone.now()

    @staticmethod
    def new_secret():
        """A fresh secret: 43 URL-safe characters, 256 bits."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(secret):
        # A plain hash is enough: the secret is random, nobody can guess it from a list.
        return hashlib.sha256(secret.encode()).hexdigest()
