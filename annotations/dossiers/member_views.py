"""`P/members/{username}`: one member. Leaving hands their work over, so it is served from above assignments."""

from django.utils.translation import gettext as _

from annotations.dossiers.leaving import leave_desk
from annotations.errors import Missing
from annotations.projects.models import Membership
from annotations.projects.permissions import scope_allows
from annotations.rest.problems import Problem
from annotations.rest.views import ApiView
from annotations.teams.actions import edit_member
from annotations.teams.present import present_member
from annotations.teams.serializers import MemberEdit, MemberOutput


class Member(ApiView):
    """DELETE takes a person off the desk; anybody may leave. `?hand_to=` names who takes open work over."""

    permissions = {"GET": "read", "PATCH": "administer", "DELETE": "administer"}
    takes = {"PATCH": MemberEdit}
    gives = {"GET": MemberOutput, "PATCH": MemberOutput}

    def check_permission(self, request, permission):
        if request.method == "DELETE" and self.kwargs["username"].lower() == request.user.username.lower():
            # Leaving is everybody's right, with a token that may write.
            if not scope_allows(request.auth.scope if request.auth else None, "contribute"):
                raise Problem(403, _("The scope of this token does not allow this."))
            return
        super().check_permission(request, permission)

    def find(self, username):
        found = Membership.objects.filter(project=self.project, user__username__iexact=username)
        member = found.select_related("user").first()
        if member is None:
            raise Missing(_("Nobody of this name belongs to this desk."))
        member.project = self.project
        return member

    def get(self, request, slug, username):
        return self.one(present_member(self.find(username)), 1)

    def patch(self, request, slug, username):
        member = self.find(username)
        edit_member(member=member, actor=request.user, **self.read(MemberEdit))
        return self.one(present_member(member), 1)

    def delete(self, request, slug, username):
        leave_desk(member=self.find(username), actor=request.user, hand_to=request.GET.get("hand_to"))
        return self.gone()
