"""Tokens: a person's own, in no log (ARCHITECTURE, invariant 3 counts them as personal rows)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.two_factor import has_two_factor
from annotations.changes import bell
from annotations.errors import Missing, NotAllowed
from annotations.projects.models import Token
from annotations.projects.permissions import Scope, scope_within


@transaction.atomic
def create_token(*, user, project=None, scope=Scope.READ, name="", expires_at=None, by=None, trusted=False):
    """`(token, secret)`; the secret is kept nowhere. `project` limits the token to one desk.

    `by` is the token that asks, if one does; `trusted` says that an operator asks: those tokens enter desks that
    require two-factor sign-in, like those of people who have it. Raises `NotAllowed` when the new one would be greater.
    """
    if by is not None and not _within(by, project, scope, expires_at):
        raise NotAllowed(_("A token makes only tokens no greater than itself: in desk, scope and time."))
    secret = Token.new_secret()
    token = Token.objects.create(
        user=user,
        project=project,
        name=name,
        scope=scope,
        expires_at=expires_at,
        two_factor=by.two_factor if by is not None else trusted or has_two_factor(user),
        digest=Token.digest_of(secret),
    )
    return token, secret


def _within(by, project, scope, expires_at):
    return (
        scope_within(scope, by.scope)
        and (by.project_id is None or (project is not None and project.pk == by.project_id))
        and (by.expires_at is None or (expires_at is not None and expires_at <= by.expires_at))
    )


def tokens_of(user, *, by=None):
    """The person's tokens that still work; of one desk only, when the token that asks is limited to it."""
    found = Token.objects.filter(user=user).select_related("project")
    found = found.exclude(expires_at__lte=timezone.now())
    if by is not None and by.project_id is not None:
        found = found.filter(project=by.project_id)
    return found


@transaction.atomic
def revoke_token(*, user, uid, by=None):
    """Takes a token away. Raises `Missing`, or `NotAllowed` when `by` is a lesser token."""
    token = tokens_of(user, by=by).filter(uid=uid).first()
    if token is None:
        raise Missing()
    if by is not None and not scope_within(token.scope, by.scope):
        raise NotAllowed(_("A token cannot revoke a greater one."))
    token.delete()
    bell.ring_person(None, user.username)  # their streams ask again who they are
