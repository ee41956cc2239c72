"""`/public/{slug}/about/…`: the desk's pages for everybody. No account, no session, no cookie; fit for a CDN.

They speak the language of the desk, not the reader's, so that one answer is everybody's.
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation
from django.views import View

from annotations.deskpages.models import ORDER, DeskPage
from annotations.projects.models import Project
from annotations.ratings.models import RatingScale
from annotations.rest.etags import none_match
from annotations.text.markdown import render

# Seconds: a new version is seen everywhere after this.
FRESH = 60
CACHE = f"public, max-age={FRESH}, stale-while-revalidate=60, stale-if-error=86400"


class PublicPage(View):
    """A public page of a desk that has pages; 404 for any other, so that no stranger learns which desks there are."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, slug, **kwargs):
        project = Project.objects.filter(slug=slug).first()
        self.pages = sorted(
            DeskPage.objects.filter(project=project).newest().defer("text") if project else (),
            key=lambda page: ORDER[page.name],
        )
        if not self.pages:
            raise Http404
        self.project = project
        return super().dispatch(request, **kwargs)

    def draw(self, template, context):
        language = self.project.language.split("-")[0]
        with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
            # Without the request: a context processor would touch the session.
            context |= {
                "project": self.project,
                "pages": self.pages,
                "language": translation.get_language(),
                "bidi": translation.get_language_bidi(),
            }
            body = render_to_string(template, context).encode()
        headers = {"Cache-Control": CACHE, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
        wanted = self.request.headers.get("If-None-Match")
        if wanted and none_match(wanted, headers["ETag"]):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(body, headers=headers)


class About(PublicPage):
    """The list of the pages."""

    def get(self, request):
        return self.draw("public/about.html", {})


class Page(PublicPage):
    """A page, in one version of it where `number` is given; `?scale=n` shows the definitions of that version of the
    rating scale, as a fact-check links them."""

    def get(self, request, name, number=None):
        rows = DeskPage.objects.filter(project=self.project, name=name).order_by("-number")
        versions = list(rows.defer("text"))
        found = rows.filter(number=number).first() if number is not None else rows.first()
        if found is None:
            raise Http404
        later = [each for each in versions if each.number > found.number]
        return self.draw(
            "public/about_page.html",
            {
                "page": found,
                "html": render(found.text),
                "versions": versions,
                "replaced": later[-1] if later else None,
                "newest": versions[0],
                "scale": self.scale(found, number, request.GET.get("scale", "")),
            },
        )

    def scale(self, page, number, wanted):
        """The scale whose definitions the page shows: the wanted version, the one of its time, the current one."""
        if page.name != DeskPage.Name.RATINGS:
            return None
        scales = RatingScale.objects.filter(project=self.project).prefetch_related("ratings")
        if wanted:
            if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
                raise Http404
            found = scales.filter(version=int(wanted)).first()
        else:
            found = scales.filter(pk=page.scale_id).first() if number is not None else scales.order_by("version").last()
        if found is None:
            raise Http404
        return found
