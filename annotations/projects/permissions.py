"""THE table of who may do what (API.md, *Sign-in*). Nothing else in the program compares roles or scopes."""

from django.db import models


class Role(models.TextChoices):
    """From least to most; each may what those before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Scope(models.TextChoices):
    """What a token allows, from least to most."""

    READ_PUBLISHED = "read:published"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


ROLES = list(Role)
SCOPES = list(Scope)

# permission: (least role, least scope, what it covers)
TABLE = {
    "published": (Role.VIEWER, Scope.READ_PUBLISHED, "what is published: the desk's name, verdicts, ClaimReview"),
    "read": (Role.VIEWER, Scope.READ, "read, changes, stream, exports, agreement"),
    "contribute": (
        Role.REVIEWER,
        Scope.WRITE,
        "create and edit articles, versions, spans, claims, links, evidence; comment; own verdict; take work; "
        "delete one's own",
    ),
    "oversee": (
        Role.EDITOR,
        Scope.WRITE,
        "delete others'; triage, merge, split; assign; open and reveal rounds; decide; publish; correct",
    ),
    "administer": (Role.ADMIN, Scope.ADMIN, "project, members, ratings, webhooks, invitations, project tokens"),
}


def role_allows(role, permission):
    """Whether a member with this role may do what `permission` covers."""
    return ROLES.index(role) >= ROLES.index(TABLE[permission][0])


def scope_allows(scope, permission):
    """Whether a token with this scope may; a session (scope None) may whatever its role may."""
    return scope is None or SCOPES.index(scope) >= SCOPES.index(TABLE[permission][1])


def scope_within(scope, limit):
    """Whether `scope` is no greater than `limit` (None: no limit)."""
    return limit is None or SCOPES.index(scope) <= SCOPES.index(limit)
