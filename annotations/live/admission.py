"""Who may listen: the checks of the stream, which no middleware of Django's makes for it.

One short sync call in a thread. It reads the session and never writes it; the connection is closed by the caller.
"""

import io
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import Error, connection
from django.http import QueryDict
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from annotations.accounts.models import User
from annotations.changes import bell
from annotations.errors import RuleError
from annotations.live.changes import read_after
from annotations.projects.models import Project
from annotations.rest.authentication import BearerAuthentication
from annotations.rest.problems import Problem, understand
from annotations.rest.views import ApiView
from annotations.rows.querysets import the_one

# What is asked of the same-origin policy: a page of another site must not listen with our cookie.
OWN_SITES = ("same-origin", "none")


@dataclass
class Admitted:
    """Somebody who may listen now. `scope` is kept to ask again; `after` is the number they have, or None."""

    scope: dict
    project: Project
    username: str
    language: str
    head: int
    after: int | None

    @property
    def project_id(self):
        return self.project.pk


def admit(scope, slug):
    """The `Admitted` for an ASGI request of `P/stream`. Raises `Problem` for everybody else: 400, 401, 403, 404."""
    request = ASGIRequest(scope, io.BytesIO())
    with translation.override(translation.get_language_from_request(request)):
        try:
            return _admit(request, scope, slug)
        except (RuleError, APIException) as error:
            raise understand(error) from None


def _admit(request, scope, slug):
    try:
        request.get_host()
    except DisallowedHost:
        raise Problem(400, _("The request cannot be understood.")) from None
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        there = f"https://{request.get_host()}{request.get_full_path()}"
        raise Problem(301, _("This site is reached by https only."), headers={"Location": there})
    user, token, session = _who(request)
    if user is None:
        headers = {"WWW-Authenticate": BearerAuthentication().authenticate_header(request)}
        raise Problem(401, _("Authentication credentials were not provided."), headers=headers)
    if token is None:
        _check_origin(request)
    view = ApiView()
    request.session, request.user = session, user
    asked = Request(request)
    asked.user, asked.auth = user, token
    view.request = asked
    view.find_member(asked, slug)
    view.check_permission(asked, "read")
    return Admitted(
        scope=scope,
        project=view.project,
        username=user.username,
        language=translation.get_language(),
        head=view.changes_head,
        after=_wanted(request),
    )


def _who(request):
    """`(user, token, session)`, Nones for nobody. Raises for a token that does not work."""
    try:
        found = BearerAuthentication().authenticate(request)
    except APIException as error:
        error.auth_header = BearerAuthentication().authenticate_header(request)
        raise
    session = _session(request)
    if found:
        return *found, session
    return _user_of(session), None, session


def _session(request):
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _user_of(session):
    """The person whose session this is, as `django.contrib.auth.get_user` finds them, but without its writes."""
    if session.session_key is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = the_one(User.objects.filter(pk=session[SESSION_KEY], is_active=True))
    if user is None:
        return None
    given = session.get(HASH_SESSION_KEY) or ""
    known = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return user if any(constant_time_compare(given, one) for one in known) else None


def still_admitted(asked):
    """For each `(scope, slug)` whether they may listen; None where the database did not answer."""
    answers = []
    for scope, slug in asked:
        try:
            admit(scope, slug)
            answers.append(True)
        except Problem:
            answers.append(False)
        except Error:
            connection.close()
            answers.append(None)
    return answers


def _check_origin(request):
    """Browsers say where a request comes from: with a session it must be a page of ours."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    if (site and site not in OWN_SITES) or (origin and origin not in (own, *settings.CSRF_TRUSTED_ORIGINS)):
        raise Problem(403, _("Only pages of this site may listen with a session."))


def _wanted(request):
    """The number the client has: of `Last-Event-ID`, else of `?after=`; None for neither, -1 for one that is none.

    An EventSource gives up when it is refused, so a `Last-Event-ID` that nobody gave out gets a reset.
    """
    given = request.headers.get("Last-Event-ID")
    if given:
        return int(given) if given.isascii() and given.isdigit() and len(given) < 1000 else -1
    query = QueryDict(request.META["QUERY_STRING"])
    return read_after(query) if "after" in query else None


def ring_ended(instance, **_):
    """Rings at the end of a session (its row is deleted), so that the streams opened with it end at once."""
    user = User.objects.filter(pk=instance.get_decoded().get(SESSION_KEY)).first()
    if user is not None:
        bell.ring_person(None, user.username)
