"""Whom the desk asks from outside about a claim: for every member to read, for editors to invite and to end."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.claims.states import CLOSED
from annotations.guests.actions import edit_guest, invite_guest, renew_link, revoke_guest
from annotations.guests.models import Guest
from annotations.guests.serializers import GuestEdit, GuestInput
from annotations.workspace.claim_parts import guests_of
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage


class ClaimGuests(MemberPage):
    """POST invites: shows the link, this once, and mails it when there is an address."""

    template = "claims/guests.html"
    section = "claims"
    permissions = {"GET": "read", "POST": "oversee"}

    def find(self, request, slug, uid, **kwargs):
        super().find(request, slug)
        self.claim = Claim.objects.find(self.project, uid)
        self.claim.project = self.project

    def get(self, request, slug, **kwargs):
        # The addresses of the forms show the page as well: after a form was refused, people reload.
        return self.draw()

    def draw(self, *, form=None, link=None, invited=None, renewed=False, status=200):
        return self.show(
            {
                "claim": self.claim,
                "guests": guests_of(self.claim),
                "closed": self.claim.status in CLOSED,
                "form": form or Form({"counts": "1"}),
                "link": link,
                "invited": invited,
                "renewed": renewed,
            },
            status=status,
        )

    def post(self, request, slug, uid):
        form = Form(request.POST)
        with form.attempt():
            data = {"claim": uid, "name": form.text("name") or "", "email": form.text("email")}
            data |= {"interests": form.lines("interests")} | terms(form)
            fields = form.read(GuestInput, data)
            del fields["claim"]
            invited, link = invite_guest(claim=self.claim, actor=request.user, **fields)
        if form.failed:
            return self.draw(form=form, status=409 if form.refusal else 400)
        return self.draw(link=link, invited=invited, status=201)


def terms(form):
    """What the form says of the terms."""
    said = {"affiliation": form.text("affiliation"), "counts": form.has("counts"), "internal": form.has("internal")}
    return said | ({"expires_at": form.text("expires_at")} if form.text("expires_at") else {})


class OneGuest(ClaimGuests):
    """What is done to a guest of the claim."""

    permissions = {"POST": "oversee"}

    def find(self, request, slug, uid, guest):
        super().find(request, slug, uid)
        self.subject = Guest.objects.loaded().filter(claim=self.claim).find(self.project, guest)
        self.subject.project = self.project


class EditGuest(OneGuest):
    """POST `counts`, `internal`, `expires_at`, `affiliation`."""

    def post(self, request, slug, uid, guest):
        form = Form(request.POST)
        with form.attempt():
            edit_guest(guest=self.subject, actor=request.user, **form.read(GuestEdit, terms(form)))
            messages.success(request, _("Saved: %s.") % self.subject.user.shown_name)
            return redirect("claim_guests", slug, uid)
        messages.error(request, form.refusal or " ".join(form.problems.values()))
        return redirect("claim_guests", slug, uid)


class RenewLink(OneGuest):
    """POST shows the new link, this once, and mails it when there is an address."""

    def post(self, request, slug, uid, guest):
        form = Form(request.POST)
        with form.attempt():
            link = renew_link(guest=self.subject, actor=request.user)
            return self.draw(link=link, invited=self.subject, renewed=True)
        messages.error(request, form.refusal)
        return redirect("claim_guests", slug, uid)


class RevokeGuest(OneGuest):
    def post(self, request, slug, uid, guest):
        revoke_guest(guest=self.subject, actor=request.user)
        messages.success(request, _("The link no longer works. What was submitted stays."))
        return redirect("claim_guests", slug, uid)
