"""Who is asking: a Bearer token, or the browser's session with CSRF."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions

from annotations.accounts.attempts import count_attempt
from annotations.projects.models import Token
from annotations.rest.problems import Problem
from annotations.rows.prepared import Prepared

# A token's last use is written at most this often: it is for people who tidy up, not for the audit.
LAST_USE_EVERY = timedelta(minutes=10)
FAILURES_PER_MINUTE = 30

_token = Prepared(lambda digest: Token.objects.select_related("user").filter(digest=digest), str)


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer TOKEN`. Comes first in the list, so that missing credentials give 401, not 403."""

    def authenticate_header(self, request):
        return 'Bearer realm="factcheck"'

    def authenticate(self, request):
        header = request.META.get("HTTP_AUTHORIZATION", "")
        scheme, _space, secret = header.partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = _token.one(Token.digest_of(secret.strip()))
        now = timezone.now()
        if token is None or (token.expires_at and token.expires_at <= now) or not token.user.is_active:
            throttle_failures(request)
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked."))
        if token.last_used_at is None or now - token.last_used_at > LAST_USE_EVERY:
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token


def throttle_failures(request):
    """Counts failed tokens by address; over the limit answers 429."""
    if count_attempt(f"token:{request.META.get('REMOTE_ADDR', '')}") > FAILURES_PER_MINUTE:
        raise Problem(429, _("Too many wrong tokens from this address. Wait a minute."), headers={"Retry-After": "60"})


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session; writes need the CSRF token."""

    def authenticate(self, request):
        # Requests without our cookie need no look at the session table.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(request._request, "_cached_user", None):
            return None
        found = super().authenticate(request)
        if found is None:
            return None
        # A page that is still open after somebody else has signed in says whose it is: its writes are not theirs.
        meant = request.META.get("HTTP_SIGNED_IN_AS")
        if meant and meant != found[0].username:
            raise exceptions.NotAuthenticated(_("Somebody else is signed in in this browser now."))
        return found[0], None
