"""*Tell us about a mistake*: a form for everybody, below each fact-check. No account, no session, no CSRF.

Throttled with the form for leads' own rules; robots that fill in the hidden field get thanks, and nothing is kept.
"""

from django.db import transaction
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import ValidationError

from annotations.complaints.actions import complain
from annotations.complaints.serializers import MistakeInput
from annotations.leads.public import may_send, too_many
from annotations.public.answers import PublicPage, find_factcheck, is_gone
from annotations.rest.problems import pointers

FIELDS = ("text", "sentence", "name", "contact", "website")


@method_decorator(csrf_exempt, name="dispatch")
class MistakeForm(PublicPage):
    """`/public/{slug}/factchecks/{id}/mistake`."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, slug, uid):
        return self.show(find_factcheck(slug, uid), {})

    def post(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
        if not may_send(found.project, request, "complaint"):
            return self.show(found, typed, refusal=True, status=429)
        try:
            fields = dict(MistakeInput.take(typed))
        except ValidationError as error:
            problems = {each["pointer"].strip("/"): each["detail"] for each in pointers(error.detail)}
            return self.show(found, typed, problems=problems, status=400)
        if not fields.pop("website"):
            with transaction.atomic():
                complain(project=found.project, claim=found.uid, **fields)
        return self.show(found, {}, sent=True)

    def show(self, found, typed, *, problems=None, refusal=False, sent=False, status=200):
        shown = {} if is_gone(found) else found.current.snapshot
        context = {
            "project": found.project,
            "section": "factchecks",
            "uid": found.uid,
            "headline": (shown.get("headline") or shown["claim"]["text"]) if shown else "",
            "typed": typed,
            "problems": problems or {},
            "refusal": too_many() if refusal else "",
            "sent": sent,
        }
        language = shown.get("language") if shown else None
        return self.draw("public/mistake.html", context, language=language, status=status, cache="no-store")
