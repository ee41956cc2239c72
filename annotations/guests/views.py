"""`P/guests`: outside experts who see one claim by a link."""

from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.errors import Invalid
from annotations.guests.actions import edit_guest, invite_guest, renew_link, revoke_guest
from annotations.guests.models import Guest
from annotations.guests.present import present
from annotations.guests.serializers import GuestEdit, GuestInput, GuestOutput, NewGuestOutput, RenewInput
from annotations.rest.views import ApiView


class Guests(ApiView):
    permissions = {"GET": "read", "POST": "oversee"}
    takes = {"POST": GuestInput}
    gives = {"GET": [GuestOutput], "POST": NewGuestOutput}
    query = {"claim": "id: guests of this claim"}
    shows_secret = True

    def get(self, request, slug):
        rows = Guest.objects.loaded().alive().filter(project=self.project, claim__deleted_at__isnull=True)
        if claim := request.GET.get("claim"):
            rows = rows.filter(claim__uid=claim)
        return self.many(rows, lambda page: [present(row) for row in page])

    def post(self, request, slug):
        fields = self.read(GuestInput)
        fields["uid"] = fields.pop("id", None)
        claim = Claim.objects.alive().filter(project=self.project, uid=fields.pop("claim")).first()
        if claim is None:
            raise Invalid(("/claim", _("There is no such claim on this desk.")))
        claim.project = self.project
        guest, link = invite_guest(claim=claim, actor=request.user, **fields)
        return self.one(present(guest) | {"link": link}, guest.revision, status=201, location=guest.path)


class GuestView(ApiView):
    """An address of one guest."""

    def find(self, uid):
        found = Guest.objects.loaded().find(self.project, uid)
        found.project = self.project
        return found


class OneGuest(GuestView):
    permissions = {"GET": "read", "PATCH": "oversee", "DELETE": "oversee"}
    takes = {"PATCH": GuestEdit}
    gives = {"GET": GuestOutput, "PATCH": GuestOutput}
    matches = ("PATCH",)

    def get(self, request, slug, uid):
        found = self.find(uid)
        return self.one(present(found), found.revision)

    def patch(self, request, slug, uid):
        fields = self.read(GuestEdit, partial=True)
        found = self.find(uid)
        self.need_match(found.revision, lambda: present(found))
        edit_guest(guest=found, actor=request.user, **fields)
        return self.one(present(found), found.revision)

    def delete(self, request, slug, uid):
        """Revokes the link."""
        revoke_guest(guest=self.find(uid), actor=request.user)
        return self.gone()


class GuestLink(GuestView):
    """POST makes a new link for the same guest, shown this once; the old one is dead at once."""

    permissions = {"POST": "oversee"}
    takes = {"POST": RenewInput}
    gives = {"POST": NewGuestOutput}
    statuses = {"POST": 200}
    shows_secret = True

    def post(self, request, slug, uid):
        fields = self.read(RenewInput)
        found = self.find(uid)
        self.need_match(found.revision, lambda: present(found), optional=True)
        link = renew_link(guest=found, actor=request.user, **fields)
        return self.one(present(found) | {"link": link}, found.revision)
