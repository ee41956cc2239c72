"""Desks, their members and the tokens of API clients."""

import hashlib
import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.accounts.models import User
from annotations.projects.permissions import Role, Scope, role_allows
from annotations.rows.models import Revised, Row

SLUG = RegexValidator(r"\A[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?\Z", _("Small letters, digits and hyphens, at most 50."))


class PublicArticles(models.TextChoices):
    """How much of an article everybody sees on its page with the fact-checks. It is somebody else's text: the desk must
    be allowed to show as much."""

    OFF = "off"
    QUOTES = "quotes"
    PASSAGES = "passages"
    FULL = "full"


# What a desk can set, with the defaults; the keys of `settings` in the API.
DEFAULT_SETTINGS = {
    "blind": True,
    "required": 2,
    "tolerance": 0,
    "judges": "anyone",
    "gates": {"sources": 2, "second_signature": False, "right_of_reply": False, "two_factor": False},
    "public_articles": PublicArticles.OFF.value,
    "lead_form": False,
    "require_two_factor": False,
    # Days after which work that nobody touches goes back; 0 for never.
    "return_after": 7,
}


class Project(Revised):
    """A desk. `settings` holds only what differs from `DEFAULT_SETTINGS`."""

    kind = "project"
    uid_field = "slug"

    slug = models.CharField(max_length=50, unique=True, validators=[SLUG])
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)
    members = models.ManyToManyField(User, through="Membership", related_name="projects")

    def __str__(self):
        return self.slug

    @property
    def uid(self):
        return self.slug

    @property
    def path(self):
        return ""

    def setting(self, name):
        """The value of one setting, or its default."""
        return self.settings.get(name, DEFAULT_SETTINGS[name])

    @property
    def gates(self):
        """What is wanted before a claim is signed off, {name: value}; also where only some were ever set."""
        return DEFAULT_SETTINGS["gates"] | self.settings.get("gates", {})

    @property
    def all_settings(self):
        return DEFAULT_SETTINGS | self.settings | {"gates": self.gates}


class Membership(models.Model):
    """A person's place in a project. It is what every view calls the *member*."""

    kind = "member"
    uid_field = "user__username"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    trainee = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self):
        return f"{self.user} in {self.project}: {self.role}"

    @property
    def uid(self):
        return self.user.username

    @property
    def path(self):
        return f"members/{self.user.username}"

    def may(self, permission):
        """Whether this member's role covers `permission` (a name in the table)."""
        return role_allows(self.role, permission)


class Token(Row):
    """A secret that signs an API client in as a person, with at most `scope`. Only its digest is kept."""

    kind = "token"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(max_length=100, blank=True, default="")
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.READ)
    # Made on the command line, or by a person with a second step: good for desks that require one.
    two_factor = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="token_uid_once"),
            models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="token_scope_known"),
        ]

    @staticmethod
    def new_secret():
        """A fresh secret: `fc_` and 43 URL-safe characters, 256 bits."""
        return f"fc_{secrets.token_urlsafe(32)}"

    @staticmethod
    def digest_of(secret):
        # A plain hash is enough: the secret is random, nobody can guess it from a list.
        return hashlib.sha256(secret.encode()).hexdigest()
