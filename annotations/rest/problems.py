"""Every failure under `/api/` as RFC 9457 `application/problem+json`; never HTML, never a traceback."""

import logging
from http import HTTPStatus

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.csrf import csrf_failure as html_csrf_failure
from rest_framework import exceptions
from rest_framework.response import Response

from annotations import errors

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

STATUS_OF_RULE = {
    errors.Invalid: 400,
    errors.NotAllowed: 403,
    errors.TwoFactorNeeded: 403,
    errors.Missing: 404,
    errors.Conflict: 409,
    errors.Deleted: 410,
    errors.Gone: 410,
    errors.Stale: 412,
    errors.TooLarge: 413,
}


class Problem(Exception):
    """An answer of `status` with `detail`; `more` are further members, `headers` go with it."""

    def __init__(self, status, detail, headers=None, **more):
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def problem(status, detail, **more):
    """The problem document as a dict."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": str(detail), **more}


def problem_response(status, detail, headers=None, **more):
    """A problem document as a plain Django answer, for what fails before or outside a view."""
    body = orjson.dumps(problem(status, detail, **more))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def exception_handler(exc, context):
    """DRF's hook: the answer to an exception in a view, or None for one that is our own bug."""
    found = understand(exc)
    if found is None:
        log.exception("unexpected error in an API view", exc_info=exc)
        found = Problem(500, _("Something went wrong here. It was logged; nothing was changed."))
    response = Response(problem(found.status, found.detail, **found.more), found.status, headers=found.headers)
    response.content_type = CONTENT_TYPE
    return response


def understand(exc):
    """The `Problem` that an exception means, or None."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, errors.Invalid):
        return Problem(400, exc.detail, errors=[{"pointer": p, "detail": str(d)} for p, d in exc.errors])
    if isinstance(exc, errors.RuleError):
        return Problem(STATUS_OF_RULE[type(exc)], exc.detail, **exc.more)
    if isinstance(exc, exceptions.ValidationError):
        found = pointers(exc.detail)
        detail = "; ".join(f"{e['pointer'] or 'body'}: {e['detail']}" for e in found[:3])
        return Problem(400, detail, errors=found)
    if isinstance(exc, RequestDataTooBig | TooManyFieldsSent):
        return Problem(413, _("The request is larger than this program takes."))
    if isinstance(exc, UnreadablePostError):
        return Problem(400, _("The request broke off before its end."))
    if isinstance(exc, Http404):
        return Problem(404, _("There is no such thing here."))
    if isinstance(exc, PermissionDenied):
        return Problem(403, _("This is not allowed."))
    if isinstance(exc, OperationalError) and "locked" in str(exc).lower():
        return Problem(409, _("Too much is being written just now; send this again."), headers={"Retry-After": "1"})
    if isinstance(exc, IntegrityError):
        # Two requests passed the same check at once; the database let only one through.
        log.info("a constraint refused a write", exc_info=exc)
        return Problem(409, _("Somebody did the same at the same moment. Read it again."))
    if isinstance(exc, exceptions.APIException):
        headers = {}
        if getattr(exc, "auth_header", None):
            headers["WWW-Authenticate"] = exc.auth_header
        if getattr(exc, "wait", None):
            headers["Retry-After"] = str(int(exc.wait) + 1)
        return Problem(exc.status_code, str(exc.detail), headers=headers)
    return None


def pointers(detail, at=""):
    """DRF's nested error details as a flat list of `{pointer, detail}` with JSON Pointers (RFC 6901)."""
    if isinstance(detail, dict):
        found = []
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else "/" + str(name).replace("~", "~0").replace("/", "~1")
            found += pointers(inner, at + step)
        return found
    if isinstance(detail, list):
        found = []
        for index, inner in enumerate(detail):
            # A list of messages is about this place; a list of dicts is about its items.
            found += pointers(inner, f"{at}/{index}" if isinstance(inner, dict | list) else at)
        return found
    return [{"pointer": at, "detail": str(detail)}]


# Django's own failures: handlers named in factcheck/urls.py and in the settings ---------------------------------


def is_api(request):
    return request.path.startswith("/api/")


def csrf_failure(request, reason=""):
    if is_api(request):
        return problem_response(403, _("The CSRF token is missing or wrong. Reload the page and try again."))
    return html_csrf_failure(request, reason=reason, template_name="403_csrf.html")


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        if is_api(request):
            return problem_response(413, _("The request is larger than this program takes."))
        return HttpResponse(_("What was sent is too large."), status=413, content_type="text/plain")
    if is_api(request):
        return problem_response(400, _("The request cannot be understood."))
    return defaults.bad_request(request, exception)


def permission_denied(request, exception):
    if is_api(request):
        return problem_response(403, _("This is not allowed."))
    return defaults.permission_denied(request, exception)


def not_found(request, exception):
    if is_api(request):
        return problem_response(404, _("There is no such address."))
    return defaults.page_not_found(request, exception)


def server_error(request):
    if is_api(request):
        return problem_response(500, _("Something went wrong here. It was logged; nothing was changed."))
    return defaults.server_error(request)
