"""`/public/{slug}/about/…`: what the desk says of itself, each version at its address for good."""

from django.db.models.functions import Length
from django.http import Http404
from django.utils.safestring import mark_safe

from annotations.deskpages.models import ORDER, DeskPage
from annotations.projects.models import Project
from annotations.public.answers import PublicPage
from annotations.ratings.models import RatingScale
from annotations.text import prose


class AboutPage(PublicPage):
    """A page of a desk that has written some; 404 for any other, so that no stranger learns which desks there are."""

    def find(self, slug):
        self.project = Project.objects.filter(slug=slug).first()
        rows = DeskPage.objects.filter(project=self.project)
        if self.project is None or not rows.exists():
            raise Http404
        self.pages = sorted(rows.standing().defer("text"), key=lambda page: ORDER[page.name])

    def show(self, template, status=200, **context):
        shown = {"project": self.project, "pages": self.pages, "section": "about"}
        return self.draw(template, shown | context, status=status)


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
        versions = list(rows.annotate(has_text=Length("text")).defer("text"))
        found = rows.filter(number=number).first() if number is not None else rows.first()
        if found is None:
            raise Http404
        if found.withdrawn:
            return self.tell_withdrawn(found, versions)
        later = [each for each in versions if each.number > found.number]
        return self.show(
            "public/about_page.html",
            page=found,
            html=mark_safe(prose.render(found.text, highest=2)),
            versions=[each for each in versions if each.has_text],
            replaced=later[-1] if later else None,
            gone=not versions[0].has_text,
            scale=self.scale(found, number, request.GET.get("scale", "")),
        )

    def tell_withdrawn(self, page, versions):
        """That the desk has taken the page away, and when; its versions stay."""
        kept = [each for each in versions if each.has_text]
        return self.show("public/about_gone.html", page=page, versions=kept, status=410)

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
