"""`/public/{slug}/about/…`: what the desk says of itself, each version at its address for good."""

from django.http import Http404

from annotations.deskpages.models import ORDER, DeskPage
from annotations.projects.models import Project
from annotations.public.answers import PublicPage
from annotations.ratings.models import RatingScale
from annotations.text.markdown import render


class AboutPage(PublicPage):
    """A page of a desk that has some; 404 for any other, so that no stranger learns which desks there are."""

    def find(self, slug):
        self.project = Project.objects.filter(slug=slug).first()
        pages = DeskPage.objects.filter(project=self.project).newest().defer("text") if self.project else ()
        self.pages = sorted(pages, key=lambda page: ORDER[page.name])
        if not self.pages:
            raise Http404

    def show(self, template, **context):
        return self.draw(template, {"project": self.project, "pages": self.pages, "section": "about"} | context)


class About(AboutPage):
    """The list of the pages."""

    def get(self, request, slug):
        self.find(slug)
        return self.show("public/about.html")


class Page(AboutPage):
    """A page, in one version of it where `number` is given; `?scale=n` shows the definitions of that version of the
    rating scale, as a fact-check links them."""

    def get(self, request, slug, name, number=None):
        self.find(slug)
        rows = DeskPage.objects.filter(project=self.project, name=name).order_by("-number")
        versions = list(rows.defer("text"))
        found = rows.filter(number=number).first() if number is not None else rows.first()
        if found is None:
            raise Http404
        later = [each for each in versions if each.number > found.number]
        return self.show(
            "public/about_page.html",
            page=found,
            html=render(found.text),
            versions=versions,
            replaced=later[-1] if later else None,
            scale=self.scale(found, number, request.GET.get("scale", "")),
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
