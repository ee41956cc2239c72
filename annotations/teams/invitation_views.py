"""`P/invitations`: whom the admins have invited."""

from annotations.rest.views import ApiView
from annotations.teams import invitations
from annotations.teams.models import Invitation
from annotations.teams.present import present_invitation
from annotations.teams.serializers import InvitationInput, InvitationOutput, NewInvitationOutput


def invitations_of(project):
    """The desk's invitations with what `present_invitation` reads: open, expired and used ones."""
    return Invitation.objects.filter(project=project).select_related("author", "used_by")


class Invitations(ApiView):
    permissions = {"GET": "administer", "POST": "administer"}
    takes = {"POST": InvitationInput}
    gives = {"GET": [InvitationOutput], "POST": NewInvitationOutput}
    shows_secret = True

    def get(self, request, slug):
        return self.many(invitations_of(self.project), lambda rows: [present_invitation(row) for row in rows])

    def post(self, request, slug):
        made, secret = invitations.invite(project=self.project, actor=request.user, **self.read(InvitationInput))
        shown = present_invitation(made) | {"link": invitations.link_of(made, secret)}
        return self.one(shown, 1, status=201, location=made.path)


class OneInvitation(ApiView):
    permissions = {"GET": "administer", "DELETE": "administer"}
    gives = {"GET": InvitationOutput}

    def find(self, uid):
        found = invitations_of(self.project).find(self.project, uid)
        found.project = self.project
        return found

    def get(self, request, slug, uid):
        return self.one(present_invitation(self.find(uid)), 1)

    def delete(self, request, slug, uid):
        invitations.withdraw_invitation(invitation=self.find(uid), actor=request.user)
        return self.gone()
