"""Who belongs to a desk, and who is invited: for every member to read, for admins to change."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.dossiers.leaving import leave_desk, open_work
from annotations.errors import Missing
from annotations.leads.leaving import open_leads
from annotations.projects.models import Membership
from annotations.projects.permissions import ROLES
from annotations.teams import actions, invitations
from annotations.teams.invitation_views import invitations_of
from annotations.teams.models import Invitation
from annotations.teams.serializers import InvitationInput, MemberEdit, MemberInput
from annotations.templatetags.words import ROLE
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage


class Members(MemberPage):
    """POST adds somebody who has an account."""

    template = "workspace/members.html"
    section = "settings"
    permissions = {"GET": "read", "POST": "administer"}

    def get(self, request, slug, **kwargs):
        # The addresses of the forms show the page as well: after a form was refused, people reload.
        return self.draw()

    def draw(self, *, form=None, invite=None, link=None, invited=None, status=200):
        """The page; a form that could not be saved is drawn as it was typed. `link` is shown this once."""
        invited_people = invitations_of(self.project).open().order_by("-pk") if self.may("administer") else ()
        return self.show(
            {
                "members": members_of(self.project),
                "members_form": form or Form(),
                "invite_form": invite or Form(),
                "invitations": invited_people,
                "link": link,
                "invited": invited,
                "roles": list(ROLE.items()),
                "last_admin": only_admin(self.project),
            },
            status=status,
        )

    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt():
            data = {"username": form.text("username") or "", "role": form.text("role") or ""}
            fields = form.read(MemberInput, data | {"trainee": form.has("trainee")})
            user = actions.find_person(fields.pop("username"))
            actions.add_member(project=self.project, actor=request.user, user=user, **fields)
            messages.success(request, _("%s belongs to the desk now.") % user.shown_name)
            return redirect("members", slug)
        return self.draw(form=form, status=400)


def members_of(project):
    """Everybody who belongs to the desk, those who may most first."""
    order = Case(*(When(role=role, then=Value(-at)) for at, role in enumerate(ROLES)), output_field=IntegerField())
    return Membership.objects.filter(project=project).select_related("user").order_by(order, "user__username")


def only_admin(project):
    """The username of the desk's one admin; None when there are several."""
    admins = Membership.objects.filter(project=project, role=ROLES[-1]).values_list("user__username", flat=True)[:2]
    return admins[0] if len(admins) == 1 else None


class EditMember(Members):
    """POST `role`, `trainee`."""

    def find(self, request, slug, username):
        super().find(request, slug)
        self.subject = find_subject(self.project, username)

    def post(self, request, slug, username):
        form = Form(request.POST)
        with form.attempt():
            fields = form.read(MemberEdit, {"role": form.text("role") or "", "trainee": form.has("trainee")})
            actions.edit_member(member=self.subject, actor=request.user, **fields)
            messages.success(request, _("Saved: %s.") % self.subject.user.shown_name)
            return redirect("members", slug)
        return self.draw(form=form, status=409)


def find_subject(project, username):
    """The membership of this name. Raises `Missing`."""
    found = Membership.objects.filter(project=project, user__username__iexact=username)
    subject = found.select_related("user", "project").first()
    if subject is None:
        raise Missing()
    return subject


class Invite(Members):
    """POST `role`, `trainee`, `email`: shows the link, this once, and mails it when there is an address."""

    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt():
            data = {"role": form.text("role") or "", "trainee": form.has("trainee"), "email": form.text("email")}
            fields = form.read(InvitationInput, data)
            made, secret = invitations.invite(project=self.project, actor=request.user, **fields)
        if form.failed:
            return self.draw(invite=form, status=400)
        return self.draw(link=invitations.link_of(made, secret), invited=made, status=201)


class WithdrawInvitation(MemberPage):
    permissions = {"POST": "administer"}

    def post(self, request, slug, uid):
        invitation = Invitation.objects.find(self.project, uid)
        invitation.project = self.project
        invitations.withdraw_invitation(invitation=invitation, actor=request.user)
        messages.success(request, _("The invitation no longer works."))
        return redirect("members", slug)


class RemoveMember(MemberPage):
    """Asks what becomes of a member's open work; POST `hand_to` (a username, or empty) takes them off the desk."""

    template = "workspace/leaving.html"
    section = "settings"
    permissions = {"GET": "administer", "POST": "administer"}

    def find(self, request, slug, username=None):
        super().find(request, slug)
        self.subject = find_subject(self.project, username or request.user.username)
        self.subject.project = self.project

    def get(self, request, slug, username=None):
        return self.draw(Form())

    def draw(self, form, status=200):
        assignments, rounds = open_work(self.subject)
        able = [each for each in members_of(self.project) if each.pk != self.subject.pk and each.may("contribute")]
        return self.show(
            {
                "subject": self.subject,
                "oneself": self.subject.user_id == self.request.user.pk,
                "is_last": only_admin(self.project) == self.subject.user.username,
                "work": assignments.given().count() + rounds.count() + open_leads(self.subject).count(),
                "form": form,
                "heirs": [("", _("back to everybody")), *((m.user.username, m.user.shown_name) for m in able)],
            },
            status=status,
        )

    def post(self, request, slug, username=None):
        form = Form(request.POST)
        with form.attempt():
            leave_desk(member=self.subject, actor=request.user, hand_to=form.text("hand_to"))
            if self.subject.user_id == request.user.pk:
                messages.success(request, _("You have left %s.") % self.project.name)
                return redirect("desks")
            words = _("%s no longer belongs to the desk. What they wrote stays.")
            messages.success(request, words % self.subject.user.shown_name)
            return redirect("members", slug)
        return self.draw(form, status=409 if form.refusal else 400)


class Leave(RemoveMember):
    """The same for oneself."""

    permissions = {"GET": "read", "POST": "read"}
