"""The public way in, where the desk switched it on: an address of the API and a form. No account, no session, no CSRF.

Throttled by address and by desk in the database, so that all processes count together. Robots fill in the field that
people do not see: they get the same answer, and nothing is kept.
"""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from annotations.accounts.attempts import count_attempt
from annotations.errors import Missing
from annotations.leads.serializers import PublicLeadInput, ReceivedOutput
from annotations.leads.taking import split_pasted, take_in
from annotations.projects.models import Project
from annotations.rest.problems import Problem, pointers
from annotations.rest.views import ApiView

AN_HOUR = 3600
FROM_ONE_ADDRESS = 10
FOR_ONE_DESK = 500


def find_open_desk(slug):
    """The desk of this slug, if it takes leads from everybody. Raises `Missing`: no stranger learns which desks are
    there."""
    project = Project.objects.filter(slug=slug).first()
    if project is None or not project.setting("lead_form"):
        raise Missing()
    return project


def may_send(project, request, what="lead"):
    """Whether this address, and everybody together, have not sent too much of `what` within the hour."""
    address = request.META.get("REMOTE_ADDR", "")
    if count_attempt(f"{what}:{project.pk}:{address}", within=AN_HOUR) > FROM_ONE_ADDRESS:
        return False
    return count_attempt(f"{what}s:{project.pk}", within=AN_HOUR) <= FOR_ONE_DESK


def too_many():
    return _("Too much was sent from your address. Try again in an hour.")


def receive(project, fields):
    """Keeps what a person has sent; drops what a robot has."""
    if not fields.pop("website"):
        with transaction.atomic():
            take_in(project=project, **fields)


class PublicPost(ApiView):
    """An address at which anybody sends something to a desk: no account, no session; throttled."""

    authentication_classes = []
    permissions = {"POST": None}
    gives = {"POST": ReceivedOutput}
    what = None

    def find_desk(self, slug):
        """The desk, if it takes this from everybody. Raises `Missing`."""
        raise NotImplementedError

    def initial(self, request, *args, **kwargs):
        self.format_kwarg = None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        self.desk = self.find_desk(kwargs["slug"])
        if request.method not in ("POST", "OPTIONS"):
            self.http_method_not_allowed(request)
        if not may_send(self.desk, request, self.what):
            raise Problem(429, too_many(), headers={"Retry-After": str(AN_HOUR)})

    def _write(self, request, handler):
        # There is nobody whose Idempotency-Key it could be.
        return handler(request, *self.args, **self.kwargs)


class PublicLeads(PublicPost):
    """What anybody sends to the desk, where it switched that on (`lead_form`); else 404."""

    takes = {"POST": PublicLeadInput}
    what = "lead"

    def find_desk(self, slug):
        return find_open_desk(slug)

    def post(self, request, slug):
        receive(self.desk, self.read(PublicLeadInput))
        return Response({"received": True}, 201)


@method_decorator(csrf_exempt, name="dispatch")
class PublicForm(View):
    """`/public/{slug}/leads`: the same as a page that needs no script."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, slug):
        try:
            self.desk = find_open_desk(slug)
        except Missing as error:
            raise Http404(error.detail) from error
        return super().dispatch(request, slug)

    def get(self, request, slug):
        return self.show(self.desk, {})

    def post(self, request, slug):
        project = self.desk
        typed = {name: request.POST.get(name, "") for name in ("what", "note", "name", "contact", "website")}
        if not may_send(project, request):
            return self.show(project, typed, refusal=too_many(), status=429)
        text, url = split_pasted(typed["what"].replace("\r\n", "\n"))
        body = {"text": text, "url": url, "note": typed["note"].replace("\r\n", "\n")}
        serializer = PublicLeadInput(data=body | {name: typed[name] for name in ("name", "contact", "website")})
        try:
            serializer.is_valid(raise_exception=True)
        except ValidationError as error:
            names = {"text": "what", "url": "what"}
            problems = {}
            for each in pointers(error.detail):
                field = each["pointer"].strip("/")
                problems[names.get(field, field)] = each["detail"]
            return self.show(project, typed, problems=problems, status=400)
        receive(project, dict(serializer.validated_data))
        return self.show(project, {}, sent=True)

    def show(self, project, typed, *, problems=None, refusal="", sent=False, status=200):
        # Without the request: a context processor would touch the session.
        html = render_to_string(
            "public/leads.html",
            {
                "project": project,
                "typed": typed,
                "problems": problems or {},
                "refusal": refusal,
                "sent": sent,
                "language": get_language(),
                "bidi": get_language_bidi(),
            },
        )
        return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
