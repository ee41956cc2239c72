"""`P/desk-pages`: what the desk says of itself in public, each page in versions."""

from django.utils.translation import gettext as _

from annotations.deskpages.actions import add_page, withdraw_page
from annotations.deskpages.models import DeskPage
from annotations.deskpages.present import present
from annotations.deskpages.serializers import DeskPageInput, DeskPageOutput
from annotations.errors import Deleted, Missing
from annotations.rest.views import ApiView


def present_all(rows):
    return [present(row) for row in rows]


class DeskPages(ApiView):
    """The version of each page that stands now; not of those that were withdrawn."""

    permissions = {"GET": "read"}
    gives = {"GET": [DeskPageOutput]}

    def get(self, request, slug):
        return self.many(DeskPage.objects.filter(project=self.project).standing().loaded(), present_all)


class PageView(ApiView):
    """An address of one page, written or not."""

    def find_versions(self, name):
        """The versions of the page of this name; `Missing` for a name that no page has."""
        if name not in DeskPage.Name.values:
            raise Missing()
        return DeskPage.objects.filter(project=self.project, name=name).loaded()

    def newest(self, name):
        return self.find_versions(name).order_by("-number").first()


class OneDeskPage(PageView):
    """The page as it stands; 410 once it was withdrawn, until PUT writes it anew."""

    permissions = {"GET": "read", "PUT": "oversee", "DELETE": "oversee"}
    creates_by_put = True
    takes = {"PUT": DeskPageInput}
    gives = {"GET": DeskPageOutput, "PUT": DeskPageOutput}
    matches = ("PUT", "DELETE")

    def standing(self, name):
        """The newest version. Raises `Missing`, and `Deleted` when it withdrew the page."""
        found = self.newest(name)
        if found is None:
            raise Missing()
        if found.withdrawn:
            raise Deleted(_("This page was taken away. Its versions stay; PUT writes it anew."))
        return found

    def get(self, request, slug, name):
        found = self.standing(name)
        return self.one(present(found), found.number)

    def put(self, request, slug, name):
        before = self.newest(name)
        fields = self.read(DeskPageInput)
        stands = before is not None and not before.withdrawn
        if stands:
            self.need_match(before.number, lambda: present(before))
        base = before.number if before else 0
        made = add_page(project=self.project, actor=request.user, name=name, base=base, **fields)
        location = None if stands else f"desk-pages/{name}"
        return self.one(present(made), made.number, status=200 if stands else 201, location=location)

    def delete(self, request, slug, name):
        """Withdraws the page; its versions stay at their addresses."""
        before = self.standing(name)
        self.need_match(before.number, lambda: present(before))
        withdraw_page(project=self.project, actor=request.user, name=name, base=before.number)
        return self.gone()


class DeskPageVersions(PageView):
    permissions = {"GET": "read"}
    gives = {"GET": [DeskPageOutput]}

    def get(self, request, slug, name):
        return self.many(self.find_versions(name), present_all)


class OneDeskPageVersion(PageView):
    permissions = {"GET": "read"}
    gives = {"GET": DeskPageOutput}

    def get(self, request, slug, name, number):
        found = self.find_versions(name).filter(number=number).first()
        if found is None:
            raise Missing()
        return self.one(present(found), found.number)
