"""One-click sign-in for the people of the sample desk, on one's own machine only (ARCHITECTURE, section 11)."""

from urllib.parse import urlsplit

from django.conf import settings

from annotations.accounts.models import User

# The people whom `manage.py demo` makes. None of them has a password.
CAST = ("alice", "bob", "carol", "dave", "vera", "eve")

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Any of these says that somebody else's machine stands between: then this is not one's own.
FORWARDING = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_FLY_CLIENT_IP",
    "HTTP_FASTLY_CLIENT_IP",
)


def demo_allowed(request):
    """Whether this request may sign in as one of the cast: DEMO is on, and nobody stands between."""
    # Our own server believes no forwarding header and takes it off; this is how it tells.
    if request.META.get("factcheck.forwarded"):
        return False
    if not settings.DEMO or any(name in request.META for name in FORWARDING):
        return False
    host = urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname
    return host in LOOPBACK and request.META.get("REMOTE_ADDR", "127.0.0.1") in LOOPBACK


def demo_people():
    """The cast, in their order: persons who could not sign in otherwise."""
    found = {
        user.username: user
        for user in User.objects.filter(username__in=CAST, kind=User.Kind.PERSON, is_active=True)
        if not user.has_usable_password()
    }
    return [found[name] for name in CAST if name in found]
