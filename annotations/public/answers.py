"""The base of every public page: no account, no session, no cookies; fit for a CDN.

Each answer says for how long it may be kept and carries an ETag, its digest; whoever has it gets 304.
"""

import hashlib
from functools import cache

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation
from django.views import View

from annotations.deskpages.models import DeskPage
from annotations.deskpages.versions import links_now
from annotations.projects.models import Project
from annotations.public.words import is_rtl, ours
from annotations.publishing.models import FactCheck
from annotations.rest.etags import none_match
from annotations.rest.filters import with_nul

# Seconds: a correction is seen everywhere after FRESH; a CDN that cannot reach us may show what it has for a day.
FRESH = 60
CACHE = f"public, max-age={FRESH}, stale-while-revalidate=60, stale-if-error=86400"
KEPT = "public, max-age=31536000, immutable"


class PublicPage(View):
    """A page for everybody. `answer(body, type)` is what a GET gives."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        if with_nul(request.GET) is not None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def answer(self, body, media_type="text/html; charset=utf-8", *, status=200, cache=CACHE, headers=None):
        """Body (str or bytes) with ETag; 304 when the client has it."""
        data = body.encode() if isinstance(body, str) else body
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers = {"Cache-Control": cache, "ETag": tag} | (headers or {})
        wanted = self.request.headers.get("If-None-Match")
        if status == 200 and wanted and none_match(wanted, tag):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(data, status=status, content_type=media_type, headers=headers)

    def draw(self, template, context, *, language=None, **more):
        """The answer with the page of a template."""
        return self.answer(drawn(template, context, language), **more)


def drawn(template, context, language=None):
    """The HTML of a public page, in the language of what it shows where the program has words in it."""
    language = language or context.get("language")
    with translation.override(ours(language, context["project"].language)):
        # Without the request: a context processor would touch the session.
        frame = {
            # Read where a template shows them; a fact-check brings those that held when it was published.
            "desk_pages": cache(lambda: links_now(context["project"])),
            "ui_language": translation.get_language(),
            "page_direction": "rtl" if is_rtl(language or translation.get_language()) else "ltr",
        }
        return render_to_string(template, frame | context)


def find_desk(slug):
    """The desk of this slug that has published something, if only a page about itself. Else 404: no stranger learns
    which desks there are."""
    project = Project.objects.filter(slug=slug).first()
    known = project is not None and (
        FactCheck.objects.filter(project=project).exists() or DeskPage.objects.filter(project=project).exists()
    )
    if not known:
        raise Http404
    return project


def find_factcheck(slug, uid):
    """A fact-check that is or was public, with its desk and its current version, in one statement."""
    rows = FactCheck.objects.filter(project__slug=slug, uid=uid).select_related("current", "project")
    found = next(iter(rows[:1]), None)
    if found is None:
        raise Http404
    return found


def is_gone(found):
    """Whether only a tombstone is left of a fact-check."""
    return found.state == FactCheck.State.VOID or found.current.snapshot is None
