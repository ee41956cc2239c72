"""The base of every API view: it finds the project and the member, checks the permission, then runs the handler.

A view says `permissions = {"GET": "read", "POST": "contribute"}` with names from the one table; a method that is not
there answers 405. The order of failures is that of API.md: 401, 404 (a stranger), 403, 400, 428, 412, 409.
"""

import orjson
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from annotations.changes.last_edit import last_edit
from annotations.errors import Missing, Stale
from annotations.projects.entering import lacks_two_factor
from annotations.projects.models import Membership
from annotations.projects.permissions import scope_allows
from annotations.rest import etags, idempotency, lists
from annotations.rest.filters import refuse_nul
from annotations.rest.problems import Problem
from annotations.rows.prepared import Prepared

SAFE = ("GET", "HEAD", "OPTIONS")

_membership = Prepared(
    lambda slug, user: Membership.objects.select_related("project__counter").filter(project__slug=slug, user=user),
    str,
    int,
)


class ApiView(APIView):
    """An address of the API. `permissions` maps methods to names in the table; None: any person signed in."""

    permissions = {}
    shows_secret = False

    # Filled in by `initial`.
    project = None
    member = None

    def dispatch(self, request, *args, **kwargs):
        self.args, self.kwargs = args, kwargs
        request = self.initialize_request(request, *args, **kwargs)
        self.request, self.headers = request, {}
        try:
            self.initial(request, *args, **kwargs)
            handler = getattr(self, request.method.lower(), self.http_method_not_allowed)
            if request.method in SAFE:
                response = handler(request, *args, **kwargs)
            else:
                response = self._write(request, handler)
        except Exception as exc:
            response = self.handle_exception(exc)
        self.response = self.finalize_response(request, response, *args, **kwargs)
        return self.response

    def initial(self, request, *args, **kwargs):
        self.format_kwarg = None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        self.perform_authentication(request)
        if request.user is None:
            raise NotAuthenticated()
        method = "GET" if request.method in ("HEAD", "OPTIONS") else request.method
        if method not in self.permissions:
            self.headers["Allow"] = ", ".join(self.permissions)
            raise MethodNotAllowed(request.method)
        self.find_member(request, kwargs.get("slug"))
        self.check_permission(request, self.permissions[method])
        refuse_nul(request.GET)

    def find_member(self, request, slug):
        """Looks the project up through the person; strangers and other projects' tokens learn nothing."""
        request.project = None
        if slug is None:
            return
        member = _membership.one(slug, request.user.pk)
        token = request.auth
        if member is None or (token and token.project_id and token.project_id != member.project_id):
            raise Missing(_("There is no such project."))
        if lacks_two_factor(member.project, request.user, token):
            raise Problem(403, self.two_factor_words(token), set_up=f"{settings.SITE_URL}{reverse('mfa_index')}")
        member.user = request.user
        self.member, self.project = member, member.project
        request.project, request.member = member.project, member

    @staticmethod
    def two_factor_words(token):
        if token is None:
            return _("This desk requires two-factor sign-in. Set it up in your account.")
        return _("This desk requires two-factor sign-in. Set it up in your account, then make this token anew.")

    def check_permission(self, request, permission):
        """Raises 403 when role or scope is too small for `permission`."""
        if permission is None:
            return
        if self.member is not None and not self.member.may(permission):
            raise Problem(403, _("Your role on this desk does not allow this."))
        if not scope_allows(request.auth.scope if request.auth else None, permission):
            raise Problem(403, _("The scope of this token does not allow this."))

    def may(self, permission):
        """Whether role and scope both cover `permission`."""
        scope = self.request.auth.scope if self.request.auth else None
        return self.member.may(permission) and scope_allows(scope, permission)

    def _write(self, request, handler):
        """Runs a write, once per Idempotency-Key.

        Somebody may be faster between what was read here and what is written: then it is run once more on what stands
        now, so that If-Match is compared with that, and a 412 carries it as `current`.
        """
        header = request.headers.get("Idempotency-Key")
        key = idempotency.read_key(header) if header is not None else None
        try:
            return self._write_once(request, handler, key)
        except Stale:
            self.find_member(request, self.kwargs.get("slug"))
            return self._write_once(request, handler, key)

    def _write_once(self, request, handler, key):
        with transaction.atomic():
            if key is None:
                return handler(request, *self.args, **self.kwargs)
            kept = idempotency.claim(request, key)
            if kept.status is not None:
                return idempotency.replay(kept)
            response = handler(request, *self.args, **self.kwargs)
            idempotency.keep(kept, response, secret=self.shows_secret)
            return response

    # Input ------------------------------------------------------------------------------------------------------

    def read(self, serializer_class, *, partial=False):
        """The validated body, a dict. Raises 400 with pointers. Multipart parts count as JSON members."""
        data = self.request.data
        if hasattr(data, "lists"):
            data = serializer_class.from_parts(
                {name: data[name] for name in data if name not in self.request.FILES}, self.request.FILES
            )
        return serializer_class.take(data, partial=partial)

    def need_match(self, revision, current, *, optional=False):
        """Checks If-Match against `revision`; `current` is a function that gives the representation for a 412."""
        header = self.request.headers.get("If-Match")
        if header is None:
            if optional:
                return
            raise Problem(428, _("Send If-Match with the ETag you read, so that nobody's work is overwritten."))
        if not etags.match(header, revision):
            self.refuse_stale(revision, current)

    def refuse_stale(self, revision, current):
        """Raises 412 with the current representation, its ETag, and who made it so."""
        data = current()
        edit = last_edit(self.project, data.get("id") or data.get("slug") or "") if self.project else {}
        raise Problem(412, Stale().detail, headers={"ETag": etags.etag(revision, data)}, current=data, **edit)

    # Output -----------------------------------------------------------------------------------------------------

    @property
    def changes_head(self):
        """The newest number of the log, as read with the project: before any row of the answer."""
        return self.project.counter.seq

    def one(self, data, revision, *, status=200, location=None):
        """One resource with its ETag; 304 when a GET's client has it already. `location` is a path below `P/`."""
        body = orjson.dumps(data)
        tag = etags.etag(revision, data)
        headers = {"ETag": tag}
        if self.project is not None:
            headers["Changes-Head"] = str(self.changes_head)
        if location is not None:
            headers["Location"] = self.url(location)
        wanted = self.request.headers.get("If-None-Match")
        if status == 200 and self.request.method in ("GET", "HEAD") and wanted and etags.none_match(wanted, tag):
            return Response(None, 304, headers=headers)
        return Response(body, status, headers=headers)

    def many(self, queryset, present_all):
        """A list page; `present_all` turns the page's rows into dicts."""
        rows, following = lists.page(queryset, self.request)
        return self.listed(present_all(rows), following)

    def listed(self, results, following=None):
        headers = {}
        if self.project is not None:
            headers["Changes-Head"] = str(self.changes_head)
        if following:
            headers["Link"] = f'<{following}>; rel="next"'
        return Response(orjson.dumps({"results": results, "next": following}), headers=headers)

    def gone(self):
        """The answer to a DELETE."""
        return Response(None, 204)

    def url(self, path):
        """The absolute address of `path` below `P/`."""
        return address(self.project, path)


def address(project, path):
    """The absolute address of `path` below `P/`; below the API's root without a project."""
    root = f"{settings.SITE_URL}/api/v1"
    if project is None:
        return f"{root}/{path}"
    return f"{root}/projects/{project.slug}/{path}" if path else f"{root}/projects/{project.slug}"


assert api_settings.UNAUTHENTICATED_USER is None, "ApiView tells strangers by `request.user is None`"
