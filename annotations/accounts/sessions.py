"""Where a person is signed in: listed and ended by themselves. Personal rows, in no change log.

The rows are those of django-allauth's `usersessions`; they are written here, because its middleware would write one at
every request, and its login signal misses sign-ins that are not its own (the welcome link, an invitation).
"""

import time

from allauth.usersessions.models import UserSession
from django.utils import timezone

from annotations.accounts.devices import device
from annotations.errors import Missing
from annotations.rows.models import new_uid

# What is shown as "last seen" is at most this old, in seconds: a write each time somebody clicks would cost more.
SEEN_EVERY = 300
SEEN = "seen"


class SeenMiddleware:
    """Notes now and then that a session is used, from where and with what. Costs nothing without a session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = getattr(request, "session", None)
        # Only where the session was loaded anyway, and somebody is signed in with it.
        used = session is not None and session.accessed and "_auth_user_id" in session
        if used and time.time() - session.get(SEEN, 0) > SEEN_EVERY:
            note(request, request.user)
        return response


def note(request, user):
    """Writes that this session is used now. Gives nothing for a user who is nobody."""
    if not user.is_authenticated:
        return
    session = request.session
    if not session.session_key:
        session.save()
    session[SEEN] = int(time.time())
    values = {
        "user": user,
        "ip": request.META.get("REMOTE_ADDR") or "0.0.0.0",
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
        "last_seen_at": timezone.now(),
    }
    UserSession.objects.update_or_create(
        session_key=session.session_key, defaults=values, create_defaults=values | {"data": {"name": new_uid()}}
    )


def on_sign_in(sender, request, user, **kwargs):
    """Django's signal, sent by every way to sign in."""
    if request is not None:
        note(request, user)


def on_sign_out(sender, request, **kwargs):
    key = request.session.session_key if request is not None else None
    if key:
        UserSession.objects.filter(session_key=key).delete()


def sessions_of(user, current):
    """The person's sessions that still work, this one first, then by use. Each has `name` (an opaque id: its key is a
    secret), `device` and `is_here`: whether it is the one with the key `current`."""
    rows = [row for row in UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk") if not row.purge()]
    for row in rows:
        row.name, row.device = row.data.get("name"), device(row.user_agent)
        row.is_here = row.session_key == current
    return sorted(rows, key=lambda row: not row.is_here)


def end_session(user, name):
    """Ends one session; its pages and streams learn of it at once. Raises `Missing`."""
    row = UserSession.objects.filter(user=user, data__name=name).first()
    if row is None:
        raise Missing()
    row.end()


def end_others(user, current):
    """Ends every session of the person but the one with the key `current`; gives how many."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=current))
    for row in rows:
        row.end()
    return len(rows)
