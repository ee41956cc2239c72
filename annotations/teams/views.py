"""`/me`, `/projects`, `P`, `P/members`."""

from django.db.models import F
from django.utils.translation import gettext as _

from annotations.errors import NotAllowed
from annotations.projects.models import Membership, Project
from annotations.rest.views import ApiView
from annotations.teams import actions
from annotations.teams.present import present, present_listed, present_member
from annotations.teams.serializers import (
    DeskEdit,
    DeskInput,
    DeskOutput,
    ListedDeskOutput,
    MemberInput,
    MemberOutput,
    MeOutput,
)


def memberships(request):
    """The caller's desks; a token that is limited to one desk knows of no other."""
    found = Membership.objects.filter(user=request.user).select_related("project")
    if request.auth and request.auth.project_id:
        found = found.filter(project=request.auth.project_id)
    return found


class Me(ApiView):
    permissions = {"GET": "published"}
    gives = {"GET": MeOutput}

    def get(self, request):
        projects = [
            {"slug": member.project.slug, "name": member.project.name, "role": member.role}
            for member in memberships(request).order_by("project__slug")
        ]
        return self.one({"username": request.user.username, "name": request.user.name, "projects": projects}, 1)


class Desks(ApiView):
    permissions = {"GET": "read", "POST": "administer"}
    takes = {"POST": DeskInput}
    gives = {"GET": [ListedDeskOutput], "POST": DeskOutput}

    def get(self, request):
        mine = Project.objects.filter(memberships__in=memberships(request)).annotate(role=F("memberships__role"))
        return self.many(mine, lambda rows: [present_listed(row, row.role) for row in rows])

    def post(self, request):
        if request.auth and request.auth.project_id:
            raise NotAllowed(_("This token is limited to one desk and makes no others."))
        project = actions.create_desk(actor=request.user, **self.read(DeskInput))
        member = Membership.objects.select_related("project").get(project=project, user=request.user)
        return self.one(present(member), project.revision, status=201, location=f"projects/{project.slug}")


class Desk(ApiView):
    permissions = {"GET": "published", "PATCH": "administer"}
    takes = {"PATCH": DeskEdit}
    gives = {"GET": DeskOutput, "PATCH": DeskOutput}
    matches = ("PATCH",)

    def show(self):
        return present(self.member, settings=self.may("read"))

    def get(self, request, slug):
        return self.one(self.show(), self.project.revision)

    def patch(self, request, slug):
        fields = self.read(DeskEdit)
        self.need_match(self.project.revision, self.show)
        actions.edit_desk(project=self.project, actor=request.user, **fields)
        return self.one(self.show(), self.project.revision)


class Members(ApiView):
    permissions = {"GET": "read", "POST": "administer"}
    takes = {"POST": MemberInput}
    gives = {"GET": [MemberOutput], "POST": MemberOutput}

    def get(self, request, slug):
        found = Membership.objects.filter(project=self.project).select_related("user")
        return self.many(found, lambda rows: [present_member(row) for row in rows])

    def post(self, request, slug):
        fields = self.read(MemberInput)
        user = actions.find_person(fields.pop("username"))
        member = actions.add_member(project=self.project, actor=request.user, user=user, **fields)
        return self.one(present_member(member), 1, status=201, location=member.path)
