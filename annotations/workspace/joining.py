"""The page behind an invitation: who invites to what; signed in one joins, else one signs in or makes an account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from annotations.accounts.actions import create_account
from annotations.accounts.forms import AccountForm
from annotations.accounts.oidc import INVITED, provider
from annotations.errors import Conflict
from annotations.projects.models import Membership
from annotations.teams.invitations import TooManyAttempts, join, open_invitation


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class Invitation(View):
    """GET shows the invitation, POST joins. 410 when the link is used, old or made up; 429 after too many of those."""

    http_method_names = ["get", "post"]

    def dispatch(self, request, uid, secret):
        try:
            self.invitation = open_invitation(uid, secret, request.META.get("REMOTE_ADDR", ""))
        except TooManyAttempts:
            return render(request, "429.html", status=429)
        self.is_member = (
            self.invitation is not None
            and request.user.is_authenticated
            and Membership.objects.filter(project=self.invitation.project, user=request.user).exists()
        )
        if self.is_member:
            # Also after one's own second click on the link.
            return redirect("desk", self.invitation.project.slug)
        if self.invitation is None or not self.invitation.is_open:
            return self.draw(status=410, over=True)
        # Whoever signs in by the configured provider next may have an account made: accounts/oidc.py.
        request.session[INVITED] = self.invitation.uid
        return super().dispatch(request)

    def draw(self, *, status=200, form=None, **context):
        context |= {"invitation": self.invitation, "form": form, "here": self.request.path, "provider": provider()}
        return render(self.request, "account/invitation.html", context, status=status)

    def get(self, request):
        return self.draw(form=AccountForm(initial={"email": self.invitation.email}))

    def post(self, request):
        form = None if request.user.is_authenticated else AccountForm(request.POST)
        if form is not None and not form.is_valid():
            return self.draw(form=form, status=400)
        try:
            with transaction.atomic():
                user = request.user if form is None else create_account(**form.account)
                join(invitation=self.invitation, user=user)
        except Conflict as error:
            return self.draw(status=410, over=True, detail=error.detail)
        if form is not None:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session.pop(INVITED, None)
        desk = self.invitation.project
        messages.success(request, _("Welcome to %s.") % desk.name)
        return redirect("desk", desk.slug)
