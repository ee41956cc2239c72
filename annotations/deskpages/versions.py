"""Which versions of the desk's pages hold now, and where the public finds each."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from annotations.deskpages.models import ORDER, DeskPage
from annotations.ratings.models import RatingScale


def versions_now(project):
    """`{name: {number, title, scale}}` of the pages that the desk has, for a snapshot; two statements.

    `scale` is the version of the rating scale that is current, for the page of the rating definitions; else null.
    """
    pages = DeskPage.objects.filter(project=project).standing().values_list("name", "number", "title")
    scale = RatingScale.objects.filter(project=project).order_by("-version").values_list("version", flat=True).first()
    return {
        name: {"number": number, "title": title, "scale": scale if name == DeskPage.Name.RATINGS else None}
        for name, number, title in sorted(pages, key=lambda page: ORDER[page[0]])
    }


def address_of(project, name, number=None, scale=None):
    """The absolute public address of a page, of one version of it where `number` is given."""
    path = reverse("public_desk_page", args=[project.slug, name])
    if number is not None:
        path = reverse("public_desk_page_version", args=[project.slug, name, number])
    return f"{settings.SITE_URL}{path}" + (f"?{urlencode({'scale': scale})}" if scale else "")


def links_now(project):
    """`[{name, title, url}]` of the pages as they stand now."""
    pages = DeskPage.objects.filter(project=project).standing().values_list("name", "title")
    return [
        {"name": name, "title": title, "url": address_of(project, name)}
        for name, title in sorted(pages, key=lambda page: ORDER[page[0]])
    ]


def links(project, frozen):
    """`[{name, title, url}]` of what `versions_now` gave once: each page in the version that was valid then."""
    return [
        {"name": name, "title": page["title"], "url": address_of(project, name, page["number"], page["scale"])}
        for name, page in sorted((frozen or {}).items(), key=lambda item: ORDER[item[0]])
    ]
