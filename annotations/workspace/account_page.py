"""What a person sets for themselves: name, language, appearance, password, tokens of API clients."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.accounts import sessions
from annotations.accounts.actions import edit_profile
from annotations.accounts.choices import keep_choices
from annotations.accounts.oidc import connected, provider
from annotations.errors import Invalid
from annotations.notifications.actions import choices_of, choose_mail
from annotations.notifications.models import Event, Mail
from annotations.projects.models import Membership
from annotations.projects.permissions import SCOPES, Scope
from annotations.teams import tokens
from annotations.teams.serializers import TokenInput
from annotations.templatetags.words import SCOPE
from annotations.workspace.forms import Form
from annotations.workspace.page import PersonPage

APPEARANCES = [("", gettext_lazy("As the system")), ("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark"))]
DAYS = [
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("a year")),
    ("", gettext_lazy("no end")),
]

EVENTS = {
    Event.ASSIGNED: gettext_lazy("Somebody gives you work or asks for your verdict"),
    Event.MENTIONED: gettext_lazy("Somebody mentions you"),
    Event.REPLIED: gettext_lazy("Somebody answers in a thread of yours"),
    Event.REVEALED: gettext_lazy("Verdicts that you gave or were asked for are opened"),
    Event.DECIDED: gettext_lazy("A claim you worked on gets its desk rating"),
    Event.COMPLAINT: gettext_lazy("Somebody complains about a fact-check, or an answer waits for a second person"),
    Event.PUBLISHED: gettext_lazy("A claim you worked on is published or corrected"),
    Event.DUE_SOON: gettext_lazy("Your work is due soon"),
}
TIMES = [
    (Mail.AT_ONCE, gettext_lazy("At once")),
    (Mail.DAILY, gettext_lazy("Once a day")),
    (Mail.NEVER, gettext_lazy("Never")),
]


class Account(PersonPage):
    template = "workspace/account.html"
    section = "account"

    def get(self, request):
        return self.draw()

    def draw(self, *, profile=None, token=None, secret=None, status=200):
        user = self.request.user
        known = Form({name: getattr(user, name) for name in ("name", "language", "appearance")})
        desks = [("", _("all my desks"))]
        desks += (
            Membership.objects.filter(user=user).order_by("project__name").values_list("project__slug", "project__name")
        )
        return self.show(
            {
                "profile": profile or known,
                "appearances": APPEARANCES,
                "mail_choices": [(event, EVENTS[event], mail) for event, mail in choices_of(user).items()],
                "mail_times": TIMES,
                "tokens": tokens.tokens_of(user).select_related("project").order_by("-pk"),
                "token_form": token or Form({"scope": Scope.READ, "days": "90"}),
                "scopes": [(scope, SCOPE[scope]) for scope in SCOPES],
                "days": DAYS,
                "desks": desks,
                "secret": secret,
                "provider": provider(),
                "connected": connected(user),
                "sessions": sessions.sessions_of(user, self.request.session.session_key),
                "now": timezone.now(),
            },
            status=status,
        )

    def post(self, request):
        form = Form(request.POST)
        with form.attempt():
            edit_profile(
                user=request.user,
                name=form.text("name") or "",
                language=form.text("language") or "",
                appearance=form.text("appearance") or "",
            )
            messages.success(request, _("Saved."))
            response = keep_choices(redirect("account"), request.user)
            if not request.user.appearance:
                response.delete_cookie("appearance")
            return response
        return self.draw(profile=form, status=400)


class MailChoices(Account):
    """POST: when mail goes out, by event."""

    def post(self, request):
        form = Form(request.POST)
        with form.attempt():
            choose_mail(user=request.user, **{event: form.text(event) or "" for event in Event.values})
            messages.success(request, _("Saved."))
            return redirect("account")
        return self.draw(status=400)


class NewToken(Account):
    """POST: makes a token and shows its secret, this once."""

    def post(self, request):
        form = Form(request.POST)
        with form.attempt():
            days = form.number("days")
            data = {"name": form.text("label") or "", "scope": form.text("scope") or "", "project": form.text("desk")}
            if days is not None:
                if not isinstance(days, int) or not 1 <= days <= 3650:
                    raise Invalid(("/days", _("Choose how long it is good for.")))
                data["expires_at"] = (timezone.now() + timedelta(days=days)).isoformat()
            fields = form.read(TokenInput, data)
            desk = self.find_desk(fields.pop("project", None))
            _token, secret = tokens.create_token(user=request.user, project=desk, by=None, **fields)
            return self.draw(secret=secret, status=201)
        return self.draw(token=form, status=400)

    def find_desk(self, slug):
        if slug is None:
            return None
        found = Membership.objects.filter(user=self.request.user, project__slug=slug).select_related("project").first()
        if found is None:
            raise Invalid(("/desk", _("You do not belong to this desk.")))
        return found.project


class RevokeToken(PersonPage):
    """POST: ends a token of one's own."""

    def post(self, request, token):
        tokens.revoke_token(user=request.user, uid=token, by=None)
        messages.success(request, _("The token no longer works."))
        return redirect("account")


class EndSession(PersonPage):
    """POST: ends one session of one's own."""

    def post(self, request, name):
        sessions.end_session(request.user, name)
        messages.success(request, _("Signed out there."))
        return redirect("account")


class EndOtherSessions(PersonPage):
    """POST: ends all sessions of one's own but this."""

    def post(self, request):
        sessions.end_others(request.user, request.session.session_key)
        messages.success(request, _("Signed out everywhere but here."))
        return redirect("account")
