"""A claim that was seen outside our articles: in a post, on the radio, on a leaflet."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.claims.models import Claim, Claimant
from annotations.claims.serializers import AppearanceInput, ClaimInput
from annotations.dossiers.claim_actions import create_claims
from annotations.dossiers.link_actions import add_post
from annotations.errors import Invalid
from annotations.templatetags.words import PRIORITY
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage

SPEAKER_TYPES = [("person", gettext_lazy("a person")), ("organization", gettext_lazy("an organization"))]
# The names of the form's fields where they are not those of the API.
FIELDS = {"/claimant/name": "speaker", "/claimant/type": "speaker_type", "/claimant": "speaker", "/source_url": "url"}


class NewClaim(MemberPage):
    """GET: the form. POST: makes the claim, and where it was seen; a script that asks for JSON gets `{href}` or
    `{problems, refusal}`."""

    template = "workspace/new_claim.html"
    section = "claims"
    permissions = {"GET": "contribute", "POST": "contribute"}

    def get(self, request, slug):
        return self.draw(Form({"text": request.GET.get("text", "")}))

    def draw(self, form, status=200):
        speakers = Claimant.objects.standing().filter(project=self.project).order_by("-pk")
        return self.show(
            {
                "form": form,
                "speaker_types": SPEAKER_TYPES,
                "priorities": list(PRIORITY.items()),
                "priority": form.text("priority") or Claim.Priority.NORMAL,
                "languages": language_choices(form.text("language")),
                "speakers": speakers.values_list("name", flat=True)[:200],
            },
            status=status,
        )

    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt(FIELDS):
            fields = form.read(ClaimInput, self.read_claim(form))
            post = self.read_post(form)
            fields.pop("spans", None)
            (claim,) = create_claims(project=self.project, actor=request.user, drafts=[fields])
            if post:
                add_post(claim=claim, actor=request.user, **post)
            messages.success(request, _("The claim is on the desk. Add what is known about it."))
            href = f"{reverse('claims', args=[slug])}{claim.uid}"
            return JsonResponse({"href": href}, status=201) if wants_json(request) else redirect(href)
        if wants_json(request):
            return JsonResponse({"problems": form.problems, "refusal": form.refusal}, status=400)
        return self.draw(form, status=400)

    def read_claim(self, form):
        """The claim in the words of the API."""
        data = {"text": form.lines("text") or ""}
        if form.text("id"):
            data["id"] = form.text("id")
        if form.text("speaker"):
            data["claimant"] = {"name": form.text("speaker"), "type": form.text("speaker_type") or "person"}
        data |= {name: form.text(name) for name in ("claimed_on", "location", "language")}
        data["original_quote"] = form.lines("original_quote")
        data |= {"topics": form.words("topics"), "source_url": form.text("url")}
        if form.text("priority"):
            data["priority"] = form.text("priority")
        return data

    def read_post(self, form):
        """Where it was seen, validated; None when nothing about that was written."""
        data = {name: form.text(name) for name in ("url", "platform", "posted_at", "archive_url")}
        data |= {"transcript": form.lines("transcript")}
        data |= {name: form.number(name) for name in ("at_seconds", "reach")}
        if not any(data.values()):
            return None
        if not data["platform"]:
            raise Invalid(("/platform", _("Say where it was: the name of the network, the station, the street.")))
        return form.read(AppearanceInput, data)


def wants_json(request):
    return "application/json" in request.headers.get("Accept", "")
