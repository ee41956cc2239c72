"""`P/desk-pages`: what the desk says of itself in public, each page in versions."""

from annotations.deskpages.actions import add_page
from annotations.deskpages.models import DeskPage
from annotations.deskpages.present import present
from annotations.deskpages.serializers import DeskPageInput, DeskPageOutput
from annotations.errors import Missing
from annotations.rest.views import ApiView


def present_all(rows):
    return [present(row) for row in rows]


class DeskPages(ApiView):
    """The version of each page that stands now."""

    permissions = {"GET": "read"}
    gives = {"GET": [DeskPageOutput]}

    def get(self, request, slug):
        return self.many(DeskPage.objects.filter(project=self.project).newest().loaded(), present_all)


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
    permissions = {"GET": "read", "PUT": "oversee"}
    creates_by_put = True
    takes = {"PUT": DeskPageInput}
    gives = {"GET": DeskPageOutput, "PUT": DeskPageOutput}
    matches = ("PUT",)

    def get(self, request, slug, name):
        found = self.newest(name)
        if found is None:
            raise Missing()
        return self.one(present(found), found.number)

    def put(self, request, slug, name):
        before = self.newest(name)
        fields = self.read(DeskPageInput)
        if before is not None:
            self.need_match(before.number, lambda: present(before))
        base = before.number if before else 0
        made = add_page(project=self.project, actor=request.user, name=name, base=base, **fields)
        location = f"desk-pages/{name}" if before is None else None
        return self.one(present(made), made.number, status=200 if before else 201, location=location)


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
